package org.roimill.stores.commit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.roimill.stores.zarr.meta.Json;

/** The server of reference answers in Python: {@code -Droimill.python.current=} names its interpreter. */
final class Python implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private Python(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static Optional<Python> start() {
        String python = System.getProperty("roimill.python.current");
        Path server = server();
        if (python == null || server == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Python(new ProcessBuilder(python, server.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path server() {
        String given = System.getProperty("roimill.oracles");
        if (given != null) {
            return Path.of(given, "reference.py");
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path server = folder.resolve("oracles/reference.py");
            if (Files.exists(server)) {
                return server;
            }
        }
        return null;
    }

    ObjectNode ask(String op, Path path) {
        ObjectNode question = Json.object().put("id", 1).put("op", op).put("path", path.toString());
        try {
            var writer = process.outputWriter(StandardCharsets.UTF_8);
            writer.write(question.toString());
            writer.write('\n');
            writer.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the Python server ended at: " + question);
            }
            return Json.parse(line.getBytes(StandardCharsets.UTF_8), op);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
