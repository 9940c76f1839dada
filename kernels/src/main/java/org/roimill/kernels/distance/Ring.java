package org.roimill.kernels.distance;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Grows and shrinks labels by a radius in voxels, and makes the rings between two such outlines.
 *
 * <p>A positive radius gives background within that distance the nearest label, as scikit-image's expand_labels does,
 * ties included. A negative one keeps the voxels of a label that lie at least that far from every voxel that touches,
 * by a face, another label or background; so -1 strips one layer. The edge of the image is no outline.
 *
 * <p>{@code labels} covers the region of {@code out} grown by the halo, or ends where the image ends. Both hold 32-bit
 * labels.
 */
public final class Ring {
    private Ring() {}

    /** How far around a voxel a bound with that radius looks. */
    public static long halo(double radius) {
        return (long) (radius < 0 ? Math.ceil(-radius) : Math.floor(radius));
    }

    /** How far around a voxel a ring looks. */
    public static long halo(double bigger, double smaller) {
        return Math.max(halo(bigger), halo(smaller));
    }

    /** The labels grown (radius above 0), as they are (0), or shrunk (below 0). */
    public static void bound(Block labels, double radius, Block out) {
        check(labels, out);
        if (radius > 0) {
            grow(labels, 0, within(radius), true, out);
        } else if (radius < 0) {
            out.data().fill((byte) 0);
            keepInside(labels, beyond(radius), Integer.MAX_VALUE, out);
        } else {
            labels.as(out.dtype()).copyTo(out, out.region());
        }
    }

    /** The labels bound by the bigger radius, zero where the bound by the smaller one has any label. */
    public static void ring(Block labels, double bigger, double smaller, Block out) {
        check(labels, out);
        if (!(bigger > smaller)) {
            throw new IllegalArgumentException("a ring from " + smaller + " to " + bigger);
        }
        if (bigger > 0) {
            grow(labels, smaller > 0 ? within(smaller) : 0, within(bigger), false, out);
        } else {
            out.data().fill((byte) 0);
        }
        if (smaller < 0) {
            keepInside(labels, bigger < 0 ? beyond(bigger) : 0, beyond(smaller), out);
        }
    }

    private static void check(Block labels, Block out) {
        for (Block b : new Block[] {labels, out}) {
            if (b.dtype().isFloating() || b.dtype().bytes() != Integer.BYTES) {
                throw new IllegalArgumentException(b + " holds no labels: 32-bit integers do");
            }
        }
        if (!labels.region().contains(out.region())) {
            throw new IllegalArgumentException("labels over " + labels.region() + " for " + out.region());
        }
    }

    /** The largest square of a distance whose root is at most the radius. */
    private static int within(double radius) {
        int square = (int) Math.min(1L << 30, (long) (radius * radius) + 1);
        while (Math.sqrt(square) > radius) {
            square--;
        }
        return square;
    }

    /** The smallest square of a distance whose root is at least the absolute radius. */
    private static int beyond(double radius) {
        int square = (int) Math.min(1L << 30, Math.max(0, (long) (radius * radius) - 1));
        while (Math.sqrt(square) < -radius) {
            square++;
        }
        return square;
    }

    /** Writes every voxel of {@code out}: the nearest label where the square distance is in ({@code above, upTo}]. */
    private static void grow(Block labels, int above, int upTo, boolean keepLabels, Block out) {
        Frame frame = new Frame(labels.region(), out.region());
        MemorySegment source = labels.data();
        int[] line = new int[frame.width()];
        Sites sites = (a, plane) -> Outline.plane(labels, a, plane);
        frame.visit((int) Math.sqrt(upTo), sites, (nearest, from, to, n, offset) -> {
            for (int i = 0; i < n; i++) {
                int square = nearest.squareDistance(offset + i);
                boolean fill = (square > above && square <= upTo) || (keepLabels && square == 0);
                line[i] = fill ? source.getAtIndex(ValueLayout.JAVA_INT, nearest.site(offset + i)) : 0;
            }
            MemorySegment.copy(line, 0, out.data(), ValueLayout.JAVA_INT, to * Integer.BYTES, n);
        });
    }

    /** Writes label voxels whose square distance to the outline is in [{@code from, before}), and no others. */
    private static void keepInside(Block labels, int from, int before, Block out) {
        Frame frame = new Frame(labels.region(), out.region());
        int farthest = before == Integer.MAX_VALUE ? from : before;
        int[] line = new int[frame.width()];
        int[] into = new int[frame.width()];
        Sites sites = new Outline(labels, frame.shape());
        frame.visit((int) Math.sqrt(Math.max(0, farthest - 1)), sites, (nearest, at, to, n, offset) -> {
            MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, at * Integer.BYTES, line, 0, n);
            MemorySegment.copy(out.data(), ValueLayout.JAVA_INT, to * Integer.BYTES, into, 0, n);
            for (int i = 0; i < n; i++) {
                int square = nearest.squareDistance(offset + i);
                boolean keep = line[i] != 0 && square >= from && (square < before || before == Integer.MAX_VALUE);
                into[i] = keep ? line[i] : into[i];
            }
            MemorySegment.copy(into, 0, out.data(), ValueLayout.JAVA_INT, to * Integer.BYTES, n);
        });
    }

    /** Brings one to three dimensions to three, and the rows of the box to those of the part of it that is asked for. */
    private static final class Frame {
        private final long[] shape = {1, 1, 1};
        private final long[] first = {0, 0, 0};
        private final long[] size = {1, 1, 1};

        Frame(Region box, Region part) {
            int n = box.dims();
            int[] places = n == 3 ? new int[] {0, 1, 2} : n == 2 ? new int[] {0, 2} : new int[] {2};
            for (int d = 0; d < n; d++) {
                shape[places[d]] = box.size(d);
                first[places[d]] = part.min(d) - box.min(d);
                size[places[d]] = part.size(d);
            }
        }

        long[] shape() {
            return shape.clone();
        }

        int width() {
            return Math.toIntExact(size[2]);
        }

        /** One row: where it begins in the box and in the part, its length, and where it begins in the box's row. */
        interface Line {
            void line(NearestSites nearest, long inBox, long inPart, int length, int offset);
        }

        void visit(int radius, Sites sites, Line line) {
            if (size[0] * size[1] * size[2] == 0) {
                return;
            }
            int fromA = (int) first[0];
            int fromB = (int) first[1];
            NearestSites nearest = new NearestSites(shape, radius, sites);
            nearest.visit(fromA, fromA + (int) size[0], fromB, fromB + (int) size[1], (found, a, b) -> {
                long inBox = (a * shape[1] + b) * shape[2] + first[2];
                long inPart = ((a - first[0]) * size[1] + (b - first[1])) * size[2];
                line.line(found, inBox, inPart, width(), (int) first[2]);
            });
        }
    }
}
