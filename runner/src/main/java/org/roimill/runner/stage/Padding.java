package org.roimill.runner.stage;

import java.lang.foreign.MemorySegment;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.space.Region;

/** Puts around a block what a border says lies beyond the edge of the image. */
final class Padding {
    private Padding() {}

    /** The voxels within the domain that are needed to fill {@code need} under a border. */
    static Region source(Region need, Region domain, Border border) {
        Region inside = need.intersect(domain);
        if (border == Border.CLIP || domain.contains(need)) {
            return inside;
        }
        Region hull = inside;
        for (int d = 0; d < need.dims(); d++) {
            long size = domain.size(d);
            long lo = inside.min(d);
            long hi = inside.max(d);
            for (long i = need.min(d); i < need.max(d); i++) {
                if (i >= domain.min(d) && i < domain.max(d)) {
                    i = domain.max(d) - 1; // inside there is nothing to map
                    continue;
                }
                long m = border.map(i - domain.min(d), size);
                if (m >= 0) {
                    lo = Math.min(lo, m + domain.min(d));
                    hi = Math.max(hi, m + domain.min(d) + 1);
                }
            }
            hull = hull.with(d, lo, hi);
        }
        return hull;
    }

    /** Fills {@code target} from {@code from}, which covers what {@link #source} said. */
    static void fill(Block from, Block target, Region domain, Border border) {
        Region need = target.region();
        int n = need.dims();
        if (n == 0) {
            from.copyTo(target);
            return;
        }
        int width = from.dtype().bytes();
        int last = n - 1;
        long[] at = need.min();
        long[] source = new long[n];
        long inLo = Math.max(need.min(last), domain.min(last));
        long inHi = Math.max(inLo, Math.min(need.max(last), domain.max(last)));
        if (need.isEmpty()) {
            return;
        }
        while (true) {
            boolean zeroRow = false;
            for (int d = 0; d < last; d++) {
                long m = border.map(at[d] - domain.min(d), domain.size(d));
                zeroRow |= m < 0;
                source[d] = m + domain.min(d);
            }
            long rowStart = target.index(at);
            if (zeroRow) {
                target.data().asSlice(rowStart * width, need.size(last) * width).fill((byte) 0);
            } else {
                row(from, source, target, rowStart, inLo, inHi, domain, border);
            }
            int d = last - 1;
            while (d >= 0 && ++at[d] == need.max(d)) {
                at[d] = need.min(d);
                d--;
            }
            if (d < 0) {
                return;
            }
        }
    }

    private static void row(
            Block from,
            long[] source,
            Block target,
            long rowStart,
            long inLo,
            long inHi,
            Region domain,
            Border border) {
        int last = source.length - 1;
        int width = from.dtype().bytes();
        Region need = target.region();
        if (inHi > inLo) {
            source[last] = inLo;
            long to = (rowStart + inLo - need.min(last)) * width;
            MemorySegment.copy(from.data(), from.index(source) * width, target.data(), to, (inHi - inLo) * width);
        }
        for (long i = need.min(last); i < need.max(last); i++) {
            if (i == inLo && inHi > inLo) {
                i = inHi - 1;
                continue;
            }
            long m = border.map(i - domain.min(last), domain.size(last));
            long to = (rowStart + i - need.min(last)) * width;
            if (m < 0) {
                target.data().asSlice(to, width).fill((byte) 0);
            } else {
                source[last] = m + domain.min(last);
                MemorySegment.copy(from.data(), from.index(source) * width, target.data(), to, width);
            }
        }
    }
}
