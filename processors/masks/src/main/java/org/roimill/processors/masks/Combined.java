package org.roimill.processors.masks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;

/**
 * Labels put together voxel by voxel: the ids of the first input meet those of the second, what comes of it those of the
 * third, and so on.
 *
 * @param asMask whether what is no background in the end becomes 1
 */
record Combined(Meeting meeting, int inputs, boolean asMask) implements Work.Kernel {
    private static final int CHUNK = 4096;

    /** What becomes of ids where they meet others; ids are 32 bits, 0 is background. */
    interface Meeting {
        void meet(int[] ids, int[] others, int n);
    }

    /** Ids stay where the other labels have an object. */
    static void keepWithin(int[] ids, int[] others, int n) {
        for (int k = 0; k < n; k++) {
            ids[k] = others[k] != 0 ? ids[k] : 0;
        }
    }

    /** Ids stay where the other labels have none. */
    static void keepOutside(int[] ids, int[] others, int n) {
        for (int k = 0; k < n; k++) {
            ids[k] = others[k] == 0 ? ids[k] : 0;
        }
    }

    /** Ids stay where the other labels do not have the same. */
    static void keepUnequal(int[] ids, int[] others, int n) {
        for (int k = 0; k < n; k++) {
            ids[k] = others[k] != ids[k] ? ids[k] : 0;
        }
    }

    /** Something where either has something. */
    static void either(int[] ids, int[] others, int n) {
        for (int k = 0; k < n; k++) {
            ids[k] |= others[k];
        }
    }

    @Override
    public Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public void fill(Call call) {
        MemorySegment out = call.out(0).data();
        long voxels = call.out(0).voxels();
        int[] ids = new int[CHUNK];
        int[] others = new int[CHUNK];
        for (long i = 0; i < voxels; i += CHUNK) {
            int n = (int) Math.min(CHUNK, voxels - i);
            load(call, 0, i, ids, n);
            for (int k = 1; k < inputs; k++) {
                load(call, k, i, others, n);
                meeting.meet(ids, others, n);
            }
            if (asMask) {
                toMask(ids, n);
            }
            MemorySegment.copy(ids, 0, out, ValueLayout.JAVA_INT, i * Integer.BYTES, n);
        }
    }

    private static void load(Call call, int input, long i, int[] to, int n) {
        MemorySegment.copy(call.in(input).data(), ValueLayout.JAVA_INT, i * Integer.BYTES, to, 0, n);
    }

    private static void toMask(int[] ids, int n) {
        for (int k = 0; k < n; k++) {
            ids[k] = ids[k] != 0 ? 1 : 0;
        }
    }
}
