package org.roimill.cli.folder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.roimill.core.error.Explain;

/** A hidden folder for the stores of one run, on the disk of its results; gone when it is closed. */
record WorkFolder(Path path) implements AutoCloseable {
    private static final String START = ".roimill-work-";

    /** A new one; those of runs on this machine that are no longer alive are cleared away. */
    static WorkFolder make(Path where) {
        try {
            Files.createDirectories(where);
            String mine = START + host() + "-";
            try (Stream<Path> there = Files.list(where)) {
                there.filter(folder -> isLeft(folder.getFileName().toString(), mine))
                        .forEach(WorkFolder::delete);
            }
            Path made = where.resolve(mine + ProcessHandle.current().pid());
            delete(made);
            return new WorkFolder(Files.createDirectory(made));
        } catch (IOException e) {
            throw Explain.of(e);
        }
    }

    private static boolean isLeft(String name, String mine) {
        if (!name.startsWith(mine) || !name.substring(mine.length()).matches("\\d{1,18}")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.substring(mine.length()))).isEmpty();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    static void delete(Path folder) {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inner) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw Explain.of(e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
