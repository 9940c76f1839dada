package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** A file under a passing name in the folder where it belongs, moved to its own name at the commit. */
final class FileSink implements Sink {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final String PROCESS =
            Long.toString(ProcessHandle.current().pid(), 36) + Long.toString(System.nanoTime(), 36);

    private final Path path;
    private final Path passing;
    private final FileChannel channel;
    private boolean done;

    private FileSink(Path path, Path passing, FileChannel channel) {
        this.path = path;
        this.passing = passing;
        this.channel = channel;
    }

    static FileSink beside(Path path) {
        Path folder = path.getParent();
        try {
            // The name is short, since the file's own may be as long as the file system grants.
            Path passing = folder.resolve(Keys.UNFINISHED + PROCESS + Long.toString(COUNT.incrementAndGet(), 36));
            return new FileSink(path, passing, openNew(folder, passing));
        } catch (IOException e) {
            throw Channels.failure("writing", path.toString(), e);
        }
    }

    private static FileChannel openNew(Path folder, Path passing) throws IOException {
        try {
            return FileChannel.open(passing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            try {
                Files.createDirectories(folder);
            } catch (FileAlreadyExistsException race) {
                if (!Files.isDirectory(folder)) {
                    throw race;
                }
            }
            return FileChannel.open(passing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    @Override
    public void append(MemorySegment... parts) {
        try {
            for (MemorySegment part : parts) {
                Channels.append(channel, part);
            }
        } catch (IOException e) {
            throw Channels.failure("writing", path.toString(), e);
        }
    }

    @Override
    public void commit() {
        try {
            channel.close();
            Files.move(passing, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } catch (IOException e) {
            throw Channels.failure("writing", path.toString(), e);
        }
    }

    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try {
            channel.close();
            Files.deleteIfExists(passing);
        } catch (IOException e) {
            throw Channels.failure("dropping an unfinished file", path.toString(), e);
        }
    }
}
