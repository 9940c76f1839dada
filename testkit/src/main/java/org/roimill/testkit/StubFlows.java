package org.roimill.testkit;

import java.util.List;
import java.util.Map;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.network.Network;
import org.roimill.core.network.Percentiles;
import org.roimill.core.network.TensorSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;

/** A network whose flows go uphill on what it is shown, and for which all that is bright is an object. */
record StubFlows() implements Model {
    static final String NAME = "flows";

    private static final double BRIGHT = 0.3;
    private static final double STEEP = 20;

    @Override
    public ModelCard card() {
        return new ModelCard(
                NAME,
                ModelCard.CELLPOSE,
                "The way uphill.",
                "Apache-2.0",
                "this test",
                "sha256:" + "1".repeat(64),
                List.of("image"),
                List.of("flow_y", "flow_x", "cell_probability"),
                5,
                64,
                false,
                16,
                new Percentiles(1, 99),
                null,
                null,
                Map.of(),
                Map.of());
    }

    @Override
    public Network network() {
        return new Uphill();
    }

    private static final class Uphill implements Network {
        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("image", DType.F32, List.of(-1L, 1L, -1L, -1L)));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("flows", DType.F32, List.of(-1L, 3L, -1L, -1L)));
        }

        @Override
        public String provider() {
            return "stub";
        }

        @Override
        public void run(List<Block> inputs, List<Block> outputs) {
            Block in = inputs.get(0);
            for (long b = 0; b < in.region().size(0); b++) {
                plane(in.slice(b, 0), outputs.get(0).slice(b));
            }
        }

        private static void plane(Block in, Block out) {
            long height = in.region().size(0);
            long width = in.region().size(1);
            for (long y = 0; y < height; y++) {
                for (long x = 0; x < width; x++) {
                    double dy = at(in, y + 1, x) - at(in, y - 1, x);
                    double dx = at(in, y, x + 1) - at(in, y, x - 1);
                    double norm = 5 / Math.max(0.01, Math.hypot(dy, dx));
                    long i = y * width + x;
                    out.slice(0).set(i, dy * norm);
                    out.slice(1).set(i, dx * norm);
                    out.slice(2).set(i, STEEP * (at(in, y, x) - BRIGHT));
                }
            }
        }

        private static double at(Block in, long y, long x) {
            long yy = Math.clamp(y, 0, in.region().size(0) - 1);
            long xx = Math.clamp(x, 0, in.region().size(1) - 1);
            return in.get(yy * in.region().size(1) + xx);
        }
    }
}
