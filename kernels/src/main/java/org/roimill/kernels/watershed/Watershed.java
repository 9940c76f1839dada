package org.roimill.kernels.watershed;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.row.Rows;

/**
 * The watershed from seeds in one to three dimensions: water rises, and each voxel takes the label of the water that
 * reaches it first. A voxel is reached at the highest level on the way to it, its own included; of those reached at one
 * level the one that was seen first goes on first, so that seeds share a plateau by distance.
 *
 * <p>This is {@code skimage.segmentation.watershed} with {@code watershed_line=False}, but for one thing: seeds on the
 * same level go on in raster order, where scikit-image leaves it to its heap. A window of an image thus floods as the
 * image does, as far as the seeds outside of it do not reach.
 *
 * <p>All levels are ranked first and the queue is a list for each rank: time is proportional to the voxels.
 */
public final class Watershed {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final int[] ways;
    private final MemorySegment ranks;
    private final MemorySegment labels;
    /** The lists are rings: each voxel knows the next, the last knows the first. */
    private final MemorySegment next;
    /** The last voxel of each rank's list, -1 for none. */
    private final MemorySegment last;

    private Watershed(int[] ways, MemorySegment ranks, MemorySegment labels, MemorySegment next, MemorySegment last) {
        this.ways = ways;
        this.ranks = ranks;
        this.labels = labels;
        this.next = next;
        this.last = last;
    }

    /** What {@link #flood} takes of its space for a block. */
    public static long spaceBytes(Region region) {
        return Padded.voxels(region) * (Integer.BYTES + 2 * Long.BYTES);
    }

    /**
     * Floods from the seeds, the voxels of {@code labels} that are not zero; what no water reaches stays zero.
     *
     * @param fromTop whether water sinks from the highest level instead of rising from the lowest
     * @param mask where water may go; null for everywhere. Seeds elsewhere are dropped
     */
    public static void flood(
            Block levels, boolean fromTop, Block mask, Connectivity connectivity, Block labels, Space space) {
        Region box = levels.region();
        if (labels.dtype().bytes() != Integer.BYTES
                || !labels.region().equals(box)
                || (mask != null && !mask.region().equals(box))) {
            throw new IllegalArgumentException("levels " + levels + ", labels " + labels + ", mask " + mask);
        }
        if (box.isEmpty()) {
            return;
        }
        Padded padded = new Padded(box);
        long size = padded.voxels();
        MemorySegment ranks =
                space.block(DType.I32, Region.ofShape(size)).fill(-1).data();
        MemorySegment a = space.block(DType.I64, Region.ofShape(size)).data();
        MemorySegment b = space.block(DType.I64, Region.ofShape(size)).data();
        int count = new Ranks(levels, fromTop, mask).fill(padded, ranks, a, b);
        MemorySegment grown = a.asSlice(0, size * Integer.BYTES);
        MemorySegment next = a.asSlice(size * Integer.BYTES);
        Watershed watershed = new Watershed(padded.neighbours(connectivity), ranks, grown, next, b);
        for (int rank = 0; rank < count; rank++) {
            b.setAtIndex(INT, rank, -1);
        }
        watershed.begin(padded, labels);
        watershed.rise(count);
        watershed.finish(padded, labels);
    }

    private void begin(Padded padded, Block seeds) {
        labels.fill((byte) 0);
        int width = Math.toIntExact(seeds.region().size(seeds.region().dims() - 1));
        long[] from = {0};
        Rows.each(seeds.region(), start -> {
            int at = padded.at(start);
            for (int k = 0; k < width; k++) {
                int label = seeds.data().getAtIndex(INT, from[0] + k);
                int rank = ranks.getAtIndex(INT, at + k);
                if (label != 0 && rank >= 0) {
                    take(at + k, rank, label);
                }
            }
            from[0] += width;
        });
    }

    private void rise(int count) {
        for (int rank = 0; rank < count; rank++) {
            for (int end = last.getAtIndex(INT, rank); end >= 0; end = last.getAtIndex(INT, rank)) {
                int voxel = next.getAtIndex(INT, end);
                if (voxel == end) {
                    last.setAtIndex(INT, rank, -1);
                } else {
                    next.setAtIndex(INT, end, next.getAtIndex(INT, voxel));
                }
                spread(voxel, rank);
            }
        }
    }

    private void spread(int voxel, int level) {
        int label = labels.getAtIndex(INT, voxel);
        for (int way : ways) {
            int rank = ranks.getAtIndex(INT, voxel + way);
            if (rank >= 0) {
                take(voxel + way, Math.max(rank, level), label);
            }
        }
    }

    /** Labels a voxel, which nobody else may then take, and puts it at the end of a list. */
    private void take(int voxel, int rank, int label) {
        ranks.setAtIndex(INT, voxel, -1);
        labels.setAtIndex(INT, voxel, label);
        int end = last.getAtIndex(INT, rank);
        if (end < 0) {
            next.setAtIndex(INT, voxel, voxel);
        } else {
            next.setAtIndex(INT, voxel, next.getAtIndex(INT, end));
            next.setAtIndex(INT, end, voxel);
        }
        last.setAtIndex(INT, rank, voxel);
    }

    private void finish(Padded padded, Block out) {
        long bytes = out.region().size(out.region().dims() - 1) * Integer.BYTES;
        long[] to = {0};
        Rows.each(out.region(), start -> {
            MemorySegment.copy(labels, (long) padded.at(start) * Integer.BYTES, out.data(), to[0], bytes);
            to[0] += bytes;
        });
    }
}
