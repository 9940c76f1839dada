package org.roimill.processors.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.roimill.core.processor.Wire;

/** For each label how many voxels it has and what their intensities add up to. A small open hash table. */
final class LabelSums {
    static final Wire<LabelSums> WIRE = new Wire<>() {
        @Override
        public void write(LabelSums state, DataOutput out) throws IOException {
            int[] labels = state.labels();
            out.writeInt(labels.length);
            for (int label : labels) {
                int at = state.find(label);
                out.writeInt(label);
                out.writeLong(state.counts[at]);
                out.writeDouble(state.sums[at]);
            }
        }

        @Override
        public LabelSums read(DataInput in) throws IOException {
            LabelSums state = new LabelSums();
            for (int n = in.readInt(); n > 0; n--) {
                state.add(in.readInt(), in.readLong(), in.readDouble());
            }
            return state;
        }
    };

    private int[] keys = new int[64];
    private long[] counts = new long[64];
    private double[] sums = new double[64];
    private int size;

    /** @param label not zero */
    void add(int label, long count, double sum) {
        int at = find(label);
        if (keys[at] == 0) {
            if (++size > keys.length / 2) {
                grow();
                at = find(label);
            }
            keys[at] = label;
        }
        counts[at] += count;
        sums[at] += sum;
    }

    /** Adds all of another; sums are added label by label, so their order is that of the calls. */
    void add(LabelSums other) {
        for (int label : other.labels()) {
            int at = other.find(label);
            add(label, other.counts[at], other.sums[at]);
        }
    }

    /** All labels, ascending as unsigned numbers. */
    int[] labels() {
        return Arrays.stream(keys)
                .filter(k -> k != 0)
                .mapToObj(Integer::valueOf)
                .sorted(Integer::compareUnsigned)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    long count(int label) {
        return counts[find(label)];
    }

    double mean(int label) {
        int at = find(label);
        return counts[at] == 0 ? Double.NaN : sums[at] / counts[at];
    }

    private int find(int label) {
        int mask = keys.length - 1;
        int at = (label * 0x9E3779B9) >>> 7 & mask;
        while (keys[at] != 0 && keys[at] != label) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldCounts = counts;
        double[] oldSums = sums;
        keys = new int[oldKeys.length * 2];
        counts = new long[keys.length];
        sums = new double[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                counts[at] = oldCounts[i];
                sums[at] = oldSums[i];
            }
        }
    }
}
