package org.roimill.kernels.threshold;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.kernels.histogram.Tally;

/**
 * What some voxels answered to one round of a {@link ThresholdSearch}. Looks at blocks add up to the look at the whole.
 * NaN and infinities are left out. For one thread.
 */
public abstract sealed class Look {
    private static final int CHUNK = 2048;

    public abstract void add(Block block);

    /** Adds what another look of the same round has seen. */
    public abstract void add(Look other);

    abstract void write(DataOutput out) throws IOException;

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toBytes} wrote: good for being added to another look, and nothing else. */
    public static Look fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return switch (in.readByte()) {
                case 0 -> new Values(Tally.fromBytes(in.readAllBytes()));
                case 1 -> Range.read(in);
                case 2 -> Binned.read(in);
                case 3 -> Sides.read(in);
                default -> throw new IOException("no such look");
            };
        } catch (IOException e) {
            throw RoimillException.badData(
                    "the state of a threshold is damaged", "Delete the run's scratch folder and run again.", e);
        }
    }

    /** For looks at values one by one. */
    abstract static sealed class ByValue extends Look {
        @Override
        public void add(Block block) {
            double[] values = new double[CHUNK];
            for (long i = 0; i < block.voxels(); i += CHUNK) {
                int n = (int) Math.min(CHUNK, block.voxels() - i);
                Convert.load(block, i, values, n);
                add(values, n);
            }
        }

        abstract void add(double[] values, int n);
    }

    /** How often there is each value. */
    static final class Values extends Look {
        final Tally tally;

        Values(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void add(Block block) {
            tally.add(block);
        }

        @Override
        public void add(Look other) {
            tally.add(((Values) other).tally);
        }

        @Override
        void write(DataOutput out) throws IOException {
            out.writeByte(0);
            out.write(tally.toBytes());
        }
    }

    /** From where to where, and the mean. */
    static final class Range extends ByValue {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum;
        long count;

        @Override
        void add(double[] values, int n) {
            for (int k = 0; k < n; k++) {
                if (Double.isFinite(values[k])) {
                    least = Math.min(least, values[k]);
                    most = Math.max(most, values[k]);
                    sum += values[k];
                    count++;
                }
            }
        }

        @Override
        public void add(Look other) {
            Range range = (Range) other;
            least = Math.min(least, range.least);
            most = Math.max(most, range.most);
            sum += range.sum;
            count += range.count;
        }

        @Override
        void write(DataOutput out) throws IOException {
            out.writeByte(1);
            out.writeDouble(least);
            out.writeDouble(most);
            out.writeDouble(sum);
            out.writeLong(count);
        }

        static Range read(DataInput in) throws IOException {
            Range range = new Range();
            range.least = in.readDouble();
            range.most = in.readDouble();
            range.sum = in.readDouble();
            range.count = in.readLong();
            return range;
        }
    }

    /** How many values lie in each of a row of bins; the upper end belongs to the last. */
    static final class Binned extends ByValue {
        final double[] edges;
        final long[] counts;

        Binned(double[] edges, int bins) {
            this.edges = edges;
            this.counts = new long[bins];
        }

        @Override
        void add(double[] values, int n) {
            int last = counts.length - 1;
            double low = edges[0];
            double perBin = counts.length / (edges[counts.length] - low);
            for (int k = 0; k < n; k++) {
                double value = values[k];
                if (Double.isFinite(value)) {
                    // The quotient may be off by a rounding: the edges decide.
                    int bin = Math.max(0, Math.min(last, (int) ((value - low) * perBin)));
                    while (bin > 0 && value < edges[bin]) {
                        bin--;
                    }
                    while (bin < last && value >= edges[bin + 1]) {
                        bin++;
                    }
                    counts[bin]++;
                }
            }
        }

        @Override
        public void add(Look other) {
            for (int bin = 0; bin < counts.length; bin++) {
                counts[bin] += ((Binned) other).counts[bin];
            }
        }

        @Override
        void write(DataOutput out) throws IOException {
            out.writeByte(2);
            out.writeInt(counts.length);
            for (long count : counts) {
                out.writeLong(count);
            }
        }

        static Binned read(DataInput in) throws IOException {
            Binned binned = new Binned(null, in.readInt());
            for (int bin = 0; bin < binned.counts.length; bin++) {
                binned.counts[bin] = in.readLong();
            }
            return binned;
        }
    }

    /** The values up to a threshold and those above, less the least value of all. */
    static final class Sides extends ByValue {
        final double threshold;
        final double least;
        final long[] counts = new long[2];
        final double[] sums = new double[2];
        /** The nearest values on either side. */
        double below = Double.NEGATIVE_INFINITY;

        double above = Double.POSITIVE_INFINITY;

        Sides(double threshold, double least) {
            this.threshold = threshold;
            this.least = least;
        }

        @Override
        void add(double[] values, int n) {
            for (int k = 0; k < n; k++) {
                if (Double.isFinite(values[k])) {
                    double value = values[k] - least;
                    int side = value > threshold ? 1 : 0;
                    counts[side]++;
                    sums[side] += value;
                    below = side == 0 ? Math.max(below, value) : below;
                    above = side == 1 ? Math.min(above, value) : above;
                }
            }
        }

        @Override
        public void add(Look other) {
            Sides sides = (Sides) other;
            for (int side = 0; side < 2; side++) {
                counts[side] += sides.counts[side];
                sums[side] += sides.sums[side];
            }
            below = Math.max(below, sides.below);
            above = Math.min(above, sides.above);
        }

        @Override
        void write(DataOutput out) throws IOException {
            out.writeByte(3);
            for (int side = 0; side < 2; side++) {
                out.writeLong(counts[side]);
                out.writeDouble(sums[side]);
            }
            out.writeDouble(below);
            out.writeDouble(above);
        }

        static Sides read(DataInput in) throws IOException {
            Sides sides = new Sides(0, 0);
            for (int side = 0; side < 2; side++) {
                sides.counts[side] = in.readLong();
                sides.sums[side] = in.readDouble();
            }
            sides.below = in.readDouble();
            sides.above = in.readDouble();
            return sides;
        }
    }
}
