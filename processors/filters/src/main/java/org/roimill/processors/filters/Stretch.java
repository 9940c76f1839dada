package org.roimill.processors.filters;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * Carries an image over to the scale that the limits say: {@code (value - from) / width}, kept from {@code least} to
 * {@code most}, then {@code offset} and {@code span} more. Where the limits have no width, what is above them is
 * {@code above} and the rest 0; where none are known, everything is 0. NaN stays NaN. The second input is the
 * {@link Limits}.
 */
record Stretch(double above, double least, double most, double offset, double span) implements Work.Kernel {
    private static final int CHUNK = 2048;

    @Override
    public void fill(Call call) {
        switch (call.value(1, Limits.class)) {
            case Limits.Same limits when isWorthATable(call.in(0)) -> byTable(call.in(0), limits, call.out(0));
            case Limits.Same limits -> all(call.in(0), limits, call.out(0));
            case Limits.Lattice limits -> rows(call.in(0), limits, call.out(0));
        }
    }

    private static boolean isWorthATable(Block in) {
        return in.dtype().bytes() <= Short.BYTES && in.voxels() >= 4L * valuesOf(in.dtype());
    }

    private static int valuesOf(DType type) {
        return 1 << (Byte.SIZE * type.bytes());
    }

    /** Scales every value that the type has, and looks the voxels up. */
    private void byTable(Block in, Limits.Same limits, Block out) {
        try (Arena arena = Arena.ofConfined()) {
            Region all = Region.ofShape(valuesOf(in.dtype()));
            Block values = Block.zeros(in.dtype(), all, arena);
            for (long i = 0; i < values.voxels(); i++) {
                values.setLong(i, i);
            }
            Block scaled = Block.zeros(out.dtype(), all, arena);
            all(values, limits, scaled);
            float[] table = scaled.data().toArray(ValueLayout.JAVA_FLOAT);
            if (in.dtype().bytes() == Byte.BYTES) {
                lookUpBytes(in.data(), table, out.data(), in.voxels());
            } else {
                lookUpShorts(in.data(), table, out.data(), in.voxels());
            }
        }
    }

    private static void lookUpBytes(MemorySegment from, float[] table, MemorySegment to, long n) {
        for (long i = 0; i < n; i++) {
            to.setAtIndex(ValueLayout.JAVA_FLOAT, i, table[from.getAtIndex(ValueLayout.JAVA_BYTE, i) & 0xFF]);
        }
    }

    private static void lookUpShorts(MemorySegment from, float[] table, MemorySegment to, long n) {
        for (long i = 0; i < n; i++) {
            to.setAtIndex(ValueLayout.JAVA_FLOAT, i, table[from.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xFFFF]);
        }
    }

    private void all(Block in, Limits.Same limits, Block out) {
        double[] row = new double[CHUNK];
        for (long i = 0; i < in.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, in.voxels() - i);
            Convert.load(in, i, row, n);
            if (limits.width() > 0) {
                scale(row, n, limits.from(), limits.width());
            } else {
                for (int k = 0; k < n; k++) {
                    row[k] = step(row[k], limits.from());
                }
            }
            bound(row, n);
            Convert.store(row, out, i, n);
        }
    }

    private void rows(Block in, Limits.Lattice limits, Block out) {
        Region region = in.region();
        int last = region.dims() - 1;
        int n = Math.toIntExact(region.size(last));
        double[] row = new double[n];
        double[] from = new double[n];
        double[] width = new double[n];
        long height = region.size(last - 1);
        for (long r = 0; r < in.voxels() / n; r++) {
            long plane = last == 2 ? region.min(0) + r / height : 0;
            limits.row(plane, region.min(last - 1) + r % height, region.min(last), from, width);
            Convert.load(in, r * n, row, n);
            for (int k = 0; k < n; k++) {
                row[k] = width[k] > 0 ? (row[k] - from[k]) / width[k] : step(row[k], from[k]);
            }
            bound(row, n);
            Convert.store(row, out, r * n, n);
        }
    }

    private static void scale(double[] row, int n, double from, double width) {
        for (int k = 0; k < n; k++) {
            row[k] = (row[k] - from) / width;
        }
    }

    private double step(double value, double level) {
        return Double.isNaN(value) ? Double.NaN : value > level ? above : 0;
    }

    private void bound(double[] row, int n) {
        for (int k = 0; k < n; k++) {
            row[k] = offset + span * Math.min(most, Math.max(least, row[k]));
        }
    }
}
