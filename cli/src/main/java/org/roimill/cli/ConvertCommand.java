package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.roimill.api.Machine;
import org.roimill.cli.console.Progress;
import org.roimill.cli.convert.Copy;
import org.roimill.cli.convert.Incoming;
import org.roimill.cli.convert.Sources;
import org.roimill.cli.machine.Interruption;
import org.roimill.core.element.Kind;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Element;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.Transaction;
import org.roimill.core.memory.Bytes;
import org.roimill.core.memory.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "convert",
        description = {
            "Make a new SpatialData store of one or several images.",
            "",
            "A file with several channels becomes one image; several files become one image each. The store appears"
                    + " under its name when it is complete, and not before."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "One file, whose pages are channels:",
            "  roimill convert core.tif --axes cyx --channels DAPI,CD3,CD8 --pixel-size 0.325um core.zarr",
            "One image for each channel, as PlexPipe keeps them:",
            "  roimill convert core.ome.tif --split-channels core.zarr",
            "One file for each channel:",
            "  roimill convert DAPI.tif CD3.tif CD8.tif core.zarr",
            "A mask of object ids:",
            "  roimill convert nuclei.tif --labels nuclei.zarr",
            "Another version of Zarr:",
            "  roimill convert old.zarr new.zarr --zarr 3"
        })
final class ConvertCommand implements Runnable {
    @Parameters(
            arity = "2..*",
            paramLabel = "SRC... DST",
            description = "What to convert (TIFF, PNG, JPEG or any store), and the store to make.")
    private List<Path> paths;

    @Mixin
    private DeclaredOptions declared;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the element, where there is one.")
    private String name;

    @Option(names = "--split-channels", description = "Make each channel an image of its own.")
    private boolean splitChannels;

    @Option(names = "--join-channels", description = "Make all sources the channels of one image.")
    private boolean joinChannels;

    @Option(names = "--labels", description = "The sources hold object ids, not intensities.")
    private boolean labels;

    @Option(names = "--zarr", paramLabel = "2|3", description = "The version of Zarr; 3 by default.")
    private int zarr = 3;

    @Option(names = "--chunk", paramLabel = "N", description = "The side of a chunk in the plane.")
    private int chunk;

    @Option(names = "--levels", paramLabel = "N", description = "How many levels in all, the full one included.")
    private int levels;

    @Option(names = "--overwrite", hidden = true)
    private boolean overwrite;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Path target = paths.getLast();
        check(target);
        Declared said = declared.declared();
        Machine allowed = machine.machine();
        try (Interruption interruption = new Interruption();
                Sources sources = new Sources(
                        paths.subList(0, paths.size() - 1),
                        said,
                        new Sources.Wishes(name, splitChannels, joinChannels, labels),
                        OpenOptions.DEFAULT);
                Ledger ledger = new Ledger(allowed.pixelMemory())) {
            Copy copy = new Copy(ledger, allowed.cpus(), interruption.stop());
            write(sources, target, copy);
        }
    }

    private void check(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new RoimillException(
                    Failure.EXISTS,
                    target + " is there already"
                            + (overwrite ? ", and --overwrite replaces elements, never a store" : ""),
                    "Give another name, or take it away yourself.");
        }
        if (splitChannels && joinChannels) {
            throw RoimillException.usage("--split-channels and --join-channels are opposites", "Keep one of them.");
        }
        if (zarr != 2 && zarr != 3) {
            throw RoimillException.usage("there is no Zarr version " + zarr, "Write --zarr 2 or --zarr 3.");
        }
        if (chunk < 0 || levels < 0) {
            throw RoimillException.usage(
                    (chunk < 0 ? "--chunk " + chunk : "--levels " + levels) + " is less than nothing",
                    "Leave it away for a sensible choice.");
        }
    }

    private void write(Sources sources, Path target, Copy copy) {
        List<Incoming> rasters = sources.rasters();
        long bytes = rasters.stream().mapToLong(i -> i.pixels().spec().bytes()).sum();
        Storage storage = new Storage(chunk, 0, levels, Storage.DEFAULT.downscale(), null, -1);
        StoreFormat format = Formats.forNewStores();
        try (Transaction transaction = format.create(target, new StoreFormat.CreateOptions(zarr));
                Progress progress =
                        Progress.of("converting", bytes, spec.commandLine().getErr())) {
            for (Incoming in : rasters) {
                try (RasterWriter writer =
                        transaction.raster(in.name(), in.pixels().spec(), storage, in.provenance())) {
                    copy.run(in.pixels(), writer, progress);
                }
            }
            sources.rois().forEach(roi -> rest(roi, transaction));
            transaction.commit();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(target + ": " + rasters.size() + (rasters.size() == 1 ? " element, " : " elements, ")
                + Bytes.text(bytes) + " of voxels");
        out.flush();
    }

    /** Tables and shapes; crops are lists of places elsewhere, and stay where they are. */
    private void rest(Roi roi, Transaction transaction) {
        for (Element element : roi.elements()) {
            Map<String, Object> provenance = element.provenance();
            switch (element.kind()) {
                case TABLE -> transaction.table(element.name(), roi.table(element.name()), provenance);
                case SHAPES -> transaction.shapes(element.name(), roi.shapes(element.name()), provenance);
                case CROPS -> {
                    PrintWriter err = spec.commandLine().getErr();
                    err.println("roimill: " + Kind.CROPS + " '" + element.name() + "' are not copied");
                    err.flush();
                }
                case IMAGE, LABELS -> {
                    // copied before
                }
            }
        }
    }
}
