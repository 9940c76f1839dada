package org.roimill.kernels.labelling;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.roimill.core.pixel.Block;

/**
 * Runs of voxels that are not zero. NaN is not zero, as in NumPy. Each row becomes a bit per voxel first: eight bytes
 * at a time are turned into eight bits, and runs begin and end where neighbouring bits differ.
 */
final class MaskRuns implements RunScanner {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long LOW7 = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH = 0x8080808080808080L;
    /** Moves the highest bit of byte i to bit 56 + i; no two products share a bit, so nothing is carried. */
    private static final long GATHER = 0x0002040810204081L;

    private final Block mask;
    private final int width;
    private final byte[] flags;
    private final int[] bounds;

    MaskRuns(Block mask, int width) {
        this.mask = mask;
        this.width = width;
        this.flags = mask.dtype().bytes() == 1 ? null : new byte[width];
        this.bounds = new int[width + 2];
    }

    @Override
    public Row scan(long at) {
        MemorySegment bytes = mask.data();
        long offset = at;
        if (flags != null) {
            flag(at);
            bytes = MemorySegment.ofArray(flags);
            offset = 0;
        }
        int edges = 0;
        long before = 0;
        int x = 0;
        for (; x + 64 <= width; x += 64) {
            long bits = 0;
            for (int k = 0; k < 64; k += 8) {
                bits |= eight(bytes.get(WORD, offset + x + k)) << k;
            }
            edges = addEdges(bits, before, x, edges);
            before = bits >>> 63;
        }
        long bits = 0;
        for (int k = x; k < width; k++) {
            bits |= (bytes.get(ValueLayout.JAVA_BYTE, offset + k) != 0 ? 1L : 0L) << (k - x);
        }
        // A last run ends at the bit past the row, which is zero; it is seen here because width - x < 64.
        edges = addEdges(bits, before, x, edges);
        return Row.of(bounds, null, edges / 2);
    }

    private static long eight(long word) {
        long nonzero = (((word & LOW7) + LOW7) | word) & HIGH;
        return (nonzero * GATHER) >>> 56;
    }

    private int addEdges(long bits, long before, int x, int edges) {
        long changes = bits ^ (bits << 1 | before);
        int n = edges;
        while (changes != 0) {
            bounds[n++] = x + Long.numberOfTrailingZeros(changes);
            changes &= changes - 1;
        }
        return n;
    }

    /** One byte per voxel that says whether it is zero, without a branch, so that it is vectorised. */
    private void flag(long at) {
        MemorySegment s = mask.data();
        byte[] to = flags;
        switch (mask.dtype()) {
            case U16, I16 -> {
                for (int k = 0; k < width; k++) {
                    to[k] = (byte) (-(s.getAtIndex(ValueLayout.JAVA_SHORT, at + k) & 0xFFFF) >>> 31);
                }
            }
            case F16 -> {
                for (int k = 0; k < width; k++) {
                    to[k] = (byte) (-(s.getAtIndex(ValueLayout.JAVA_SHORT, at + k) & 0x7FFF) >>> 31);
                }
            }
            case U32, I32 -> {
                for (int k = 0; k < width; k++) {
                    int v = s.getAtIndex(ValueLayout.JAVA_INT, at + k);
                    to[k] = (byte) ((v | -v) >>> 31);
                }
            }
            case F32 -> {
                for (int k = 0; k < width; k++) {
                    int v = s.getAtIndex(ValueLayout.JAVA_INT, at + k) << 1;
                    to[k] = (byte) ((v | -v) >>> 31);
                }
            }
            case U64, I64 -> {
                for (int k = 0; k < width; k++) {
                    long v = s.getAtIndex(ValueLayout.JAVA_LONG, at + k);
                    to[k] = (byte) ((v | -v) >>> 63);
                }
            }
            case F64 -> {
                for (int k = 0; k < width; k++) {
                    long v = s.getAtIndex(ValueLayout.JAVA_LONG, at + k) << 1;
                    to[k] = (byte) ((v | -v) >>> 63);
                }
            }
            case BOOL, U8, I8 -> throw new IllegalStateException("bytes are scanned in place");
        }
    }
}
