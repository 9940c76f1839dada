package org.roimill.stores.commit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.Sink;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/** Copies elements into the staging folder, and counts the bytes: those that shared blocks with the source, and others. */
final class Copies {
    private static final long PIECE = 16 << 20;

    private final Disk disk;
    private boolean canClone = true;
    private long cloned;
    private long copied;

    Copies(Disk disk) {
        this.disk = disk;
    }

    long cloned() {
        return cloned;
    }

    long copied() {
        return copied;
    }

    void element(Store from, String element, Store to) {
        from.walk(element, key -> value(from, key, to));
    }

    private void value(Store from, String key, Store to) {
        try (Stored stored = from.open(key);
                Sink sink = to.create(key)) {
            for (long at = 0; at < stored.size(); at += PIECE) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment piece = stored.read(at, Math.min(PIECE, stored.size() - at), arena);
                    sink.append(piece);
                    copied += piece.byteSize();
                }
            }
            sink.commit();
        }
    }

    /** A whole store but for what {@code leaveOut} names by its path within it. Times are kept. Links are refused. */
    void tree(Path from, Path to, Predicate<Path> leaveOut) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                    Path inside = from.relativize(folder);
                    if (leaveOut.test(inside)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    disk.makeFolders(to.resolve(inside));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                    if (a.isSymbolicLink()) {
                        throw RoimillException.badData(
                                file + " is a link inside a store, and those are not followed",
                                "Put the data in its place.");
                    }
                    Path inside = from.relativize(file);
                    if (!leaveOut.test(inside)) {
                        file(file, to.resolve(inside), a);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Disk.failure("copying", from, e);
        }
    }

    private void file(Path from, Path to, BasicFileAttributes a) throws IOException {
        disk.steps().before("copy", to);
        if (canClone) {
            Files.createFile(to);
            canClone = Libc.clone(from, to) == 0;
        }
        if (canClone) {
            cloned += a.size();
        } else {
            // Java asks the kernel to copy, which shares or moves blocks on the server where it can.
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            copied += a.size();
        }
        Files.setLastModifiedTime(to, a.lastModifiedTime());
    }
}
