package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.roimill.runner.chain.Chain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Run a chain of processors on ROIs.",
            "",
            "All ROIs are checked before any work. What a chain keeps appears in a ROI all at once, when everything is"
                    + " made; a run that is killed leaves each ROI as it was. Run it again and it does what is left:"
                    + " results of the same recipe are skipped, others are never replaced without --overwrite. One ROI"
                    + " that fails does not stop the others."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "One ROI, results into its own store:",
            "  roimill run chain.yaml core.zarr",
            "A folder of them, at most 16 GiB and 8 CPUs:",
            "  roimill run chain.yaml --rois cores/ --memory 16G --cpus 8",
            "New stores, the ROIs stay as they are:",
            "  roimill run chain.yaml --rois sheet.csv --out results/",
            "Another value for a variable of the chain:",
            "  roimill run chain.yaml core.zarr --set radius=10 --overwrite"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CHAIN", description = "A chain file, roimill's or PlexPipe's.")
    private Path chainFile;

    @Parameters(index = "1..*", paramLabel = "ROI", description = "Stores or images.")
    private List<String> given = List.of();

    @Mixin
    private RoiOptions rois;

    @Mixin
    private SetOptions set;

    @Mixin
    private Milling milling;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return milling.mill(
                rois,
                set.set(),
                (mill, options) -> {
                    Chain chain = mill.chain(chainFile);
                    Warnings.print(chainFile, chain, err);
                    return new Milling.Job(chain, rois.rois(mill, given, chain.rois()));
                },
                spec.commandLine().getOut(),
                err);
    }
}
