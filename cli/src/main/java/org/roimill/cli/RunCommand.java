package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.roimill.api.Mill;
import org.roimill.cli.console.Json;
import org.roimill.cli.console.RunProgress;
import org.roimill.cli.machine.Interruption;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.run.Outcome;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunJson;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--overwrite", description = "Replace elements of the same name that were made in another way.")
    private boolean overwrite;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Make a new store for each ROI in this folder: a copy with the results added.")
    private Path out;

    @Option(
            names = "--delta",
            paramLabel = "FILE",
            description = "Write the results into a file to be laid over the ROI; a folder for several ROIs.")
    private Path delta;

    @Option(
            names = "--on-invalid",
            paramLabel = "stop|skip",
            description = "Whether ROIs that cannot work keep the others from being begun; skip by default.")
    private OnInvalid onInvalid = OnInvalid.skip;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where run.json and the logs go; by default a new folder in roimill-runs.")
    private Path report;

    @Option(names = "--scratch", paramLabel = "DIR", description = "Where temporaries go that memory does not hold.")
    private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--outcomes-as-data",
            description =
                    "Exit 0 once every ROI has its row in run.json, whatever became of it, unless one lacked memory or"
                            + " met passing trouble, so that it should be tried again: for pipelines.")
    private boolean outcomesAsData;

    @Option(
            names = "--accept-window",
            description = "Where the file system cannot exchange two folders in one step, accept a moment in which a"
                    + " reader finds neither.")
    private boolean acceptWindow;

    @Option(names = "--json", description = "Print the outcomes as JSON.")
    private boolean json;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    enum OnInvalid {
        stop,
        skip
    }

    @Override
    public Integer call() {
        if (out != null && delta != null) {
            throw RoimillException.usage("--out and --delta are two places for one thing", "Keep one of them.");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (Interruption interruption = new Interruption();
                Mill mill = Mill.start(machine.machine(), rois.plugins(), interruption.stop())) {
            Chain chain = mill.chain(chainFile);
            chain.warnings().forEach(warning -> err.println("roimill: " + chainFile + ": " + warning));
            err.flush();
            List<RoiEntry> entries = rois.rois(mill, given, chain);
            return tell(run(mill, chain, entries));
        }
    }

    /** The bar is gone when the outcomes are told. */
    private RunReport run(Mill mill, Chain chain, List<RoiEntry> entries) {
        try (RunProgress progress = new RunProgress(spec.commandLine().getErr())) {
            return mill.run(chain, entries, options(chain), progress);
        }
    }

    private RunOptions options(Chain chain) {
        Path folder = report == null ? defaultReport(chain) : report;
        return new RunOptions(
                rois.set(),
                overwrite,
                acceptWindow,
                onInvalid == OnInvalid.stop,
                rois.declared().declared(),
                rois.with(),
                delta,
                out,
                folder,
                scratch);
    }

    private static Path defaultReport(Chain chain) {
        String time =
                LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
        return Path.of("roimill-runs", time + "-" + chain.name());
    }

    private int tell(RunReport done) {
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            Json.print(done.rois().stream().map(RunJson::roi).toList(), print);
        } else {
            done.rois().forEach(roi -> print.println(RunJson.line(roi)));
            if (done.rois().size() > 1) {
                print.println(summary(done));
            }
        }
        print.flush();
        return outcomesAsData ? reasonToTryAgain(done) : done.exitCode();
    }

    private static int reasonToTryAgain(RunReport done) {
        return done.failed().stream()
                .map(roi -> roi.cause().failure())
                .filter(Set.of(Failure.TROUBLE, Failure.OUT_OF_MEMORY, Failure.INTERRUPTED)::contains)
                .mapToInt(Failure::exitCode)
                .findFirst()
                .orElse(0);
    }

    private static String summary(RunReport done) {
        long skipped = done.rois().stream().filter(RoiResult::skipped).count();
        long empty =
                done.rois().stream().filter(r -> r.outcome() == Outcome.EMPTY).count();
        return String.format(
                Locale.ROOT,
                "%d ROIs in %.1f s: %d done%s%s, %d failed",
                done.rois().size(),
                done.elapsed(),
                done.rois().size() - done.failed().size() - skipped,
                empty == 0 ? "" : " (" + empty + " empty)",
                skipped == 0 ? "" : ", " + skipped + " were there already",
                done.failed().size());
    }
}
