package org.roimill.kernels.rank;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.kernels.order.Keys;
import org.roimill.kernels.row.Rows;

/**
 * Grey morphology: least and greatest values under a footprint, in the type of the image, exactly. {@code in} covers
 * the result grown by the footprint's halo (twice the halo for opening and closing) or ends where the image ends: what
 * lies beyond takes no part, as in scikit-image. NaN counts as larger than every number.
 */
public final class Morphology {
    private static final int TILE = 64;

    private Morphology() {}

    /** The least value under the footprint. */
    public static void erode(Block in, Footprint footprint, Block out) {
        filter(in, footprint, false, out);
    }

    /** The greatest value under the footprint. */
    public static void dilate(Block in, Footprint footprint, Block out) {
        filter(in, footprint, true, out);
    }

    /** Takes bright spots away into which the footprint does not fit. */
    public static void open(Block in, Footprint footprint, Block out) {
        twice(in, footprint, false, out);
    }

    /** Fills dark spots into which the footprint does not fit. */
    public static void close(Block in, Footprint footprint, Block out) {
        twice(in, footprint, true, out);
    }

    private static void twice(Block in, Footprint footprint, boolean greatestFirst, Block out) {
        try (Arena arena = Arena.ofConfined()) {
            Region between = out.region().grow(footprint.halo()).intersect(in.region());
            Block first = Block.zeros(in.dtype(), between, arena);
            filter(in, footprint, greatestFirst, first);
            filter(first, footprint, !greatestFirst, out);
        }
    }

    private static void filter(Block in, Footprint footprint, boolean greatest, Block out) {
        if (in.dtype() != out.dtype() || !in.region().contains(out.region())) {
            throw new IllegalArgumentException(in + " does not cover " + out);
        }
        if (Keys.areLong(in.dtype())) {
            Dense.byTiles(
                    in,
                    footprint.halo(),
                    TILE,
                    out,
                    (values, bins, result) -> new Extremes(values, footprint, greatest, result).run());
        } else {
            new Extremes(in, footprint, greatest, out).run();
        }
    }

    /** The least keys, run by run: over a run by doubling its length, over runs one after the other. */
    private static final class Extremes {
        private final Block in;
        private final Block out;
        private final List<Footprint.Run> runs;
        private final int last;
        private final int reach;
        private final int width;
        private final int complement;
        private final int[] line;
        private final int[] moved;
        private final int[] least;

        Extremes(Block in, Footprint footprint, boolean greatest, Block out) {
            this.in = in;
            this.out = out;
            this.runs = footprint.runs();
            this.last = footprint.dims() - 1;
            this.reach = (int) footprint.halo()[last];
            this.width = Math.toIntExact(out.region().size(last));
            // The greatest is the least of the complements.
            this.complement = greatest ? -1 : 0;
            this.line = new int[width + 2 * reach];
            this.moved = new int[line.length];
            this.least = new int[width];
        }

        void run() {
            long[] source = new long[last + 1];
            long[] at = {0};
            Rows.each(out.region(), row -> {
                Arrays.fill(least, Integer.MAX_VALUE);
                for (Footprint.Run run : runs) {
                    boolean inside = true;
                    for (int d = 0; d < last; d++) {
                        source[d] = row[d] + run.leading()[d];
                        inside &= source[d] >= in.region().min(d)
                                && source[d] < in.region().max(d);
                    }
                    if (inside) {
                        addRun(source, run);
                    }
                }
                flip(least, width);
                Keys.store(least, 0, out, at[0], width);
                at[0] += width;
            });
        }

        private void addRun(long[] source, Footprint.Run run) {
            int length = run.to() - run.from() + 1;
            int n = width + length - 1;
            long first = out.region().min(last) + run.from();
            int before = (int) Math.max(0, Math.min(n, in.region().min(last) - first));
            int end = (int) Math.max(before, Math.min(n, in.region().max(last) - first));
            source[last] = first + before;
            // After the flip this is the largest key, which changes no minimum.
            int neutral = Integer.MAX_VALUE ^ complement;
            Arrays.fill(line, 0, before, neutral);
            Keys.load(in, in.index(source), line, before, end - before);
            Arrays.fill(line, end, n, neutral);
            flip(line, n);
            int done = 1;
            while (done < length) {
                int step = Math.min(done, length - done);
                System.arraycopy(line, step, moved, 0, n - step);
                lower(line, moved, n - step);
                done += step;
            }
            lower(least, line, width);
        }

        private void flip(int[] keys, int n) {
            int bits = complement;
            for (int i = 0; bits != 0 && i < n; i++) {
                keys[i] = ~keys[i];
            }
        }

        private static void lower(int[] least, int[] other, int n) {
            for (int i = 0; i < n; i++) {
                least[i] = Math.min(least[i], other[i]);
            }
        }
    }
}
