package org.roimill.kernels.instanseg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the merge decided for one cell: all that reaches into it, by rising number of the seeds, each with the id that its
 * pixels get; 0 where the object was dropped, whose pixels nobody else gets either. Can be sent.
 */
public final class CellLabels {
    private static final int MAGIC = 0x5249534C;

    private final List<Candidate> candidates;
    private final int[] ids;

    CellLabels(List<Candidate> candidates, int[] ids) {
        this.candidates = List.copyOf(candidates);
        this.ids = ids;
    }

    int count() {
        return ids.length;
    }

    Candidate candidate(int i) {
        return candidates.get(i);
    }

    int id(int i) {
        return ids[i];
    }

    public byte[] toBytes() {
        return States.write(MAGIC, out -> {
            out.writeInt(ids.length);
            for (int i = 0; i < ids.length; i++) {
                out.writeInt(ids[i]);
                candidates.get(i).write(out);
            }
        });
    }

    /** Reads what {@link #toBytes} wrote. */
    public static CellLabels fromBytes(byte[] bytes) {
        return States.read(MAGIC, bytes, in -> {
            int[] ids = new int[States.count(in, bytes.length / Candidate.BYTES)];
            List<Candidate> candidates = new ArrayList<>(ids.length);
            for (int i = 0; i < ids.length; i++) {
                ids[i] = in.readInt();
                candidates.add(Candidate.read(in, bytes.length));
            }
            return new CellLabels(candidates, ids);
        });
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CellLabels other && Arrays.equals(toBytes(), other.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }
}
