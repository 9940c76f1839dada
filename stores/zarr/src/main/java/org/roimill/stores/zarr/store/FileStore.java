package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.roimill.core.error.RoimillException;

/**
 * A folder. The folder itself may be reached through links; inside it none is followed unless asked for, and none is
 * ever written through. A value is written beside its place under a passing name and moved there in one step.
 */
public final class FileStore implements Store {
    private static final int MOST_REMEMBERED = 1 << 16;

    private final Path root;
    private final boolean followLinks;
    private final OpenOption[] reading;
    /** Folders seen to be real ones, so that each is looked at once. */
    private final Set<Path> sound = ConcurrentHashMap.newKeySet();

    private FileStore(Path root, boolean followLinks) {
        this.root = root;
        this.followLinks = followLinks;
        this.reading = followLinks
                ? new OpenOption[] {StandardOpenOption.READ}
                : new OpenOption[] {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
    }

    /** An existing folder. */
    public static FileStore open(Path root) {
        return new FileStore(real(root), false);
    }

    /** An existing folder, inside which links are followed when read. */
    public static FileStore openFollowingLinks(Path root) {
        return new FileStore(real(root), true);
    }

    /** The folder, made if it is not there. */
    public static FileStore create(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw Channels.failure("making the folder", root.toString(), e);
        }
        return open(root);
    }

    private static Path real(Path root) {
        try {
            Path real = root.toRealPath();
            if (!Files.isDirectory(real)) {
                throw RoimillException.badData(root + " is no folder", "Give the folder of a Zarr store.");
            }
            return real;
        } catch (NoSuchFileException e) {
            throw RoimillException.badData(root + " is not there", "Check the path.", e);
        } catch (IOException e) {
            throw Channels.failure("opening the folder", root.toString(), e);
        }
    }

    public Path root() {
        return root;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public boolean isWritable() {
        return Files.isWritable(root);
    }

    @Override
    public boolean canList() {
        return true;
    }

    @Override
    public Stored open(String key) {
        Path path = locate(Keys.check(key), followLinks);
        try {
            FileChannel channel = FileChannel.open(path, reading);
            return new FileStored(channel, path.toString());
        } catch (NoSuchFileException e) {
            return new MemoryStored(path.toString(), null);
        } catch (IOException e) {
            if (Files.isDirectory(path) || isBelowFile(path)) {
                return new MemoryStored(path.toString(), null);
            }
            refuseLink(path);
            throw Channels.failure("opening", path.toString(), e);
        }
    }

    @Override
    public long size(String key) {
        Path path = locate(Keys.check(key), followLinks);
        try {
            BasicFileAttributes a = followLinks
                    ? Files.readAttributes(path, BasicFileAttributes.class)
                    : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (a.isSymbolicLink()) {
                refuseLink(path);
            }
            return a.isRegularFile() ? a.size() : -1;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return -1;
        } catch (IOException e) {
            if (isBelowFile(path)) {
                return -1;
            }
            throw Channels.failure("looking at it", path.toString(), e);
        }
    }

    @Override
    public Sink create(String key) {
        Path path = locate(Keys.check(key), false);
        return FileSink.beside(path);
    }

    @Override
    public void delete(String key) {
        Path path = locate(Keys.check(key), false);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw Channels.failure("deleting", path.toString(), e);
        }
    }

    @Override
    public void deleteAll(String prefix) {
        Path top = prefix.isEmpty() ? root : locate(Keys.check(prefix), false);
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        sound.clear();
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    if (!dir.equals(root)) {
                        Files.delete(dir);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Channels.failure("deleting", top.toString(), e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        Path folder = prefix.isEmpty()
                ? root
                : locate(Keys.check(prefix) + "/x", followLinks).getParent();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(Keys.UNFINISHED)) {
                    // A link to a folder counts as one, so that using it says that it is a link.
                    names.add(Files.isDirectory(entry) ? name + "/" : name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw Channels.failure("listing", folder.toString(), e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        // Sorted as keys are: a folder 'a/' comes after a file 'a.b', since '.' is before '/'.
        for (String name : list(prefix)) {
            if (name.endsWith("/")) {
                walk(Keys.join(prefix, name.substring(0, name.length() - 1)), key);
            } else {
                key.accept(Keys.join(prefix, name));
            }
        }
    }

    @Override
    public void close() {}

    /** The path of a key, once every folder on the way has been seen to be no link. */
    private Path locate(String key, boolean linksAllowed) {
        Path path = root.resolve(key);
        if (!linksAllowed) {
            checkFolders(path.getParent());
        }
        return path;
    }

    private void checkFolders(Path folder) {
        if (folder.equals(root) || sound.contains(folder)) {
            return;
        }
        checkFolders(folder.getParent());
        refuseLink(folder);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            if (sound.size() > MOST_REMEMBERED) {
                sound.clear();
            }
            sound.add(folder);
        }
    }

    private void refuseLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw RoimillException.badData(
                    path + " is a link inside a Zarr store, and those are not followed",
                    "Put the data in its place, or say that links may be followed when reading.");
        }
    }

    private static boolean isBelowFile(Path path) {
        Path parent = path.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent != null && !Files.isDirectory(parent);
    }
}
