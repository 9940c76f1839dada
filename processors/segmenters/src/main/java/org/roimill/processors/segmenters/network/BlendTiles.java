package org.roimill.processors.segmenters.network;

import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;

/**
 * One map of what a network said of overlapping tiles: each voxel is the mean of its tiles, weighted by how far from
 * their edges it lies. Of several views the sum is taken. The stage reads the laid tiles of each view.
 *
 * @param outputs for each view, the channel of the map that each channel of its tiles adds to
 */
record BlendTiles(List<View> views, List<int[]> outputs) implements FloatKernel {
    @Override
    public Footprint footprint(int input) {
        View view = views.get(input);
        long channels = outputs.get(input).length;
        return Footprint.mapped((out, domain) -> Region.ofShape(channels).join(view.told(out.dims(1, out.dims()))));
    }

    @Override
    public void fill(Call call) {
        Block out = call.out(0);
        out.data().fill((byte) 0);
        for (int v = 0; v < views.size(); v++) {
            call.checkStopped();
            new Adding(views.get(v), outputs.get(v), call.in(v), out).all();
        }
    }

    /** One view on its way into the map. */
    private static final class Adding {
        private final View view;
        private final int[] outputs;
        private final Block tiles;
        private final Block out;
        private final Region region;
        private final double[] down;
        private final double[] across;
        private final float[] sum;
        private final double[] weight;
        private final float[] told;

        Adding(View view, int[] outputs, Block tiles, Block out) {
            this.view = view;
            this.outputs = outputs;
            this.tiles = tiles;
            this.out = out;
            this.region = out.region().dims(1, out.region().dims());
            this.down = view.down().taper(view.across().side());
            this.across = view.across().taper(view.down().side());
            int width = Math.toIntExact(region.size(view.columns()));
            this.sum = new float[width];
            this.weight = new double[width];
            this.told = new float[width];
        }

        void all() {
            long firstPlane = view.stack() < 0 ? 0 : region.min(view.stack());
            long endPlane = view.stack() < 0 ? 1 : region.max(view.stack());
            for (int c = 0; c < outputs.length; c++) {
                if (outputs[c] < out.region().min(0)
                        || outputs[c] >= out.region().max(0)) {
                    continue;
                }
                for (long plane = firstPlane; plane < endPlane; plane++) {
                    for (long row = region.min(view.rows()); row < region.max(view.rows()); row++) {
                        line(c, plane, row);
                        add(outputs[c], plane, row);
                    }
                }
            }
        }

        /** The weighted sum over tiles along one line, and the weights' own. */
        private void line(int channel, long plane, long row) {
            Arrays.fill(sum, 0);
            Arrays.fill(weight, 0);
            TileAxis y = view.down();
            TileAxis x = view.across();
            long min = region.min(view.columns());
            long max = region.max(view.columns());
            long[] at = tiles.region().min();
            at[0] = channel;
            if (view.stack() >= 0) {
                at[1 + view.stack()] = plane;
            }
            long stride = tiles.stride(1 + view.columns());
            for (int j = y.first(row); j <= y.last(row); j++) {
                int within = (int) (row - y.starts()[j]);
                at[1 + view.rows()] = y.laid(j, row);
                for (int i = x.first(min); i <= x.last(max - 1); i++) {
                    long from = Math.max(min, x.starts()[i]);
                    long to = Math.min(max, x.starts()[i] + x.side());
                    if (from < to) {
                        at[1 + view.columns()] = x.laid(i, from);
                        int n = (int) (to - from);
                        Lines.read(tiles, tiles.index(at), stride, told, 0, n);
                        add((int) (from - x.starts()[i]), (int) (from - min), n, down[within]);
                    }
                }
            }
        }

        private void add(int inTile, int into, int n, double believed) {
            for (int k = 0; k < n; k++) {
                double mask = across[inTile + k] * believed;
                sum[into + k] = (float) (sum[into + k] + told[k] * mask);
                weight[into + k] += mask;
            }
        }

        private void add(int channel, long plane, long row) {
            long[] at = out.region().min();
            at[0] = channel;
            if (view.stack() >= 0) {
                at[1 + view.stack()] = plane;
            }
            at[1 + view.rows()] = row;
            at[1 + view.columns()] = region.min(view.columns());
            long base = out.index(at);
            long stride = out.stride(1 + view.columns());
            Lines.read(out, base, stride, told, 0, sum.length);
            for (int k = 0; k < sum.length; k++) {
                told[k] += (float) (sum[k] / weight[k]);
            }
            Lines.write(told, 0, sum.length, out, base, stride);
        }
    }
}
