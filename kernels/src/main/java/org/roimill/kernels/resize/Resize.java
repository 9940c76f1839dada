package org.roimill.kernels.resize;

import java.util.TreeMap;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;
import org.roimill.kernels.separable.Gaussian;
import org.roimill.kernels.separable.Separable;
import org.roimill.kernels.separable.Taps;

/**
 * Brings an image to another size so that both cover the same extent, edge to edge, as scikit-image's resize does.
 * Beyond the edge the image is mirrored. Any part of the result can be made from the part of the input it needs.
 * Immutable; one to three dimensions.
 */
public final class Resize {
    /** How the value at a place between voxels is found. */
    public enum Method {
        /** The nearest voxel, unchanged: for labels. */
        NEAREST,
        /** The voxel at or below where the near edge lies, unchanged: as OpenCV and PyTorch understand nearest. */
        BELOW,
        /** Linear between the two nearest voxels along each axis. */
        LINEAR,
        /** Linear after a Gaussian of (factor - 1) / 2 along each axis that shrinks, against aliasing. */
        SMOOTH,
        /** The mean over the area that a voxel of the result covers. */
        AREA
    }

    private final Method method;
    private final Taps[] taps;

    private Resize(Method method, Taps[] taps) {
        this.method = method;
        this.taps = taps;
    }

    /** From a whole image to a whole image; both begin at the origin. */
    public static Resize of(long[] from, long[] to, Method method) {
        Taps[] taps = new Taps[from.length];
        for (int d = 0; d < taps.length; d++) {
            if (from[d] < 1 || to[d] < 1) {
                throw new IllegalArgumentException("a resize from " + from[d] + " to " + to[d] + " voxels");
            }
            taps[d] = taps(from[d], Math.toIntExact(to[d]), method);
        }
        return new Resize(method, taps);
    }

    private static Taps taps(long from, int to, Method method) {
        double factor = (double) from / to;
        double sigma = method == Method.SMOOTH ? Math.max(0, (factor - 1) / 2) : 0;
        double[] blur = Gaussian.weights(sigma, Gaussian.TRUNCATE);
        long[] firsts = new long[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            Weights sum = switch (method) {
                case NEAREST -> nearest(i, factor, from);
                case BELOW -> new Weights().add(Math.min((long) (i * factor), from - 1), 1);
                case LINEAR, SMOOTH -> linear(i, factor, from, blur);
                case AREA -> area(i, factor, from);
            };
            firsts[i] = sum.first();
            weights[i] = sum.dense();
        }
        return Taps.each(0, firsts, weights);
    }

    private static Weights nearest(int i, double factor, long size) {
        long at = (long) Math.floor((i + 0.5) * factor - 0.5 + 0.5);
        return new Weights().add(Math.min(at, size - 1), 1);
    }

    private static Weights linear(int i, double factor, long size, double[] blur) {
        double place = (i + 0.5) * factor - 0.5;
        long below = (long) Math.floor(place);
        double t = place - below;
        int radius = blur.length / 2;
        Weights sum = new Weights();
        for (int side = 0; side < 2; side++) {
            long centre = Border.MIRROR.map(below + side, size);
            double weight = side == 0 ? 1 - t : t;
            for (int k = -radius; k <= radius && weight != 0; k++) {
                sum.add(Border.MIRROR.map(centre + k, size), weight * blur[radius + k]);
            }
        }
        return sum;
    }

    private static Weights area(int i, double factor, long size) {
        double start = i * factor;
        double end = Math.min((double) size, (i + 1) * factor);
        long first = Math.min(size - 1, (long) Math.floor(start));
        long last = Math.max(first, Math.min(size, (long) Math.ceil(end)) - 1);
        Weights sum = new Weights();
        for (long j = first; j <= last; j++) {
            sum.add(j, (Math.min(end, j + 1.0) - Math.max(start, (double) j)) / (end - start));
        }
        return sum;
    }

    /** The weights of input voxels for one voxel of the result; what lies beyond an edge was folded back. */
    private static final class Weights {
        private final TreeMap<Long, Double> byPlace = new TreeMap<>();

        Weights add(long at, double weight) {
            byPlace.merge(at, weight, Double::sum);
            return this;
        }

        long first() {
            return byPlace.firstKey();
        }

        double[] dense() {
            double[] weights = new double[Math.toIntExact(byPlace.lastKey() - first() + 1)];
            byPlace.forEach((at, weight) -> weights[(int) (at - first())] = weight);
            return weights;
        }
    }

    /** The part of the input from which a part of the result is made. */
    public Region inputFor(Region out) {
        return Separable.inputFor(out, taps);
    }

    /** Fills {@code out} from {@code in}, which covers what {@link #inputFor} says. Unchanged voxels need equal types. */
    public void apply(Block in, Block out) {
        if (method == Method.NEAREST || method == Method.BELOW) {
            copyNearest(in, out);
        } else {
            Separable.apply(in, out, taps);
        }
    }

    private void copyNearest(Block in, Block out) {
        if (in.dtype() != out.dtype()) {
            throw new IllegalArgumentException("unchanged from " + in + " to " + out + ": not of one type");
        }
        Block from = in.as(bits(in.dtype()));
        Block to = out.as(bits(out.dtype()));
        int last = taps.length - 1;
        long[] source = new long[taps.length];
        long[] at = {0};
        Rows.each(out.region(), row -> {
            for (int d = 0; d < last; d++) {
                source[d] = taps[d].first(row[d]);
            }
            source[last] = in.region().min(last);
            long line = from.index(source) - in.region().min(last);
            for (long x = out.region().min(last); x < out.region().max(last); x++) {
                to.setLong(at[0]++, from.getLong(line + taps[last].first(x)));
            }
        });
    }

    private static DType bits(DType type) {
        return switch (type.bytes()) {
            case 1 -> DType.U8;
            case 2 -> DType.U16;
            case 4 -> DType.U32;
            default -> DType.U64;
        };
    }
}
