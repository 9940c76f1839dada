package org.roimill.testkit;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.Table;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.network.Network;
import org.roimill.core.network.TensorSpec;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.TableRef;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Resources;

/**
 * Networks that need no model. {@code flows} is of the family cellpose and shows the way uphill, {@code instances} of the
 * family instanseg; any other makes of each voxel of its one plane the sum of its three by three neighbourhood.
 */
final class StubResources implements Resources {
    static final Resources ALL = new StubResources();

    private StubResources() {}

    @Override
    public Model model(ModelRef ref) {
        return switch (ref.name()) {
            case StubFlows.NAME -> new StubFlows();
            case StubInstances.NAME -> new StubInstances();
            default -> new Stub(ref.name());
        };
    }

    private record Stub(String name) implements Model {
        @Override
        public ModelCard card() {
            return new ModelCard(
                    name,
                    ModelCard.ONNX,
                    "The sum of each neighbourhood.",
                    "Apache-2.0",
                    "this test",
                    "sha256:" + "0".repeat(64),
                    List.of("image"),
                    List.of("sum"),
                    1,
                    64,
                    false,
                    1,
                    null,
                    null,
                    null,
                    Map.of(),
                    Map.of());
        }

        @Override
        public Network network() {
            return new Sum();
        }
    }

    private static final class Sum implements Network {
        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("image", DType.F32, List.of(1L, 1L, -1L, -1L)));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("sum", DType.F32, List.of(1L, 1L, -1L, -1L)));
        }

        @Override
        public String provider() {
            return "stub";
        }

        @Override
        public void run(List<Block> inputs, List<Block> outputs) {
            Block in = inputs.get(0);
            long height = in.region().size(2);
            long width = in.region().size(3);
            for (long y = 0; y < height; y++) {
                for (long x = 0; x < width; x++) {
                    outputs.get(0).set(y * width + x, sum(in, y, x, height, width));
                }
            }
        }
    }

    private static double sum(Block in, long y, long x, long height, long width) {
        double sum = 0;
        for (long yy = Math.max(0, y - 1); yy <= Math.min(height - 1, y + 1); yy++) {
            for (long xx = Math.max(0, x - 1); xx <= Math.min(width - 1, x + 1); xx++) {
                sum += in.get(yy * width + xx);
            }
        }
        return sum;
    }

    @Override
    public Table table(TableRef ref) {
        throw new IllegalStateException("no tables here: " + ref.name());
    }
}
