package org.roimill.kernels.objects;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Fills the holes of objects: background that the faces of an object's box cannot reach, by steps through shared faces
 * of voxels, without crossing the object. Other objects that lie in a hole stay as they are. Two and three dimensions.
 * Holds scratch of the largest box; for one thread.
 */
public final class Holes {
    /** Of two objects around the same background the one that covers less wins, then the one with the lower id. */
    private static final Comparator<Filled> LAST_WINS = Comparator.comparingLong(Filled::area)
            .thenComparing(Filled::id, Integer::compareUnsigned)
            .reversed();

    private final Flood flood = new Flood();

    /**
     * What one object would fill.
     *
     * @param area the voxels of the object with all its holes, and other objects in them
     * @param count the voxels of background in the holes
     * @param runs these voxels, as first and past-the-last places in C order in the box
     */
    public record Filled(int id, long area, long count, Region box, int[] runs) {}

    /** Of one object in its box, which the block covers. A box may hold up to 2^31 voxels. */
    public Filled find(Block labels, int id, Region box) {
        flood.run(labels, id, box);
        int[] runs = new int[8];
        int n = 0;
        long count = 0;
        for (int row = 0; row < flood.rows() && flood.holes() > 0; row++) {
            int start = flood.start(row);
            int[] line = null;
            boolean open = false;
            for (int x = 0; x < flood.width(); x++) {
                if (flood.state(start + x) != Flood.HOLE) {
                    open = false;
                    continue;
                }
                line = line == null ? flood.line(labels, row) : line;
                if (line[x] != 0) {
                    open = false;
                    continue;
                }
                if (!open) {
                    runs = n == runs.length ? Arrays.copyOf(runs, 2 * n) : runs;
                    runs[n++] = row * flood.width() + x;
                    n++;
                    open = true;
                }
                runs[n - 1] = row * flood.width() + x + 1;
                count++;
            }
        }
        return new Filled(id, flood.mask() + flood.holes(), count, box, Arrays.copyOf(runs, n));
    }

    /**
     * Writes what was filled into a part of the image. Blocks that are painted from all that reaches into them agree
     * with the whole, in whatever order it comes.
     */
    public static void paint(Collection<Filled> filled, Block labels) {
        filled.stream().sorted(LAST_WINS).forEach(one -> paint(one, labels));
    }

    private static void paint(Filled one, Block labels) {
        Region box = one.box;
        int last = box.dims() - 1;
        int width = (int) box.size(last);
        long[] at = new long[box.dims()];
        for (int k = 0; k < one.runs.length; k += 2) {
            int row = one.runs[k] / width;
            at[last - 1] = box.min(last - 1) + row % box.size(last - 1);
            if (last == 2) {
                at[0] = box.min(0) + row / box.size(1);
            }
            long from = box.min(last) + one.runs[k] - (long) row * width;
            long to = from + one.runs[k + 1] - one.runs[k];
            at[last] = Math.max(from, labels.region().min(last));
            to = Math.min(to, labels.region().max(last));
            if (at[last] < to && labels.region().contains(at)) {
                fill(labels.data(), labels.index(at), to - at[last], one.id);
            }
        }
    }

    private static void fill(MemorySegment data, long at, long n, int id) {
        for (long i = at; i < at + n; i++) {
            data.setAtIndex(ValueLayout.JAVA_INT, i, id);
        }
    }
}
