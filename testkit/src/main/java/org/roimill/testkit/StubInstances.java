package org.roimill.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.network.Network;
import org.roimill.core.network.Percentiles;
import org.roimill.core.network.TensorSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;

/** A network of the family instanseg with nuclei and cells: the brighter, the more a seed, and round objects about these. */
record StubInstances() implements Model {
    static final String NAME = "instances";

    private static final int MAPS = 5;
    private static final double STEEP = 12;
    private static final double NUCLEUS = 0.5;
    private static final double CELL = 0.3;

    @Override
    public ModelCard card() {
        return new ModelCard(
                NAME,
                ModelCard.INSTANSEG,
                "Bright spots.",
                "Apache-2.0",
                "this test",
                "sha256:" + "2".repeat(64),
                List.of(),
                Stream.of("nuclei", "cells")
                        .flatMap(target -> Stream.of("x", "y", "sigma_1", "sigma_2", "seed")
                                .map(map -> target + "_" + map))
                        .toList(),
                1,
                64,
                false,
                16,
                new Percentiles(0.1, 99.9),
                null,
                null,
                Map.of(),
                Map.of(
                        "targets",
                        List.of("nuclei", "cells"),
                        "mlp",
                        List.of(
                                Map.of(
                                        "weight",
                                        List.of(
                                                List.of(1, 0, 0, 0),
                                                List.of(-1, 0, 0, 0),
                                                List.of(0, 1, 0, 0),
                                                List.of(0, -1, 0, 0),
                                                List.of(0, 0, 1, 0)),
                                        "bias",
                                        List.of(0, 0, 0, 0, 0)),
                                Map.of("weight", List.of(List.of(-4, -4, -4, -4, 4)), "bias", List.of(3)))));
    }

    @Override
    public Network network() {
        return new Spots();
    }

    private static final class Spots implements Network {
        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("image", DType.F32, List.of(-1L, -1L, -1L, -1L)));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("maps", DType.F32, List.of(-1L, 2L * MAPS, -1L, -1L)));
        }

        @Override
        public String provider() {
            return "stub";
        }

        @Override
        public void run(List<Block> inputs, List<Block> outputs) {
            Block in = inputs.get(0);
            for (long b = 0; b < in.region().size(0); b++) {
                Block seen = in.slice(b, 0);
                Block maps = outputs.get(0).slice(b);
                for (long i = 0; i < seen.voxels(); i++) {
                    double v = seen.get(i);
                    for (int c = 0; c < 2 * MAPS; c++) {
                        maps.slice(c)
                                .set(
                                        i,
                                        c % MAPS < 2
                                                ? 0
                                                : c % MAPS < 4 ? v : (v - (c < MAPS ? NUCLEUS : CELL)) * STEEP);
                    }
                }
            }
        }
    }
}
