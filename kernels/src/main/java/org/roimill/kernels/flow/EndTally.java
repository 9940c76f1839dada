package org.roimill.kernels.flow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * How many voxels of one block end where, and the first of those: what {@link Sinks} must know of the block. Sorted by
 * the ends; small, and can be sent.
 */
public final class EndTally {
    private static final int MAGIC = 0x52455431;
    private static final int ENTRY = 2 * Long.BYTES + Integer.BYTES;

    private final long[] ends;
    private final int[] counts;
    private final long[] first;

    private EndTally(long[] ends, int[] counts, long[] first) {
        this.ends = ends;
        this.counts = counts;
        this.first = first;
    }

    /** Of what {@link Follow} wrote for one block of the domain; none may be missing. */
    public static EndTally of(Block ends, Region domain) {
        LongIndex index = new LongIndex(1024);
        int[] counts = new int[1024];
        long[] first = new long[1024];
        Region part = ends.region();
        int dims = part.dims();
        int width = Math.toIntExact(part.size(dims - 1));
        long[] row = new long[width];
        long[] at = part.min();
        for (long i = 0; i < ends.voxels(); i += width) {
            read(ends, i, row);
            long place = raster(domain, at);
            for (int x = 0; x < width; x++) {
                if (row[x] < 0) {
                    check(row[x]);
                    continue;
                }
                int known = index.size();
                int k = index.add(row[x]);
                if (k == known) {
                    if (k == counts.length) {
                        counts = Arrays.copyOf(counts, 2 * k);
                        first = Arrays.copyOf(first, 2 * k);
                    }
                    first[k] = place + x;
                }
                counts[k]++;
            }
            for (int d = dims - 2; d >= 0 && ++at[d] == part.max(d); d--) {
                at[d] = part.min(d);
            }
        }
        return sorted(index, counts, first);
    }

    private static EndTally sorted(LongIndex index, int[] counts, long[] first) {
        int n = index.size();
        long[] ends = new long[n];
        for (int k = 0; k < n; k++) {
            ends[k] = index.key(k);
        }
        Arrays.sort(ends);
        int[] sortedCounts = new int[n];
        long[] sortedFirst = new long[n];
        for (int i = 0; i < n; i++) {
            int k = index.find(ends[i]);
            sortedCounts[i] = counts[k];
            sortedFirst[i] = first[k];
        }
        return new EndTally(ends, sortedCounts, sortedFirst);
    }

    private static void read(Block ends, long from, long[] row) {
        if (ends.dtype() == DType.I64) {
            MemorySegment.copy(ends.data(), ValueLayout.JAVA_LONG, from * Long.BYTES, row, 0, row.length);
        } else {
            for (int x = 0; x < row.length; x++) {
                row[x] = ends.data().getAtIndex(ValueLayout.JAVA_INT, from + x);
            }
        }
    }

    private static void check(long end) {
        if (end != Follow.BACKGROUND) {
            throw new IllegalArgumentException("a voxel's end is missing: follow it with a larger window first");
        }
    }

    private static long raster(Region domain, long[] at) {
        long index = 0;
        for (int d = 0; d < at.length; d++) {
            index = index * domain.size(d) + at[d] - domain.min(d);
        }
        return index;
    }

    /** How many distinct ends there are. */
    public int size() {
        return ends.length;
    }

    long end(int i) {
        return ends[i];
    }

    int count(int i) {
        return counts[i];
    }

    /** The raster index, in the domain, of the first voxel that comes to this end. */
    long first(int i) {
        return first[i];
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(8, Math.multiplyExact(ENTRY, ends.length)));
        bytes.putInt(MAGIC).putInt(ends.length);
        for (int i = 0; i < ends.length; i++) {
            bytes.putLong(ends[i]).putInt(counts[i]).putLong(first[i]);
        }
        return bytes.array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static EndTally fromBytes(byte[] from) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(from);
            State.check(bytes.getInt() == MAGIC);
            int n = bytes.getInt();
            State.check(n >= 0 && bytes.remaining() == (long) n * ENTRY);
            long[] ends = new long[n];
            int[] counts = new int[n];
            long[] first = new long[n];
            for (int i = 0; i < n; i++) {
                ends[i] = bytes.getLong();
                counts[i] = bytes.getInt();
                first[i] = bytes.getLong();
                State.check(ends[i] > (i == 0 ? -1 : ends[i - 1]) && counts[i] > 0 && first[i] >= 0);
            }
            return new EndTally(ends, counts, first);
        } catch (BufferUnderflowException e) {
            throw State.damaged(e);
        }
    }
}
