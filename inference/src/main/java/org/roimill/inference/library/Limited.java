package org.roimill.inference.library;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;

/** A stream that may not go on for ever. */
class Limited extends FilterInputStream {
    private static final int STEP = 1 << 20;

    private final String place;
    private final long limit;
    private long read;

    /** @param place names what is read in the message when there is more than {@code limit} */
    Limited(InputStream in, long limit, String place) {
        super(in);
        this.limit = limit;
        this.place = place;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        count(Math.max(0, n));
        return n;
    }

    private void count(int n) {
        read += n;
        if (read > limit) {
            throw RoimillException.badData(
                    place + " is larger than " + Bytes.text(limit), "Look whether it is what it should be.");
        }
    }

    /** All that is left, in native memory. */
    MemorySegment all(Arena arena) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        long total = 0;
        for (byte[] piece = readNBytes(STEP); piece.length > 0; piece = readNBytes(STEP)) {
            pieces.add(piece);
            total += piece.length;
        }
        MemorySegment all = arena.allocate(Math.max(1, total), 64).asSlice(0, total);
        long at = 0;
        for (byte[] piece : pieces) {
            MemorySegment.copy(MemorySegment.ofArray(piece), 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
