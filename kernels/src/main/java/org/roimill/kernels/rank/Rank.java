package org.roimill.kernels.rank;

import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.kernels.order.Keys;
import org.roimill.kernels.row.Rows;

/**
 * The k-th smallest value under a footprint, in the type of the image, exactly. NaN counts as larger than every number.
 * {@code in} covers the result grown by the footprint's halo, so the runner has padded it; both are of one type.
 */
public final class Rank {
    /** From so many voxels on a histogram is faster than a network. */
    private static final int LARGE = 110;

    private static final int PIECE = 512;
    private static final int TILE = 64;

    private Rank() {}

    /** Of an even number of values the upper of the two in the middle, as SciPy has it. */
    public static void median(Block in, Footprint footprint, Block out) {
        rank(in, footprint, footprint.size() / 2, out);
    }

    /** The value at the rank SciPy's percentile filter takes: percent of the size, rounded down. */
    public static void percentile(Block in, Footprint footprint, double percent, Block out) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile of " + percent);
        }
        int rank = (int) (footprint.size() * percent / 100);
        rank(in, footprint, Math.min(footprint.size() - 1, rank), out);
    }

    /** The value at a place, from 0 on, among the sorted values. */
    public static void rank(Block in, Footprint footprint, int rank, Block out) {
        if (in.dtype() != out.dtype() || !in.region().contains(out.region().grow(footprint.halo()))) {
            throw new IllegalArgumentException(in + " does not cover the surroundings of " + out);
        }
        if (rank < 0 || rank >= footprint.size()) {
            throw new IllegalArgumentException("rank " + rank + " of " + footprint.size());
        }
        if (footprint.size() > LARGE) {
            Dense.byTiles(
                    in,
                    footprint.halo(),
                    TILE,
                    out,
                    (values, bins, result) -> new Sliding(footprint, rank, bins).run(values, result));
            return;
        }
        Network network = new Network(footprint.size(), rank);
        if (Keys.areLong(in.dtype())) {
            Dense.byTiles(
                    in,
                    footprint.halo(),
                    TILE,
                    out,
                    (values, bins, result) -> sort(values, footprint, network, result));
        } else {
            sort(in, footprint, network, out);
        }
    }

    private static void sort(Block in, Footprint footprint, Network network, Block out) {
        int last = footprint.dims() - 1;
        List<Footprint.Run> runs = footprint.runs();
        int[][] rows = new int[footprint.size()][PIECE];
        long width = out.region().size(last);
        long[] source = new long[last + 1];
        long[] at = {0};
        Rows.each(out.region(), row -> {
            for (long start = 0; start < width; start += PIECE) {
                int n = (int) Math.min(PIECE, width - start);
                int next = 0;
                for (Footprint.Run run : runs) {
                    for (int d = 0; d < last; d++) {
                        source[d] = row[d] + run.leading()[d];
                    }
                    source[last] = row[last] + start + run.from();
                    long voxel = in.index(source);
                    for (int k = run.from(); k <= run.to(); k++) {
                        Keys.load(in, voxel++, rows[next++], 0, n);
                    }
                }
                Keys.store(network.run(rows, n), 0, out, at[0], n);
                at[0] += n;
            }
        });
    }
}
