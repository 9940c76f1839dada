package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.roimill.api.Mill;
import org.roimill.cli.console.Json;
import org.roimill.cli.console.RunProgress;
import org.roimill.cli.machine.Interruption;
import org.roimill.core.element.ElementNames;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.run.Outcome;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunJson;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import org.roimill.runner.run.RunWatcher;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that mill have in common: where results go, what may be used, how it is told what became of it. */
final class Milling {
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

    enum OnInvalid {
        stop,
        skip
    }

    /** How it is milled: as a mill does it, or with more around it. */
    @FunctionalInterface
    interface How {
        RunReport run(Chain chain, List<RoiEntry> rois, RunOptions options, RunWatcher watcher);
    }

    /**
     * What is milled.
     *
     * @param how null for as usual
     */
    record Job(Chain chain, List<RoiEntry> rois, How how) {
        Job(Chain chain, List<RoiEntry> rois) {
            this(chain, rois, null);
        }
    }

    /**
     * Mills it and tells what became of it.
     *
     * @param set values for placeholders
     * @param job says what to mill, once there is a mill
     * @return the exit code
     */
    int mill(
            RoiOptions rois,
            Map<String, Object> set,
            BiFunction<Mill, RunOptions, Job> job,
            PrintWriter print,
            PrintWriter err) {
        if (out != null && delta != null) {
            throw RoimillException.usage("--out and --delta are two places for one thing", "Keep one of them.");
        }
        try (Interruption interruption = new Interruption();
                Mill mill = Mill.start(machine.machine(), rois.plugins(), interruption.stop(), Warnings.notes(err))) {
            RunOptions options = options(rois, set);
            Job known = job.apply(mill, options);
            return tell(run(mill, known, options, err), print);
        }
    }

    /** The bar is gone when the outcomes are told. */
    private RunReport run(Mill mill, Job job, RunOptions options, PrintWriter err) {
        Path folder = report == null ? defaultReport(job.chain()) : report;
        try (RunProgress progress = new RunProgress(err)) {
            How how = job.how() == null ? mill::run : job.how();
            return how.run(job.chain(), job.rois(), options.withReport(folder), progress);
        }
    }

    private RunOptions options(RoiOptions rois, Map<String, Object> set) {
        return new RunOptions(
                set,
                overwrite,
                acceptWindow,
                onInvalid == OnInvalid.stop,
                rois.declared().declared(),
                rois.with(),
                delta,
                out,
                null,
                scratch);
    }

    private static Path defaultReport(Chain chain) {
        String time =
                LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
        return Path.of("roimill-runs", time + "-" + ElementNames.from(chain.name()));
    }

    private int tell(RunReport done, PrintWriter print) {
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
        long interrupted = done.rois().stream()
                .filter(r -> r.outcome() == Outcome.INTERRUPTED)
                .count();
        long empty =
                done.rois().stream().filter(r -> r.outcome() == Outcome.EMPTY).count();
        return String.format(
                Locale.ROOT,
                "%d ROIs in %.1f s: %d done%s%s, %d failed%s",
                done.rois().size(),
                done.elapsed(),
                done.rois().size() - done.failed().size() - skipped,
                empty == 0 ? "" : " (" + empty + " empty)",
                skipped == 0 ? "" : ", " + skipped + " were there already",
                done.failed().size() - interrupted,
                interrupted == 0 ? "" : ", " + interrupted + " interrupted");
    }
}
