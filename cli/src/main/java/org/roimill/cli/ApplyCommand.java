package org.roimill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.roimill.api.Mill;
import org.roimill.cli.folder.FolderImages;
import org.roimill.cli.folder.FolderRun;
import org.roimill.cli.folder.ImageFiles;
import org.roimill.cli.folder.SaveOptions;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.chain.Settings;
import org.roimill.runner.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description = {
            "Apply one processor to ROIs, without a chain file.",
            "",
            "A segmenter on a folder of images makes files: masks, _seg.npy and others (--save), into --out or beside"
                    + " the images. Images whose files are there already, by the same recipe, are skipped.",
            "",
            "Else a ROI is a store or an image; of a folder or glob, each file that is one. What is made goes into the store,"
                    + " or into a new one beside an image: a.tif gives a.roimill.zarr. As with run, all of it appears"
                    + " at once, what is there already is skipped, and nothing is replaced without --overwrite."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill apply normalize core.zarr --input DAPI",
            "  roimill apply components images/ --out masks/ --save masks-tif,rois",
            "  roimill apply normalize images/ -p low=1 -p high=99.8 --out results/",
            "  roimill apply ring core.zarr --input nuclei --output halo -p rad_bigger=8 -p rad_smaller=2",
            "  roimill apply mean_intensity core.zarr --input nuclei,DAPI --output intensities"
        })
final class ApplyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROCESSOR", description = "One of those that 'roimill processors' lists.")
    private String processor;

    @Parameters(index = "1..*", paramLabel = "ROI", description = "Stores, images, folders, globs in quotes.")
    private List<String> given = List.of();

    @Option(
            names = "--input",
            paramLabel = "NAME,...",
            split = ",",
            description =
                    "The elements to read: names, IMAGE/CHANNEL, wildcards. Of a processor with several inputs in their"
                            + " order, or as INPUT=NAME. By default the only one that it can read.")
    private List<String> inputs = List.of();

    @Option(
            names = "--output",
            paramLabel = "NAME,...",
            split = ",",
            description = "What to call what it makes; $${input} stands for what it reads. By default"
                    + " $${input}_PROCESSOR.")
    private List<String> outputs = List.of();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "KEY=VALUE",
            description = "A parameter, as a chain file would spell its value. Repeatable.")
    private List<String> parameters = List.of();

    @Mixin
    private SaveOptions save;

    @Mixin
    private RoiOptions rois;

    @Mixin
    private Milling milling;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return milling.mill(
                rois,
                Map.of(),
                this::job,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    private Milling.Job job(Mill mill, RunOptions options) {
        Descriptor<?> descriptor = mill.registry().find(processor).descriptor();
        Path folder = given.size() == 1 ? Path.of(given.getFirst()) : null;
        if (!save.isStore() && (save.isAsked() || descriptor.family() == Family.SEGMENTER)) {
            FolderImages images = folder != null && Files.isDirectory(folder) ? new FolderImages(folder) : null;
            if (images != null && images.isForFiles() && options.delta() == null) {
                return filesOf(mill, descriptor, folder, images, options);
            }
            if (save.isAsked()) {
                throw RoimillException.usage(
                        "--save makes files of the images of a folder, and "
                                + (given.isEmpty() ? "none is given" : String.join(", ", given) + " is none"),
                        "Name one folder of images alone, and no --delta; or leave --save out.");
            }
        }
        Chain chain = mill.step(processor, inputs, outputs, Settings.read("-p", parameters));
        List<RoiEntry> entries = rois.rois(mill, given, null);
        return new Milling.Job(chain, inputs.isEmpty() ? mill.choose(processor, entries, options) : entries);
    }

    /** Elements are called by the ports of the processor; what users see are the names of the files. */
    private Milling.Job filesOf(
            Mill mill, Descriptor<?> descriptor, Path folder, FolderImages images, RunOptions options) {
        if (!outputs.isEmpty()) {
            throw RoimillException.usage(
                    "--output names elements of a store, and files are to be saved",
                    "Name the masks by --output-name, or write --save store.");
        }
        ImageFiles files = ImageFiles.of(descriptor, folder, options.out(), save);
        Chain chain = mill.step(processor, inputs, files.outputs(descriptor), Settings.read("-p", parameters));
        List<RoiEntry> entries = new ArrayList<>();
        Map<String, RoimillException> unfit = new HashMap<>();
        for (RoiEntry image : rois.chosen(images.entries(save), folder.toString())) {
            try {
                entries.addAll(inputs.isEmpty() ? mill.choose(processor, List.of(image), options) : List.of(image));
            } catch (RoimillException e) {
                entries.add(image);
                unfit.put(image.id(), e);
            }
        }
        return new Milling.Job(chain, entries, new FolderRun(mill, files, unfit)::run);
    }
}
