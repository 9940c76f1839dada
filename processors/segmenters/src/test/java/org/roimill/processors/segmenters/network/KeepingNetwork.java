package org.roimill.processors.segmenters.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
 * A model of the family cellpose that keeps each tile it is shown, and answers by a formula of the place in the tile:
 * that of {@code answer} in oracles/golden_cellpose_network.py.
 */
final class KeepingNetwork implements Network, Resources {
    private final int generation;
    private final int channels;
    private final int side;
    private final List<Block> shown = Collections.synchronizedList(new ArrayList<>());

    KeepingNetwork(int generation, int channels, int side) {
        this.generation = generation;
        this.channels = channels;
        this.side = side;
    }

    /** Channel, row and column of each tile, in the order in which they came. */
    List<Block> shown() {
        return shown;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("input", DType.F32, List.of(-1L, (long) channels, -1L, -1L)));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(new TensorSpec("output", DType.F32, List.of(-1L, 3L, -1L, -1L)));
    }

    @Override
    public String provider() {
        return "stub";
    }

    @Override
    public void run(List<Block> inputs, List<Block> outputs) {
        for (long b = 0; b < inputs.getFirst().region().size(0); b++) {
            Block tile = inputs.getFirst().slice(b);
            Block kept = Block.zeros(DType.F32, tile.region(), Arena.ofAuto());
            MemorySegment.copy(tile.data(), 0, kept.data(), 0, kept.bytes());
            shown.add(kept);
            for (int k = 0; k < 3; k++) {
                answer(tile.slice(k % 2 % channels), outputs.getFirst().slice(b, k), k);
            }
        }
    }

    private static void answer(Block plane, Block map, int k) {
        long width = plane.region().size(1);
        for (long i = 0; i < plane.voxels(); i++) {
            long by = Math.floorMod(i / width * 37 + i % width * 101 + k * 53L, 256L) - 128;
            map.set(i, plane.get(i) * by / 64);
        }
    }

    @Override
    public Model model(ModelRef ref) {
        return new Named(card(), this);
    }

    private record Named(ModelCard card, Network network) implements Model {}

    private ModelCard card() {
        return new ModelCard(
                "keeping",
                ModelCard.CELLPOSE,
                "Keeps what it is shown.",
                "Apache-2.0",
                "this test",
                "sha256:" + "2".repeat(64),
                IntStream.range(0, channels).mapToObj(c -> "channel " + c).toList(),
                List.of("flow_y", "flow_x", "cell_probability"),
                5,
                side,
                generation == 4,
                16,
                null,
                30.0,
                null,
                Map.of(),
                Map.of("generation", generation));
    }

    @Override
    public Table table(TableRef ref) {
        throw new IllegalStateException("no tables here: " + ref.name());
    }
}
