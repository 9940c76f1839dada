package org.roimill.stores.tiff.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * The bytes of one file, read at any place by any thread. A thread that is interrupted while it reads closes the
 * channel for all; the others open it again and go on.
 */
public final class Source implements AutoCloseable {
    private final Path path;
    private final long size;
    private FileChannel channel;
    private boolean closed;

    private Source(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    public static Source open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new Source(path, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw RoimillException.usage(path + ": there is no such file", "Check the path.");
        } catch (IOException e) {
            throw RoimillException.trouble(path + ": cannot be opened: " + e.getMessage(), "Check its permissions.", e);
        }
    }

    public Path path() {
        return path;
    }

    public long size() {
        return size;
    }

    /**
     * Fills {@code into} from {@code offset} on.
     *
     * @param what names, by its {@code toString}, what is being read in the message if the file is too short for it
     */
    public void read(long offset, ByteBuffer into, Object what) {
        int length = into.remaining();
        if (offset < 0 || offset > size - length) {
            throw tooShort(offset, length, what);
        }
        long at = offset;
        while (into.hasRemaining()) {
            int n = readSome(at, into, what);
            if (n < 0) {
                throw tooShort(offset, length, what);
            }
            at += n;
        }
    }

    private int readSome(long at, ByteBuffer into, Object what) {
        int start = into.position();
        while (true) {
            FileChannel now = channel();
            try {
                return now.read(into, at);
            } catch (ClosedByInterruptException e) {
                throw new RoimillException(Failure.INTERRUPTED, path + ": reading was stopped", null, e);
            } catch (ClosedChannelException e) {
                into.position(start);
                reopen(now);
            } catch (IOException e) {
                throw RoimillException.trouble(
                        path + ": " + what + " cannot be read at byte " + at + ": " + e.getMessage(),
                        "Check the disk or the network, then try again.",
                        e);
            }
        }
    }

    private synchronized FileChannel channel() {
        return channel;
    }

    private synchronized void reopen(FileChannel broken) {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
        if (!channel.equals(broken)) {
            return;
        }
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw RoimillException.trouble(path + ": cannot be opened again: " + e.getMessage(), "Try again.", e);
        }
    }

    private RoimillException tooShort(long offset, long length, Object what) {
        return RoimillException.badData(
                path + ": " + what + " is said to be " + length + " bytes at byte " + Long.toUnsignedString(offset)
                        + ", but the file ends at byte " + size,
                "The file was cut off or is damaged: copy or export it again.");
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw RoimillException.trouble(path + ": closing failed: " + e.getMessage(), null, e);
        }
    }
}
