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
    float[] values = {};

    Field(int dims) {
        this.dims = dims;
        this.origin = new int[dims];
        this.size = new int[dims];
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
        int needed = Math.multiplyExact(voxels, dims);
        if (values.length < needed) {
            values = new float[needed];
        }
        int rows = voxels / size[dims - 1];
        long mapVoxels = window.voxels();
        int width = Math.toIntExact(box.size(dims - 1));
        float[] flow = new float[width];
        float[] probability = new float[width];
        int[] at = new int[dims - 1];
        for (int row = 0; row < rows; row++) {
            long from = rowOf(window, box, at, zeroRim);
            int to = row * size[dims - 1] * dims;
            if (from < 0) {
                Arrays.fill(values, to, to + size[dims - 1] * dims, 0f);
            } else {
                copy(maps, mapVoxels * dims + from, probability);
                for (int d = 0; d < dims; d++) {
                    copy(maps, mapVoxels * d + from, flow);
                    fillRow(flow, probability, to + d, box.min(dims - 1) == 0 ? 1 : 0, settings, unit[d], zeroRim);
                }
            }
            next(at);
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

    private void fillRow(
            float[] flow, float[] probability, int to, int before, Follow settings, float unit, boolean zeroRim) {
        float threshold = (float) settings.threshold();
        float scale = (float) settings.flowScale();
        int at = to + before * dims;
        for (int x = 0; x < flow.length; x++, at += dims) {
            float step = probability[x] > threshold ? flow[x] / scale * unit : 0f;
            values[at] = Math.abs(step) <= Float.MAX_VALUE ? step : 0f;
        }
        int width = size[dims - 1];
        if (before == 1) {
            values[to] = zeroRim ? 0f : values[to + dims];
        }
        if (before + flow.length < width) {
            int last = to + (width - 1) * dims;
            values[last] = zeroRim ? 0f : values[last - dims];
        }
    }

    private void next(int[] at) {
        for (int d = dims - 2; d >= 0 && ++at[d] == size[d]; d--) {
            at[d] = 0;
        }
    }
}
