package org.roimill.stores.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** Every change that a commit makes to the disk goes through here, one step at a time. */
record Disk(Steps steps, Renames renames) {
    static final Disk REAL = new Disk(Steps.NONE, Renames.NATIVE);

    /** Above this many files one sync of the whole file system costs less than one of each file. */
    private static final int MANY_FILES = 64;

    void makeFolders(Path folder) {
        steps.before("mkdir", folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException | RuntimeException e) {
            throw failure("making the folder", folder, e);
        }
    }

    /** An empty file, if there is none. */
    void touch(Path file) {
        steps.before("touch", file);
        try {
            Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException | RuntimeException e) {
            throw failure("writing", file, e);
        }
    }

    /** A small new file, on the disk when this returns. */
    void write(Path file, byte[] content) {
        steps.before("write", file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            throw failure("writing", file, e);
        }
    }

    /** Over whatever is there, in one step. */
    void replace(Path from, Path to) {
        steps.before("replace", to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            throw failure("putting into place", to, e);
        }
    }

    /** Whether it could be moved; false where the name is taken. */
    boolean move(Path from, Path to) {
        steps.before("move", to);
        try {
            renames.move(from, to);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            throw failure("putting into place", to, e);
        }
    }

    /** False where the file system cannot; nothing has been done then. */
    boolean exchange(Path a, Path b) {
        steps.before("exchange", b);
        try {
            return renames.exchange(a, b);
        } catch (IOException | RuntimeException e) {
            throw failure("exchanging", b, e);
        }
    }

    void delete(Path file) {
        steps.before("delete", file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException | RuntimeException e) {
            throw failure("deleting", file, e);
        }
    }

    /** A folder and everything in it; of links, the link. */
    void deleteTree(Path top) {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                    delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    if (e != null && !(e instanceof NoSuchFileException)) {
                        throw e;
                    }
                    delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw failure("deleting", top, e);
        }
    }

    /** Deletes a folder if nothing is in it, and says nothing where something is. */
    void deleteIfEmpty(Path folder) {
        steps.before("delete", folder);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another transaction lives in it.
        }
    }

    /** The names in a folder; none where it is missing. */
    static List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | RuntimeException e) {
            throw failure("listing", folder, e);
        }
        entries.sort(null);
        return entries;
    }

    /** The names in a folder are on the disk. Where folders cannot be synced, nothing is promised and nothing said. */
    void syncFolder(Path folder) {
        steps.before("sync", folder);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (Files.notExists(folder) || isFull(e)) {
                throw failure("syncing", folder, e);
            }
        }
    }

    /** All files and folders below are on the disk. */
    void syncTree(Path top) {
        steps.before("sync", top);
        List<Path> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                    folders.add(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
            if (files.size() > MANY_FILES && Libc.syncFileSystem(top) == 0) {
                return;
            }
            for (Path file : files) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        } catch (IOException e) {
            throw failure("syncing", top, e);
        }
        folders.forEach(this::syncFolder);
    }

    static RoimillException failure(String doing, Path path, Exception e) {
        if (e instanceof RoimillException already) {
            return already;
        }
        if (isFull(e)) {
            return RoimillException.trouble(
                    path + ": the disk is full or the quota is used up", "Make room there and run it again.", e);
        }
        if (e instanceof AccessDeniedException
                || e instanceof ReadOnlyFileSystemException
                || reason(e).contains("read-only")
                || reason(e).contains("permission denied")) {
            return new RoimillException(
                    Failure.USAGE,
                    path + ": " + doing + " is not permitted: " + reason(e),
                    "Write to a place that is yours, or have this one opened for writing.",
                    e);
        }
        if (e instanceof IOException) {
            return RoimillException.trouble(
                    path + ": " + doing + " failed: " + e.getMessage(), "Check that the disk is there and sound.", e);
        }
        if (e instanceof RuntimeException other) {
            throw other;
        }
        throw new IllegalStateException(e);
    }

    private static boolean isFull(Exception e) {
        String reason = reason(e);
        return reason.contains("no space left") || reason.contains("quota exceeded");
    }

    private static String reason(Exception e) {
        String text = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text.toLowerCase(Locale.ROOT);
    }

    /** The words of an error number, as far as they decide what to tell the user. */
    static String reason(int error) {
        return switch (error) {
            case 13, 1 -> "permission denied";
            case 28 -> "no space left on device";
            case 30 -> "read-only file system";
            case 122 -> "disk quota exceeded";
            default -> "error " + error;
        };
    }
}
