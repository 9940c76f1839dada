package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.roimill.api.Mill;
import org.roimill.api.demo.Tissue;
import org.roimill.cli.console.RunProgress;
import org.roimill.cli.demo.Pipeline;
import org.roimill.cli.demo.Showing;
import org.roimill.cli.demo.Workplace;
import org.roimill.cli.machine.Interruption;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.run.RunJson;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Make tissue whose every cell is known, run a chain on it, and show what comes out.",
            "",
            "In a clone the ROIs go through the pipeline, elsewhere this program mills them itself. Running it again"
                    + " does what is left. The chain lies in the folder: change it, and run it again with --overwrite."
                    + " --memory and --cpus hold where this program mills; Nextflow has settings of its own."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  roimill demo", "  roimill demo --dir big --rois 20 --size 4096 --direct"})
final class DemoCommand implements Callable<Integer> {
    private static final int SOME_FAILED = 10;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where everything goes; roimill-demo by default.",
            defaultValue = "roimill-demo")
    private Path folder;

    @Option(names = "--rois", paramLabel = "N", description = "How many ROIs; 6 by default.", defaultValue = "6")
    private int count;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "The side of a ROI; 1024 by default.",
            defaultValue = "1024")
    private int size;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed makes other tissue.", defaultValue = "1")
    private long seed;

    @Option(names = "--direct", description = "Mill without the pipeline.")
    private boolean direct;

    @Option(names = "--overwrite", description = "Replace results that were made in another way.")
    private boolean overwrite;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (count < 1) {
            throw RoimillException.usage("--rois " + count + ": there must be one", "Write --rois 1.");
        }
        Workplace workplace = new Workplace(folder);
        List<String> ids = tissue(workplace);
        workplace.prepare(ids);
        int exit = mill(workplace);
        PrintWriter out = spec.commandLine().getOut();
        if (exit != 130) {
            Showing.of(workplace, ids, out);
            out.println("picture: " + workplace.picture());
            out.println("results: " + workplace.results() + "   chain: " + workplace.chain());
            out.flush();
        }
        return exit;
    }

    private List<String> tissue(Workplace workplace) {
        say("tissue: " + count + " ROIs of " + size + " x " + size + " pixels in " + workplace.rois());
        AtomicInteger done = new AtomicInteger();
        return Tissue.make(workplace.rois(), count, seed, size, store -> {
                    int now = done.incrementAndGet();
                    say("  " + now + " of " + count + ": " + store.getFileName());
                })
                .stream()
                .map(store -> store.getFileName().toString().replaceFirst("\\.zarr$", ""))
                .toList();
    }

    private int mill(Workplace workplace) {
        Optional<Pipeline> pipeline = direct ? Optional.empty() : Pipeline.here();
        if (pipeline.isPresent()) {
            say("milling through the pipeline (main.nf, by Nextflow)");
            boolean good =
                    pipeline.get().run(workplace, overwrite, spec.commandLine().getErr());
            return good ? 0 : SOME_FAILED;
        }
        say("milling directly" + (direct ? "" : ": the pipeline lies in a clone, and this is none"));
        try (Interruption interruption = new Interruption();
                Mill mill = Mill.start(machine.machine(), List.of(), interruption.stop());
                RunProgress progress = new RunProgress(spec.commandLine().getErr())) {
            RunOptions options = RunOptions.DEFAULT
                    .withOverwrite(overwrite)
                    .withOut(workplace.results())
                    .withReport(workplace.report());
            RunReport report = mill.run(
                    mill.chain(workplace.chain()), mill.rois(workplace.sheet().toString()), options, progress);
            report.failed().forEach(roi -> say(RunJson.line(roi)));
            return report.exitCode();
        }
    }

    /** A line of progress; by many threads. */
    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        synchronized (err) {
            err.println("roimill: " + line);
            err.flush();
        }
    }
}
