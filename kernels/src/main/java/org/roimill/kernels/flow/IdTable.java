package org.roimill.kernels.flow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Which final id each value of one block gets, be the values ends of voxels or labels. Values without one get 0. */
public final class IdTable {
    private static final int MAGIC = 0x52495431;
    private static final int ENTRY = Long.BYTES + Integer.BYTES;
    private static final int CHUNK = 2048;

    /** Ascending. */
    private final long[] values;

    private final int[] ids;

    private IdTable(long[] values, int[] ids) {
        this.values = values;
        this.ids = ids;
    }

    /** The first {@code n} values, ascending, and their ids. */
    static IdTable of(long[] values, int[] ids, int n) {
        return new IdTable(Arrays.copyOf(values, n), Arrays.copyOf(ids, n));
    }

    public int size() {
        return values.length;
    }

    /** The id of a value, the bits of an unsigned 32-bit integer. */
    public int id(long value) {
        int i = Arrays.binarySearch(values, value);
        return i < 0 ? 0 : ids[i];
    }

    /** Writes the ids of a block's values; both blocks may be the same. Values of 32 bits have no sign. */
    public void apply(Block from, Block labels) {
        Region region = from.region();
        boolean wide = from.dtype() == DType.I64 || from.dtype() == DType.U64;
        boolean readable = wide || isLabels(from.dtype());
        if (!region.equals(labels.region()) || !readable || !isLabels(labels.dtype())) {
            throw new IllegalArgumentException("ids of " + from + " into " + labels);
        }
        LongIndex index = new LongIndex(values.length);
        for (long value : values) {
            index.add(value);
        }
        long[] line = new long[CHUNK];
        int[] out = new int[CHUNK];
        long last = -1;
        int lastId = 0;
        for (long i = 0; i < from.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, from.voxels() - i);
            read(from, wide, i, line, n);
            for (int k = 0; k < n; k++) {
                // Neighbours often have the same value.
                if (line[k] != last) {
                    last = line[k];
                    int found = last < 0 ? -1 : index.find(last);
                    lastId = found < 0 ? 0 : ids[found];
                }
                out[k] = lastId;
            }
            MemorySegment.copy(out, 0, labels.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, n);
        }
    }

    private static void read(Block from, boolean wide, long at, long[] line, int n) {
        if (wide) {
            MemorySegment.copy(from.data(), ValueLayout.JAVA_LONG, at * Long.BYTES, line, 0, n);
        } else {
            for (int k = 0; k < n; k++) {
                line[k] = from.data().getAtIndex(ValueLayout.JAVA_INT, at + k) & 0xFFFFFFFFL;
            }
        }
    }

    private static boolean isLabels(DType type) {
        return type == DType.I32 || type == DType.U32;
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(8, Math.multiplyExact(ENTRY, values.length)));
        bytes.putInt(MAGIC).putInt(values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.putLong(values[i]).putInt(ids[i]);
        }
        return bytes.array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static IdTable fromBytes(byte[] from) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(from);
            State.check(bytes.getInt() == MAGIC);
            int n = bytes.getInt();
            State.check(n >= 0 && bytes.remaining() == (long) n * ENTRY);
            long[] values = new long[n];
            int[] ids = new int[n];
            for (int i = 0; i < n; i++) {
                values[i] = bytes.getLong();
                ids[i] = bytes.getInt();
                State.check(values[i] > (i == 0 ? -1 : values[i - 1]) && ids[i] != 0);
            }
            return new IdTable(values, ids);
        } catch (BufferUnderflowException e) {
            throw State.damaged(e);
        }
    }
}
