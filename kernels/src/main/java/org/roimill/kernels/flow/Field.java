package org.roimill.kernels.flow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * The steps of a small box, a vector a voxel, zero in the background and where the network gave no finite number. Where
 * the box touches the edge of the domain it is one voxel wider, so that readers need not ask for edges.
 */
final class Field {
    private final int dims;
    /** The first voxel, counted from the domain's corner; -1 where there is a rim before it. */
    final int[] origin;

    final int[] size;
    final float[] values;

    /** Has room for boxes of those sides, rims included. */
    Field(long... sides) {
        dims = sides.length;
        long room = dims;
        for (long side : sides) {
            room = Math.multiplyExact(room, side);
        }
        values = new float[Math.toIntExact(room)];
        origin = new int[dims];
        size = new int[dims];
    }

    /**
     * Fills it with what the maps hold of {@code box}, which lies in their window; both are counted from the domain's
     * corner. {@code unit} is what one pixel of flow is along each axis in the walk's own coordinates.
     */
    void load(Block maps, Region window, Region box, long[] shape, Follow settings, float[] unit, boolean zeroRim) {
        int voxels = 1;
        for (int d = 0; d < dims; d++) {
            int before = box.min(d) == 0 ? 1 : 0;
            int after = box.max(d) == shape[d] ? 1 : 0;
            origin[d] = Math.toIntExact(box.min(d) - before);
            size[d] = Math.toIntExact(box.size(d) + before + after);
            voxels = Math.multiplyExact(voxels, size[d]);
        }
        int rowLength = size[dims - 1] * dims;
        int rows = voxels / size[dims - 1];
        long mapVoxels = window.voxels();
        int width = Math.toIntExact(box.size(dims - 1));
        float[][] steps = new float[dims][width];
        float[] probability = new float[width];
        float threshold = (float) settings.threshold();
        float scale = (float) settings.flowScale();
        int[] at = new int[dims - 1];
        for (int row = 0; row < rows; row++, next(at)) {
            long from = rowOf(window, box, at, zeroRim);
            int to = row * rowLength;
            if (from >= 0) {
                copy(maps, mapVoxels * dims + from, probability);
            }
            if (from < 0 || !isAnyAbove(probability, threshold)) {
                Arrays.fill(values, to, to + rowLength, 0f);
                continue;
            }
            for (int d = 0; d < dims; d++) {
                copy(maps, mapVoxels * d + from, steps[d]);
                scale(steps[d], scale, unit[d]);
            }
            int first = to + (box.min(dims - 1) == 0 ? dims : 0);
            for (int d = 0; d < dims; d++) {
                fill(steps[d], probability, threshold, first + d);
            }
            fillRim(to, first, first + width * dims, to + rowLength, zeroRim);
        }
    }

    private static boolean isAnyAbove(float[] line, float threshold) {
        for (float value : line) {
            if (value > threshold) {
                return true;
            }
        }
        return false;
    }

    /** A loop of its own, since divisions are only fast many at once. */
    private static void scale(float[] line, float scale, float unit) {
        for (int x = 0; x < line.length; x++) {
            line[x] = line[x] / scale * unit;
        }
    }

    private void fill(float[] steps, float[] probability, float threshold, int first) {
        int at = first;
        for (int x = 0; x < steps.length; x++, at += dims) {
            values[at] = probability[x] > threshold && Math.abs(steps[x]) <= Float.MAX_VALUE ? steps[x] : 0f;
        }
    }

    /** What lies in the row before {@code first} and from {@code last} on: at most a voxel each. */
    private void fillRim(int row, int first, int last, int end, boolean zeroRim) {
        for (int i = row; i < first; i++) {
            values[i] = zeroRim ? 0f : values[i + dims];
        }
        for (int i = last; i < end; i++) {
            values[i] = zeroRim ? 0f : values[i - dims];
        }
    }

    /** Where in a map the row begins, or -1 for a row of zeros. */
    private long rowOf(Region window, Region box, int[] at, boolean zeroRim) {
        long index = 0;
        for (int d = 0; d < dims - 1; d++) {
            long place = (long) origin[d] + at[d];
            if (place < box.min(d) || place >= box.max(d)) {
                if (zeroRim) {
                    return -1;
                }
                place = Math.clamp(place, box.min(d), box.max(d) - 1);
            }
            index = index * window.size(d) + place - window.min(d);
        }
        int last = dims - 1;
        return index * window.size(last) + box.min(last) - window.min(last);
    }

    private static void copy(Block maps, long from, float[] line) {
        MemorySegment.copy(maps.data(), ValueLayout.JAVA_FLOAT, from * Float.BYTES, line, 0, line.length);
    }

    private void next(int[] at) {
        for (int d = dims - 2; d >= 0 && ++at[d] == size[d]; d--) {
            at[d] = 0;
        }
    }
}
