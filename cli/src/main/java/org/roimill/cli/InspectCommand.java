package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.roimill.api.picture.Png;
import org.roimill.api.picture.QuickLook;
import org.roimill.cli.console.Failures;
import org.roimill.cli.console.Json;
import org.roimill.core.element.Kind;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        description = "Say what is in a ROI, or all about one element; look at it as a PNG.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill inspect roi.zarr",
            "  roimill inspect roi.zarr nuclei",
            "  roimill inspect roi.zarr nuclei --png nuclei.png",
            "  roimill inspect roi.zarr cells_table --rows 10",
            "  roimill inspect roi.zarr --delta step1.zip --delta step2.zip --json",
            "",
            "The PNG shows the first time point and the middle slice, at most 1024 pixels wide and high, stretched"
                    + " between percentiles 0.5 and 99.8; channels in colours, each label in one of its own."
        })
final class InspectCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ROI", description = "A store or an image file.")
    private Path path;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ELEMENT", description = "The element to describe.")
    private String element;

    @Option(names = "--png", paramLabel = "FILE", description = "Write a quick look of the element to this file.")
    private Path png;

    @Option(names = "--rows", paramLabel = "N", description = "Print the first rows of a table.")
    private int rows;

    @Option(names = "--delta", paramLabel = "FILE", description = "Lay this delta over the ROI; repeatable.")
    private List<Path> deltas = List.of();

    @Option(names = "--follow-links", description = "Follow links inside the store.")
    private boolean followLinks;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private DeclaredOptions declared;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (png != null && Files.exists(png, LinkOption.NOFOLLOW_LINKS)) {
            throw new RoimillException(Failure.EXISTS, png + " is there already", "Give another name.");
        }
        try (Roi roi = Formats.open(path, new OpenOptions(declared.declared(), deltas, followLinks, true))) {
            PrintWriter out = spec.commandLine().getOut();
            if (png != null) {
                Element shown = raster(roi);
                Png.write(QuickLook.of(roi, shown), png);
                out.println(png + ": a quick look of " + shown.name());
            } else if (json) {
                Json.print(
                        element == null ? ElementJson.roi(roi) : ElementJson.element(roi.element(element), true), out);
            } else if (element == null) {
                ElementText.table(roi, out);
            } else {
                Element one = roi.element(element);
                ElementText.detail(one, out);
                if (rows > 0 && one.kind() == Kind.TABLE) {
                    TableText.print(roi.table(one.name()), rows, out);
                }
            }
            out.flush();
            return faults(roi);
        }
    }

    /** What cannot be read is told of beside what can. */
    private int faults(Roi roi) {
        PrintWriter err = spec.commandLine().getErr();
        int exit = 0;
        for (Fault fault : roi.faults()) {
            exit = Failures.report(fault.cause().at(fault.place()), err, false);
        }
        return exit;
    }

    /** The element to look at: the named one, or the only one. */
    private Element raster(Roi roi) {
        List<Element> rasters =
                roi.elements().stream().filter(e -> e.kind().isRaster()).toList();
        if (element == null && rasters.size() != 1) {
            throw RoimillException.usage(
                    roi.name() + " holds " + rasters.size() + " images and labels, and --png shows one",
                    "Name it: roimill inspect " + path + " ELEMENT --png " + png);
        }
        Element shown = element == null ? rasters.getFirst() : roi.element(element);
        if (!shown.kind().isRaster()) {
            throw RoimillException.usage(
                    "'" + shown.name() + "' is of kind " + shown.kind() + ", of which there is no quick look",
                    "Name an image or labels.");
        }
        return shown;
    }
}
