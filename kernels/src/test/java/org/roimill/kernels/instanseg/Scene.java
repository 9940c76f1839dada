package org.roimill.kernels.instanseg;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

/** Maps and networks for tests, and the same work done in ways that must not matter. */
final class Scene {
    static final Golden GOLDEN = new Golden(Scene.class);
    static final MapLayout TWO_SIGMAS = new MapLayout(2, false);

    private Scene() {}

    /** Sixteenths, as the golden maps are stored. */
    static Block maps(String... names) {
        List<Block> parts = new ArrayList<>();
        long channels = 0;
        for (String name : names) {
            Block part = GOLDEN.get(name);
            parts.add(part);
            channels += part.region().dims() == 2 ? 1 : part.region().size(0);
        }
        Region last = parts.get(0).region();
        int n = last.dims();
        Block maps = Blocks.zeros(DType.F32, channels, last.size(n - 2), last.size(n - 1));
        long to = 0;
        for (Block part : parts) {
            for (long i = 0; i < part.voxels(); i++) {
                maps.set(to++, part.get(i) / 16);
            }
        }
        return maps;
    }

    static Block channels(Block maps, long... channels) {
        Block chosen = Blocks.zeros(DType.F32, maps.region().with(0, 0, channels.length));
        for (int c = 0; c < channels.length; c++) {
            maps.slice(channels[c]).copyTo(chosen.slice(c));
        }
        return chosen;
    }

    static Mlp mlp(String name) {
        List<Mlp.Layer> layers = new ArrayList<>();
        for (int i = 0; i < 6; i += 2) {
            Block weights = GOLDEN.get("mlp_" + name + "_" + i);
            Region shape = weights.region();
            layers.add(new Mlp.Layer(
                    (int) shape.size(1),
                    (int) shape.size(0),
                    floats(weights),
                    floats(GOLDEN.get("mlp_" + name + "_" + (i + 1)))));
        }
        return new Mlp(layers);
    }

    static float[] floats(Block block) {
        float[] values = new float[(int) block.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) block.get(i);
        }
        return values;
    }

    static int[] integers(Block block) {
        int[] values = new int[(int) block.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) block.getLong(i);
        }
        return values;
    }

    static Block whole(PostProcessing work, Block maps) {
        Block out = Blocks.zeros(DType.U32, maps.region().dims(1, 3));
        work.label(maps, out);
        return out;
    }

    /** Cell by cell, each seeing no more than it says it needs, states sent as bytes. */
    static Block byCells(PostProcessing work, Block maps, int[] given, long... cell) {
        Region domain = maps.region().dims(1, 3);
        List<Region> cells = new ArrayList<>();
        domain.cells(cell).forEach(cells::add);
        List<CellObjects> proposals = new ArrayList<>();
        for (Region part : cells) {
            Block seen = Blocks.cut(maps, work.mapsFor(part, domain));
            CellObjects proposal = given == null
                    ? work.propose(seen, part, domain, planes(seen))
                    : work.propose(seen, part, domain, planes(seen), given);
            proposals.add(CellObjects.fromBytes(proposal.toBytes()));
        }
        List<CellLabels> decisions = work.merge(cells, proposals, domain);
        Block out = Blocks.zeros(DType.U32, domain);
        for (int i = 0; i < cells.size(); i++) {
            Block seen = Blocks.cut(maps, work.mapsFor(cells.get(i), domain));
            Block part = Blocks.zeros(DType.U32, cells.get(i)).fillLong(99);
            work.paint(seen, domain, CellLabels.fromBytes(decisions.get(i).toBytes()), planes(seen), part);
            part.copyTo(out);
        }
        return out;
    }

    /** Full of what no one should read. */
    private static Block planes(Block maps) {
        return Block.zeros(DType.F32, PostProcessing.planesFor(maps.region()), Arena.ofAuto())
                .fill(7);
    }
}
