package org.roimill.kernels.objects;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Heat that spreads in one mask from its centre: each round the centre gains one, then every voxel takes the mean of its
 * neighbourhood, in which only voxels of the mask are warm. The neighbourhood is 3 x 3 in two dimensions; in three it is
 * the voxel and the six that share a face with it. The mask lies in a box with a border of one voxel. Sums are made in
 * the order of Cellpose (itself; in planes before and after along each axis, then the diagonals row by row; in volumes
 * after and before along each axis), so that heat is equal to its to the last bit. Keeps its scratch; for one thread.
 */
final class Heat {
    private final boolean divides;
    private int dims;
    private int stride;
    private int layer;
    private double[] now = new double[0];
    private double[] next = new double[0];
    /** One in the mask, zero elsewhere. */
    private double[] mask = new double[0];

    private int rows;
    private long[] place = new long[0];
    /** For each row the index of its first voxel, of its first voxel in the mask, and of the one past its last. */
    private int[] start = new int[0];

    private int[] from = new int[0];
    private int[] to = new int[0];
    private int[] line = new int[0];
    private int count;

    /** @param divides a sum by nine; else it is multiplied by a ninth, as Cellpose 3 does without a GPU: other last bits */
    Heat(boolean divides) {
        this.divides = divides;
    }

    /** Takes the mask of one object from its box; the number of its voxels there. */
    int load(Block labels, int id, Region box) {
        dims = box.dims();
        int depth = dims == 3 ? Math.toIntExact(box.size(0)) : 1;
        int height = Math.toIntExact(box.size(dims - 2));
        int width = Math.toIntExact(box.size(dims - 1));
        stride = width + 2;
        layer = Math.multiplyExact(height + 2, stride);
        rows = Math.multiplyExact(depth, height);
        reserve(Math.multiplyExact(dims == 3 ? depth + 2 : 1, layer), width);
        count = 0;
        long[] at = box.min();
        for (int row = 0; row < rows; row++) {
            int z = row / height;
            int y = row % height;
            at[dims - 2] = box.min(dims - 2) + y;
            if (dims == 3) {
                at[0] = box.min(0) + z;
            }
            System.arraycopy(at, 0, place, row * dims, dims);
            start[row] = (dims == 3 ? z + 1 : 0) * layer + (y + 1) * stride + 1;
            long offset = labels.index(at) * Integer.BYTES;
            MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, offset, line, 0, width);
            loadRow(row, width, id);
        }
        return count;
    }

    private void reserve(int cells, int width) {
        if (now.length < cells) {
            now = new double[cells];
            next = new double[cells];
            mask = new double[cells];
        }
        Arrays.fill(now, 0, cells, 0);
        Arrays.fill(next, 0, cells, 0);
        Arrays.fill(mask, 0, cells, 0);
        if (place.length < rows * dims) {
            place = new long[rows * dims];
        }
        if (start.length < rows) {
            start = new int[rows];
            from = new int[rows];
            to = new int[rows];
        }
        if (line.length < width) {
            line = new int[width];
        }
    }

    private void loadRow(int row, int width, int id) {
        int first = start[row];
        from[row] = first;
        to[row] = first;
        for (int x = 0; x < width; x++) {
            if (line[x] == id) {
                mask[first + x] = 1;
                from[row] = to[row] == first ? first + x : from[row];
                to[row] = first + x + 1;
                count++;
            }
        }
    }

    /** Lets heat spread from the centre for so many rounds. */
    void spread(int centre, int rounds) {
        for (int round = 0; round < rounds; round++) {
            now[centre] += 1;
            for (int row = 0; row < rows; row++) {
                if (dims == 3) {
                    stepOfSeven(now, next, mask, stride, layer, from[row], to[row]);
                } else if (divides) {
                    stepOfNine(now, next, mask, stride, from[row], to[row]);
                } else {
                    stepOfNinth(now, next, mask, stride, from[row], to[row]);
                }
            }
            double[] swap = now;
            now = next;
            next = swap;
        }
    }

    private static void stepOfNine(double[] in, double[] out, double[] mask, int stride, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = sumOfNine(in, i, stride) / 9 * mask[i];
        }
    }

    private static void stepOfNinth(double[] in, double[] out, double[] mask, int stride, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = sumOfNine(in, i, stride) * (1.0 / 9) * mask[i];
        }
    }

    private static double sumOfNine(double[] in, int i, int stride) {
        int up = i - stride;
        int down = i + stride;
        double sum = in[i] + in[up] + in[down] + in[i - 1] + in[i + 1];
        return sum + in[up - 1] + in[up + 1] + in[down - 1] + in[down + 1];
    }

    private static void stepOfSeven(double[] in, double[] out, double[] mask, int stride, int layer, int from, int to) {
        for (int i = from; i < to; i++) {
            double sum = in[i] + in[i + layer] + in[i - layer] + in[i + stride] + in[i - stride];
            out[i] = (sum + in[i + 1] + in[i - 1]) / 7 * mask[i];
        }
    }

    /** The index of the centre. */
    int centre(CentreRule rule) {
        long[] sums = new long[dims];
        for (int row = 0; row < rows; row++) {
            int n = 0;
            for (int i = from[row]; i < to[row]; i++) {
                if (mask[i] != 0) {
                    sums[dims - 1] += i - start[row];
                    n++;
                }
            }
            for (int d = 0; d < dims - 1; d++) {
                sums[d] += n * (place[row * dims + d] - place[d]);
            }
        }
        double[] mean = new double[dims];
        for (int d = 0; d < dims; d++) {
            double exact = (double) sums[d] / count;
            mean[d] = rule == CentreRule.ROUNDED_MEAN ? Math.rint(exact) : exact;
        }
        return nearest(mean);
    }

    /** The voxel of the mask nearest to a place that counts from the box's corner; of equally near ones the first. */
    private int nearest(double[] at) {
        double best = Double.MAX_VALUE;
        int found = 0;
        for (int row = 0; row < rows; row++) {
            double across = 0;
            for (int d = 0; d < dims - 1; d++) {
                double step = place[row * dims + d] - place[d] - at[d];
                across += step * step;
            }
            for (int i = from[row]; i < to[row]; i++) {
                double along = i - start[row] - at[dims - 1];
                double distance = across + along * along;
                if (mask[i] != 0 && distance < best) {
                    best = distance;
                    found = i;
                }
            }
        }
        return found;
    }

    int count() {
        return count;
    }

    int rows() {
        return rows;
    }

    /** The index of the first voxel of a row's mask; the mask may have gaps from there on. */
    int from(int row) {
        return from[row];
    }

    int to(int row) {
        return to[row];
    }

    boolean inMask(int i) {
        return mask[i] != 0;
    }

    /** The place in the image of a voxel. */
    void locate(int row, int i, long[] at) {
        System.arraycopy(place, row * dims, at, 0, dims);
        at[dims - 1] += i - start[row];
    }

    double at(int i) {
        return now[i];
    }

    /** The flow at a voxel: the way to where it is warmer, of length one. No other mask is seen. */
    void flow(int i, double[] to) {
        if (dims == 3) {
            to[0] = now[i + layer] - now[i - layer];
        }
        to[dims - 2] = now[i + stride] - now[i - stride];
        to[dims - 1] = now[i + 1] - now[i - 1];
        unit(to);
    }

    static void unit(double[] flow) {
        double squares = 0;
        for (double f : flow) {
            squares += f * f;
        }
        double length = 1e-60 + Math.sqrt(squares);
        for (int d = 0; d < flow.length; d++) {
            flow[d] /= length;
        }
    }
}
