package org.roimill.kernels.pyramid;

import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;

/** Block means by doubles, in which sums of integers of up to 32 bits are exact, and so is the quotient's whole part. */
final class Mean {
    private final Block in;
    private final Block out;
    private final int[] factor;
    private final int last;
    private final double[] line;
    private final double[] sum;
    private final double[] result;
    private final boolean truncate;
    private int lines;
    private long at;

    Mean(Block in, Block out, int[] factor) {
        this.in = in;
        this.out = out;
        this.factor = factor;
        this.last = factor.length - 1;
        this.line = new double[Math.toIntExact(in.region().size(last))];
        this.sum = new double[line.length];
        this.result = new double[Math.toIntExact(out.region().size(last))];
        this.truncate = out.dtype().isInteger();
    }

    void fill() {
        Rows.each(out.region(), row -> {
            addLines(row);
            addAcross();
            Convert.store(result, out, at, result.length);
            at += result.length;
        });
    }

    private void addLines(long[] row) {
        long[] end = row.clone();
        for (int d = 0; d < last; d++) {
            end[d]++;
        }
        Region source = Downscale.finer(Region.between(row, end).with(last, 0, 1), in.region(), factor)
                .with(last, in.region().min(last), in.region().max(last));
        Arrays.fill(sum, 0);
        lines = 0;
        Rows.each(source, start -> {
            Convert.load(in, in.index(start), line, line.length);
            for (int x = 0; x < line.length; x++) {
                sum[x] += line[x];
            }
            lines++;
        });
    }

    private void addAcross() {
        int f = factor[last];
        long first = out.region().min(last) * f - in.region().min(last);
        for (int x = 0; x < result.length; x++) {
            int from = (int) (first + (long) x * f);
            int to = Math.min(line.length, from + f);
            double total = 0;
            for (int k = from; k < to; k++) {
                total += sum[k];
            }
            double mean = total / ((double) lines * (to - from));
            result[x] = truncate ? (double) (long) mean : mean;
        }
    }
}
