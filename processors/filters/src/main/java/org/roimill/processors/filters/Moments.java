package org.roimill.processors.filters;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.processor.Wire;

/**
 * Number, mean, spread and extremes of the finite values of blocks. Parts are joined by the differences of their means
 * (Chan, Golub and LeVeque), which loses nothing to large means. For one thread.
 */
final class Moments {
    private static final int CHUNK = 2048;

    private long count;
    private double mean;
    /** The sum of the squares of the differences from the mean. */
    private double squares;

    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(Block block) {
        double[] values = new double[CHUNK];
        for (long i = 0; i < block.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, block.voxels() - i);
            Convert.load(block, i, values, n);
            add(of(values, n));
        }
    }

    private static Moments of(double[] values, int n) {
        Moments m = new Moments();
        double sum = 0;
        for (int k = 0; k < n; k++) {
            if (Double.isFinite(values[k])) {
                sum += values[k];
                m.count++;
                m.least = Math.min(m.least, values[k]);
                m.most = Math.max(m.most, values[k]);
            }
        }
        m.mean = m.count == 0 ? 0 : sum / m.count;
        for (int k = 0; k < n; k++) {
            if (Double.isFinite(values[k])) {
                m.squares += (values[k] - m.mean) * (values[k] - m.mean);
            }
        }
        return m;
    }

    void add(Moments other) {
        if (other.count == 0) {
            return;
        }
        double all = (double) count + other.count;
        double apart = other.mean - mean;
        squares += other.squares + apart * apart * count * other.count / all;
        mean += apart * other.count / all;
        count += other.count;
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
    }

    /** From the least value to the greatest. */
    Limits.Same range() {
        return count == 0 ? new Limits.Same(Double.NaN, Double.NaN) : new Limits.Same(least, most - least);
    }

    /** From the mean on, in standard deviations, those of all values and not of a sample. */
    Limits.Same spread() {
        if (count == 0) {
            return range();
        }
        return least == most ? new Limits.Same(least, 0) : new Limits.Same(mean, Math.sqrt(squares / count));
    }

    static final Wire<Moments> WIRE = new Wire<>() {
        @Override
        public void write(Moments m, DataOutput out) throws IOException {
            out.writeLong(m.count);
            for (double d : new double[] {m.mean, m.squares, m.least, m.most}) {
                out.writeDouble(d);
            }
        }

        @Override
        public Moments read(DataInput in) throws IOException {
            Moments m = new Moments();
            m.count = in.readLong();
            m.mean = in.readDouble();
            m.squares = in.readDouble();
            m.least = in.readDouble();
            m.most = in.readDouble();
            return m;
        }
    };
}
