package org.roimill.kernels.instanseg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one cell of the lattice tells the merge: what each of its seeds sees, by rising order, and which of them overlap.
 * About one bit for each pixel of an object; can be sent.
 */
public final class CellObjects {
    private static final int MAGIC = 0x5249534F;

    private final List<Candidate> candidates;
    /** Pairs of places in the list. */
    private final int[] overlaps;

    CellObjects(List<Candidate> candidates, int[] overlaps) {
        this.candidates = List.copyOf(candidates);
        this.overlaps = overlaps;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    int[] overlaps() {
        return overlaps;
    }

    /** The number of seeds. */
    public int count() {
        return candidates.size();
    }

    /** The box around all that its seeds see. */
    Rect hull() {
        int top = Integer.MAX_VALUE;
        int left = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        int right = Integer.MIN_VALUE;
        for (Candidate candidate : candidates) {
            Rect box = candidate.shape().box();
            if (!box.isEmpty()) {
                top = Math.min(top, box.y());
                left = Math.min(left, box.x());
                bottom = Math.max(bottom, box.bottom());
                right = Math.max(right, box.right());
            }
        }
        return bottom < top ? new Rect(0, 0, 0, 0) : new Rect(top, left, bottom - top, right - left);
    }

    public byte[] toBytes() {
        return States.write(MAGIC, out -> {
            out.writeInt(candidates.size());
            for (Candidate candidate : candidates) {
                candidate.write(out);
            }
            out.writeInt(overlaps.length);
            for (int at : overlaps) {
                out.writeInt(at);
            }
        });
    }

    /** Reads what {@link #toBytes} wrote. */
    public static CellObjects fromBytes(byte[] bytes) {
        return States.read(MAGIC, bytes, in -> {
            int n = States.count(in, bytes.length / Candidate.BYTES);
            List<Candidate> candidates = new ArrayList<>(n);
            for (int i = 0; i < n; i++) {
                candidates.add(Candidate.read(in, bytes.length));
            }
            int[] overlaps = new int[States.count(in, bytes.length / Integer.BYTES)];
            for (int i = 0; i < overlaps.length; i++) {
                overlaps[i] = States.count(in, n - 1);
            }
            return new CellObjects(candidates, overlaps);
        });
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CellObjects other && Arrays.equals(toBytes(), other.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }
}
