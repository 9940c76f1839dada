package org.roimill.core.pixel;

import java.lang.foreign.MemorySegment;
import org.roimill.core.space.Region;

/** Copies boxes between blocks in the longest runs that are contiguous in both. */
final class Rows {
    private Rows() {}

    static void copy(Block from, Block to, Region part) {
        if (part.isEmpty()) {
            return;
        }
        int n = part.dims();
        int width = from.dtype().bytes();
        // Trailing axes that the part covers whole in both blocks are one run with the axis before them.
        int runAxis = n;
        long run = 1;
        while (runAxis > 0) {
            int d = runAxis - 1;
            run *= part.size(d);
            runAxis = d;
            if (part.size(d) != from.region().size(d)
                    || part.size(d) != to.region().size(d)) {
                break;
            }
        }
        long[] at = part.min();
        long bytes = run * width;
        while (true) {
            MemorySegment.copy(from.data(), from.index(at) * width, to.data(), to.index(at) * width, bytes);
            int d = runAxis - 1;
            while (d >= 0 && ++at[d] == part.max(d)) {
                at[d] = part.min(d);
                d--;
            }
            if (d < 0) {
                return;
            }
        }
    }
}
