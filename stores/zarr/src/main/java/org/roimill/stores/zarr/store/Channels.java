package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** Whole segments in and out of files, and what an error of the file system means. */
final class Channels {
    /** A ByteBuffer holds less than 2 GiB, and some systems transfer no more at once. */
    private static final long PIECE = 1L << 30;

    private Channels() {}

    static void read(FileChannel channel, long offset, MemorySegment target, String what) throws IOException {
        long done = 0;
        while (done < target.byteSize()) {
            ByteBuffer piece = target.asSlice(done, Math.min(PIECE, target.byteSize() - done))
                    .asByteBuffer();
            int n = channel.read(piece, offset + done);
            if (n < 0) {
                throw MemoryStored.beyond(what, offset, target.byteSize(), offset + done);
            }
            done += n;
        }
    }

    static void append(FileChannel channel, MemorySegment source) throws IOException {
        long done = 0;
        while (done < source.byteSize()) {
            ByteBuffer piece = source.asSlice(done, Math.min(PIECE, source.byteSize() - done))
                    .asByteBuffer();
            done += channel.write(piece);
        }
    }

    static void write(FileChannel channel, long offset, MemorySegment source) throws IOException {
        long done = 0;
        while (done < source.byteSize()) {
            ByteBuffer piece = source.asSlice(done, Math.min(PIECE, source.byteSize() - done))
                    .asByteBuffer();
            done += channel.write(piece, offset + done);
        }
    }

    static RoimillException failure(String doing, String what, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new RoimillException(Failure.INTERRUPTED, what + ": stopped while " + doing, null, e);
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return RoimillException.trouble(
                what + ": " + doing + " failed: " + reason,
                "Check that the disk has room, is mounted, and that you may use this place.",
                e);
    }
}
