package org.roimill.kernels.rank;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.kernels.row.Rows;

/**
 * The k-th smallest by a histogram that slides along a row: a step adds the voxels that come in and takes away those
 * that go, and the answer is looked for from where it was. Groups of 256 bins have a sum of their own to jump over.
 */
final class Sliding {
    private final Footprint footprint;
    private final int rank;
    private final int[] bins;
    private final int[] groups;
    private int pivot;
    /** How many voxels in the window are less than the pivot. */
    private int below;

    Sliding(Footprint footprint, int rank, int bins) {
        this.footprint = footprint;
        this.rank = rank;
        this.bins = new int[bins];
        this.groups = new int[(bins >> 8) + 1];
    }

    void run(Block in, Block out) {
        int last = footprint.dims() - 1;
        List<Footprint.Run> runs = footprint.runs();
        int width = Math.toIntExact(out.region().size(last));
        int reach = (int) footprint.halo()[last];
        int[][] lines = new int[runs.size()][width + 2 * reach];
        long[] source = new long[last + 1];
        int[] result = new int[width];
        long[] at = {0};
        Rows.each(out.region(), row -> {
            for (int r = 0; r < lines.length; r++) {
                for (int d = 0; d < last; d++) {
                    source[d] = row[d] + runs.get(r).leading()[d];
                }
                source[last] = row[last] - reach;
                long from = in.index(source) * Integer.BYTES;
                MemorySegment.copy(in.data(), ValueLayout.JAVA_INT, from, lines[r], 0, lines[r].length);
            }
            slide(lines, reach, result);
            MemorySegment.copy(result, 0, out.data(), ValueLayout.JAVA_INT, at[0] * Integer.BYTES, width);
            at[0] += width;
        });
    }

    private void slide(int[][] lines, int reach, int[] result) {
        List<Footprint.Run> runs = footprint.runs();
        int[] enter = runs.stream().mapToInt(r -> reach + r.to()).toArray();
        int[] leave = runs.stream().mapToInt(r -> reach + r.from() - 1).toArray();
        window(lines, leave, enter, 0, 1);
        result[0] = find();
        for (int x = 1; x < result.length; x++) {
            for (int r = 0; r < lines.length; r++) {
                count(lines[r][leave[r] + x], -1);
                count(lines[r][enter[r] + x], 1);
            }
            result[x] = find();
        }
        window(lines, leave, enter, result.length - 1, -1);
    }

    private void window(int[][] lines, int[] leave, int[] enter, int x, int by) {
        for (int r = 0; r < lines.length; r++) {
            for (int k = leave[r] + 1; k <= enter[r]; k++) {
                count(lines[r][k + x], by);
            }
        }
    }

    private void count(int value, int by) {
        bins[value] += by;
        groups[value >> 8] += by;
        below += ((value - pivot) >> 31) & by;
    }

    private int find() {
        while (below > rank) {
            boolean jump = (pivot & 0xFF) == 0 && below - groups[(pivot >> 8) - 1] > rank;
            below -= jump ? groups[(pivot >> 8) - 1] : bins[pivot - 1];
            pivot -= jump ? 256 : 1;
        }
        while (below + bins[pivot] <= rank) {
            boolean jump = (pivot & 0xFF) == 0 && below + groups[pivot >> 8] <= rank;
            below += jump ? groups[pivot >> 8] : bins[pivot];
            pivot += jump ? 256 : 1;
        }
        return pivot;
    }
}
