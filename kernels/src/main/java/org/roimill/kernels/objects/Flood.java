package org.roimill.kernels.objects;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * What of a box can be reached from its faces without crossing a mask, by steps through shared faces of voxels. Two and
 * three dimensions. Keeps its scratch; for one thread.
 */
final class Flood {
    static final byte HOLE = 0;
    static final byte MASK = 1;
    private static final byte OUTSIDE = 2;

    private Region box;
    private int dims;
    private int width;
    private int height;
    private int stride;
    private int layer;
    private int rows;
    /** With a border of one voxel that counts as flooded. */
    private byte[] state = new byte[0];

    private int[] line = new int[0];
    private int[] stack = new int[1024];
    private int depth;
    private long mask;
    private long holes;

    /** Floods the box around the mask of one object, which {@code labels} cover. */
    void run(Block labels, int id, Region around) {
        box = around;
        dims = box.dims();
        width = Math.toIntExact(box.size(dims - 1));
        height = Math.toIntExact(box.size(dims - 2));
        int planes = dims == 3 ? Math.toIntExact(box.size(0)) : 1;
        stride = width + 2;
        layer = Math.multiplyExact(height + 2, stride);
        rows = Math.multiplyExact(planes, height);
        int cells = Math.multiplyExact(dims == 3 ? planes + 2 : 1, layer);
        if (state.length < cells) {
            state = new byte[cells];
        }
        if (line.length < width) {
            line = new int[width];
        }
        Arrays.fill(state, 0, cells, OUTSIDE);
        load(labels, id);
        for (int row = 0; row < rows; row++) {
            seed(row, planes);
        }
        holes = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = start(row); i < start(row) + width; i++) {
                holes += state[i] == HOLE ? 1 : 0;
            }
        }
    }

    private void load(Block labels, int id) {
        mask = 0;
        for (int row = 0; row < rows; row++) {
            readLine(labels, row);
            int first = start(row);
            for (int x = 0; x < width; x++) {
                boolean is = line[x] == id;
                state[first + x] = is ? MASK : HOLE;
                mask += is ? 1 : 0;
            }
        }
    }

    private void readLine(Block labels, int row) {
        long offset = labels.index(place(row)) * Integer.BYTES;
        MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, offset, line, 0, width);
    }

    private void seed(int row, int planes) {
        int first = start(row);
        int y = row % height;
        int z = row / height;
        if (y == 0 || y == height - 1 || (dims == 3 && (z == 0 || z == planes - 1))) {
            for (int x = 0; x < width; x++) {
                spread(first + x);
            }
        } else {
            spread(first);
            spread(first + width - 1);
        }
    }

    private void spread(int seed) {
        push(seed);
        while (depth > 0) {
            int i = stack[--depth];
            push(i - 1);
            push(i + 1);
            push(i - stride);
            push(i + stride);
            if (dims == 3) {
                push(i - layer);
                push(i + layer);
            }
        }
    }

    private void push(int i) {
        if (state[i] == HOLE) {
            state[i] = OUTSIDE;
            if (depth == stack.length) {
                stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = i;
        }
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    /** The index in {@link #state} of a row's first voxel. */
    int start(int row) {
        return (dims == 3 ? row / height + 1 : 0) * layer + (row % height + 1) * stride + 1;
    }

    /** Where in the image a row begins. */
    long[] place(int row) {
        long[] at = box.min();
        at[dims - 2] += row % height;
        if (dims == 3) {
            at[0] += row / height;
        }
        return at;
    }

    byte state(int i) {
        return state[i];
    }

    /** The labels along a row; the array is used again. */
    int[] line(Block labels, int row) {
        readLine(labels, row);
        return line;
    }

    /** The voxels of the mask. */
    long mask() {
        return mask;
    }

    /** The voxels that were not reached. */
    long holes() {
        return holes;
    }
}
