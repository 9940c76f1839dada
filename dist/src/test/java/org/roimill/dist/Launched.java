package org.roimill.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that was started as a user would, and has ended. */
record Launched(int exit, String out, String err) {
    static final Path HOME = Path.of(System.getProperty("roimill.home"));
    static final Path ROOT =
            Path.of(System.getProperty("roimill.root")).toAbsolutePath().normalize();

    /** The launcher of the distribution, in that folder. */
    static Launched roimill(Path folder, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/roimill").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "ROIMILL_MODELS",
                folder.resolve(".models").toString());
        return run(folder, environment, command);
    }

    static Launched run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("roimill", ".out");
            Path err = Files.createTempFile("roimill", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("ROIMILL_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
            Launched launched = new Launched(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
