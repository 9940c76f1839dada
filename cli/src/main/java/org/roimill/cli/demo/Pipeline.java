package org.roimill.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** The pipeline of a clone, run by the Nextflow of the clone. */
public final class Pipeline {
    /** Names the clone, by the launcher that lies in it. */
    private static final String ROOT = "ROIMILL_ROOT";
    /** What Nextflow says of itself, in a notation of its own. */
    private static final Pattern CHATTER = Pattern.compile("\\s*|.*N E X T F L O W.*|Launching `.*|executor >.*");

    private final Path root;

    private Pipeline(Path root) {
        this.root = root;
    }

    /** Empty where there is none, as in a distribution by itself. */
    public static Optional<Pipeline> here() {
        return Optional.ofNullable(System.getenv(ROOT))
                .map(Path::of)
                .filter(root -> Files.isRegularFile(root.resolve("main.nf")) && Files.isExecutable(nextflow(root)))
                .map(Pipeline::new);
    }

    private static Path nextflow(Path root) {
        return root.resolve("tools/nextflow");
    }

    /** Mills what is not done yet. True if no ROI failed; which did, and of what, was told on {@code err}. */
    public boolean run(Workplace workplace, boolean overwrite, PrintWriter err) {
        Path outcomes = workplace.results().resolve("outcomes.csv");
        try {
            Files.deleteIfExists(outcomes);
            Process process = new ProcessBuilder(command(workplace, overwrite))
                    .directory(workplace.folder().toFile())
                    .redirectErrorStream(true)
                    .start();
            int exit = passOn(process, err);
            if (exit != 0 && !Files.exists(outcomes)) {
                throw new RoimillException(
                        Failure.TROUBLE,
                        "the pipeline ended with " + exit + " before every ROI had its outcome",
                        "What it did stands in " + workplace.folder().resolve(".nextflow.log")
                                + "; run it again, or without it by --direct.");
            }
            return exit == 0;
        } catch (IOException e) {
            throw RoimillException.trouble(
                    nextflow(root) + " cannot be run: " + e.getMessage(), "Run without it by --direct.", e);
        }
    }

    private List<String> command(Workplace workplace, boolean overwrite) {
        List<String> command = new ArrayList<>(List.of(
                nextflow(root).toString(),
                "run",
                root.resolve("main.nf").toString(),
                "-ansi-log",
                "false",
                "-work-dir",
                "work",
                "--rois",
                name(workplace.sheet()),
                "--chain",
                name(workplace.chain()),
                "--outdir",
                name(workplace.results())));
        if (Files.exists(workplace.folder().resolve(".nextflow/history"))) {
            command.add("-resume");
        }
        if (overwrite) {
            command.add("--overwrite");
        }
        return command;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** It ends with us, and not after. */
    private static int passOn(Process process, PrintWriter err) throws IOException {
        Thread end = new Thread(process::destroy, "end of the pipeline");
        Runtime.getRuntime().addShutdownHook(end);
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!CHATTER.matcher(line).matches()) {
                    err.println("  " + line);
                    err.flush();
                }
            }
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new RoimillException(Failure.INTERRUPTED, "interrupted", "Run it again: it goes on.");
        }
    }
}
