package org.roimill.core.space;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A half-open box of voxels: {@code min} belongs to it, {@code max} does not. Immutable; 64-bit throughout. */
public final class Region {
    private final long[] min;
    private final long[] max;

    private Region(long[] min, long[] max) {
        if (min.length != max.length) {
            throw new IllegalArgumentException("corners of " + min.length + " and " + max.length + " dimensions");
        }
        for (int d = 0; d < min.length; d++) {
            if (max[d] < min[d]) {
                max[d] = min[d];
            }
            // Sizes can be trusted from here on.
            Math.subtractExact(max[d], min[d]);
        }
        this.min = min;
        this.max = max;
    }

    /** From the first voxel to the one past the last. Where {@code max < min} the box is empty. */
    public static Region between(long[] min, long[] max) {
        return new Region(min.clone(), max.clone());
    }

    public static Region at(long[] start, long[] shape) {
        long[] max = new long[start.length];
        for (int d = 0; d < start.length; d++) {
            max[d] = Math.addExact(start[d], shape[d]);
        }
        return new Region(start.clone(), max);
    }

    /** The box of that shape at the origin. */
    public static Region ofShape(long... shape) {
        return new Region(new long[shape.length], shape.clone());
    }

    public int dims() {
        return min.length;
    }

    public long min(int d) {
        return min[d];
    }

    public long max(int d) {
        return max[d];
    }

    public long size(int d) {
        return max[d] - min[d];
    }

    public long[] min() {
        return min.clone();
    }

    public long[] max() {
        return max.clone();
    }

    public long[] shape() {
        long[] shape = new long[min.length];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = max[d] - min[d];
        }
        return shape;
    }

    /** The number of voxels; one for a box without dimensions. */
    public long voxels() {
        if (isEmpty()) {
            return 0;
        }
        long n = 1;
        for (int d = 0; d < min.length; d++) {
            n = Math.multiplyExact(n, max[d] - min[d]);
        }
        return n;
    }

    public boolean isEmpty() {
        for (int d = 0; d < min.length; d++) {
            if (max[d] == min[d]) {
                return true;
            }
        }
        return false;
    }

    public boolean contains(Region other) {
        if (other.isEmpty()) {
            return true;
        }
        for (int d = 0; d < min.length; d++) {
            if (other.min[d] < min[d] || other.max[d] > max[d]) {
                return false;
            }
        }
        return true;
    }

    public boolean contains(long... point) {
        for (int d = 0; d < min.length; d++) {
            if (point[d] < min[d] || point[d] >= max[d]) {
                return false;
            }
        }
        return true;
    }

    public boolean intersects(Region other) {
        for (int d = 0; d < min.length; d++) {
            if (Math.max(min[d], other.min[d]) >= Math.min(max[d], other.max[d])) {
                return false;
            }
        }
        return true;
    }

    public Region intersect(Region other) {
        long[] lo = new long[min.length];
        long[] hi = new long[min.length];
        for (int d = 0; d < lo.length; d++) {
            lo[d] = Math.max(min[d], other.min[d]);
            hi[d] = Math.min(max[d], other.max[d]);
        }
        return new Region(lo, hi);
    }

    /** The smallest box that holds both. */
    public Region hull(Region other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        long[] lo = new long[min.length];
        long[] hi = new long[min.length];
        for (int d = 0; d < lo.length; d++) {
            lo[d] = Math.min(min[d], other.min[d]);
            hi[d] = Math.max(max[d], other.max[d]);
        }
        return new Region(lo, hi);
    }

    /** Larger by {@code before[d]} at the low side and {@code after[d]} at the high side of each axis. */
    public Region grow(long[] before, long[] after) {
        long[] lo = new long[min.length];
        long[] hi = new long[min.length];
        for (int d = 0; d < lo.length; d++) {
            lo[d] = Math.subtractExact(min[d], before[d]);
            hi[d] = Math.addExact(max[d], after[d]);
        }
        return new Region(lo, hi);
    }

    public Region grow(long... by) {
        return grow(by, by);
    }

    public Region shift(long... by) {
        long[] lo = new long[min.length];
        long[] hi = new long[min.length];
        for (int d = 0; d < lo.length; d++) {
            lo[d] = Math.addExact(min[d], by[d]);
            hi[d] = Math.addExact(max[d], by[d]);
        }
        return new Region(lo, hi);
    }

    /** The same box with axis {@code d} running from {@code from} to {@code to}. */
    public Region with(int d, long from, long to) {
        long[] lo = min.clone();
        long[] hi = max.clone();
        lo[d] = from;
        hi[d] = to;
        return new Region(lo, hi);
    }

    /** The dimensions {@code from} (inclusive) to {@code to} (exclusive). */
    public Region dims(int from, int to) {
        return new Region(Arrays.copyOfRange(min, from, to), Arrays.copyOfRange(max, from, to));
    }

    /** This box followed by the dimensions of another. */
    public Region join(Region inner) {
        int n = dims() + inner.dims();
        long[] lo = Arrays.copyOf(min, n);
        long[] hi = Arrays.copyOf(max, n);
        System.arraycopy(inner.min, 0, lo, dims(), inner.dims());
        System.arraycopy(inner.max, 0, hi, dims(), inner.dims());
        return new Region(lo, hi);
    }

    /**
     * The cells of a regular lattice that touch this box, each cut to the box, in C order. The lattice starts at the
     * origin, so that equal lattices cut two boxes at equal places.
     */
    public Iterable<Region> cells(long... cell) {
        for (long side : cell) {
            if (side < 1) {
                throw new IllegalArgumentException(
                        "a lattice needs cells of at least one voxel: " + Arrays.toString(cell));
            }
        }
        return () -> new Cells(this, cell.clone());
    }

    /** How many cells {@link #cells} gives. */
    public long countCells(long... cell) {
        if (isEmpty()) {
            return 0;
        }
        long n = 1;
        for (int d = 0; d < min.length; d++) {
            n = Math.multiplyExact(n, Math.floorDiv(max[d] - 1, cell[d]) - Math.floorDiv(min[d], cell[d]) + 1);
        }
        return n;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Region other && Arrays.equals(min, other.min) && Arrays.equals(max, other.max);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(min) + Arrays.hashCode(max);
    }

    /** For example {@code [0:512, 128:640]}. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder("[");
        for (int d = 0; d < min.length; d++) {
            s.append(d == 0 ? "" : ", ").append(min[d]).append(':').append(max[d]);
        }
        return s.append(']').toString();
    }

    private static final class Cells implements Iterator<Region> {
        private final Region box;
        private final long[] cell;
        private final long[] first;
        private final long[] last;
        private final long[] at;
        private boolean more;

        Cells(Region box, long[] cell) {
            this.box = box;
            this.cell = cell;
            int n = box.dims();
            first = new long[n];
            last = new long[n];
            for (int d = 0; d < n; d++) {
                first[d] = Math.floorDiv(box.min[d], cell[d]);
                last[d] = Math.floorDiv(box.max[d] - 1, cell[d]);
            }
            at = first.clone();
            more = !box.isEmpty();
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public Region next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            int n = at.length;
            long[] lo = new long[n];
            long[] hi = new long[n];
            for (int d = 0; d < n; d++) {
                // Only the first and the last cell are cut, and only their uncut corners may lie beyond 64 bits.
                lo[d] = at[d] == first[d] ? box.min[d] : at[d] * cell[d];
                hi[d] = at[d] == last[d] ? box.max[d] : (at[d] + 1) * cell[d];
            }
            int d = n - 1;
            while (d >= 0 && at[d] == last[d]) {
                at[d] = first[d];
                d--;
            }
            if (d < 0) {
                more = false;
            } else {
                at[d]++;
            }
            return new Region(lo, hi);
        }
    }
}
