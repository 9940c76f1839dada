package org.roimill.runner.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.roimill.core.error.Explain;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.ChainWriter;

/**
 * The record of a run in its folder: {@code run.json} when it is over, {@code chain.yaml}, a log of the run and one of
 * each ROI as it goes on. Safe for many threads.
 */
final class RunFiles implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Null where nobody wants a record. */
    private final Path folder;

    private final Instant began = Instant.now();
    private final Map<String, PrintWriter> logs = new ConcurrentHashMap<>();
    private final PrintWriter runLog;

    private RunFiles(Path folder) throws IOException {
        this.folder = folder;
        this.runLog = folder == null ? null : log(folder.resolve("run.log"));
    }

    static RunFiles open(Path folder, Chain chain) {
        try {
            if (folder != null) {
                Files.createDirectories(folder.resolve("rois"));
                Files.deleteIfExists(folder.resolve("run.json"));
                Files.writeString(folder.resolve("chain.yaml"), ChainWriter.yaml(chain));
            }
            RunFiles files = new RunFiles(folder);
            files.log(
                    null, "chain " + chain.name() + " (" + chain.dialect() + "), sha256:" + ChainWriter.digest(chain));
            chain.warnings().forEach(warning -> files.log(null, "warning: " + warning));
            return files;
        } catch (IOException e) {
            throw RoimillException.trouble(
                    folder + ": the record of the run cannot be written: " + Explain.why(e),
                    "Give another folder by --report.",
                    e);
        }
    }

    private static PrintWriter log(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
    }

    void checked(Checked c) {
        if (c.problem() != null) {
            log(null, c.roi().id() + ": cannot work");
            log(c.roi().id(), trace(c.problem()));
            return;
        }
        c.plan().notes().forEach(note -> log(c.roi().id(), "note: " + note));
        log(c.roi().id(), c.roi().path() + (c.plan().isDone() ? ": all is done" : ": planned"));
        if (!c.plan().isDone()) {
            c.plan().graph().passNames().forEach(pass -> log(c.roi().id(), "pass: " + String.join(" > ", pass)));
        }
    }

    void step(String roi, String what) {
        log(roi, what);
    }

    void finished(RoiResult result) {
        log(null, RunJson.line(result));
        if (result.cause() != null) {
            log(result.id(), trace(result.cause()));
        }
        result.seconds().forEach((step, seconds) -> log(result.id(), step + ": " + seconds));
        log(result.id(), RunJson.line(result));
        PrintWriter log = logs.remove(result.id());
        if (log != null) {
            log.close();
        }
    }

    /** A defect with all that leads to it; anything else by its message. */
    private static String trace(RoimillException cause) {
        if (cause.failure() != Failure.INTERNAL) {
            return cause.getMessage();
        }
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    void write(RunReport report, RunOptions options, int cpus, long memory) {
        if (folder == null) {
            return;
        }
        Map<String, Object> record = RunJson.of(report, options, began, cpus, memory);
        try {
            Path temporary = folder.resolve("run.json.part");
            JSON.writeValue(temporary.toFile(), record);
            Files.move(temporary, folder.resolve("run.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw RoimillException.trouble(
                    folder + ": run.json cannot be written: " + Explain.why(e),
                    "What was committed stays. Run it again with another --report.",
                    e);
        }
    }

    private void log(String roi, String text) {
        if (folder == null) {
            return;
        }
        PrintWriter log = roi == null ? runLog : logs.computeIfAbsent(roi, this::roiLog);
        log.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
    }

    private PrintWriter roiLog(String roi) {
        try {
            return log(folder.resolve("rois").resolve(roi + ".log"));
        } catch (IOException e) {
            throw RoimillException.trouble(
                    folder + ": no log can be written: " + Explain.why(e), "Give another folder by --report.", e);
        }
    }

    @Override
    public void close() {
        logs.values().forEach(PrintWriter::close);
        if (runLog != null) {
            runLog.close();
        }
    }
}
