package org.roimill.processors.segmenters.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/** Lines of f32 blocks along any axis, in and out of arrays: at once where they lie in one piece. */
final class Lines {
    private Lines() {}

    static void read(Block block, long first, long stride, float[] into, int from, int n) {
        if (stride == 1) {
            MemorySegment.copy(block.data(), ValueLayout.JAVA_FLOAT, first * Float.BYTES, into, from, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            into[from + i] = block.data().getAtIndex(ValueLayout.JAVA_FLOAT, first + i * stride);
        }
    }

    static void write(float[] line, int from, int n, Block block, long first, long stride) {
        if (stride == 1) {
            MemorySegment.copy(line, from, block.data(), ValueLayout.JAVA_FLOAT, first * Float.BYTES, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            block.data().setAtIndex(ValueLayout.JAVA_FLOAT, first + i * stride, line[from + i]);
        }
    }

    static void reverse(float[] line) {
        for (int i = 0, j = line.length - 1; i < j; i++, j--) {
            float swap = line[i];
            line[i] = line[j];
            line[j] = swap;
        }
    }
}
