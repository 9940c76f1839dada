package org.roimill.processors.segmenters.network;

import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Network;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;

/**
 * The style of each tile of a plane, the second output of networks that have one: a small raster with a voxel for each
 * tile.
 *
 * @param width of a style
 */
record RunStyles(RunTiles tiles, int width) implements FloatKernel {
    /** A tile. */
    @Override
    public long[] grain(Region domain) {
        return new long[] {width, 1, 1};
    }

    /** The tile's place where all tiles are laid side by side. */
    private Region laid(Region out) {
        View view = tiles.view();
        long down = view.down().kept();
        long across = view.across().kept();
        return Region.ofShape(tiles.outChannels())
                .join(Region.between(
                        new long[] {out.min(1) * down, out.min(2) * across},
                        new long[] {out.max(1) * down, out.max(2) * across}));
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> tiles.footprint(input).of(laid(out), domain));
    }

    @Override
    public long scratchBytes(Region output) {
        return tiles.scratchBytes(output) + (long) width * Float.BYTES + 8192;
    }

    @Override
    public void fill(Call call) {
        Network network = tiles.model().network();
        if (network.outputs().size() < 2) {
            throw RoimillException.badData(
                    "the model '" + tiles.model().card().name() + "' has a size_model, and its network tells no style",
                    "Export it again with its second output.");
        }
        int side = tiles.view().down().side();
        int wide = tiles.view().across().side();
        Block input = call.scratch(DType.F32, Region.ofShape(1, tiles.inChannels(), side, wide));
        Block maps = call.scratch(DType.F32, Region.ofShape(1, tiles.outChannels(), side, wide));
        Block style = call.scratch(DType.F32, Region.ofShape(1, width));
        for (RunTiles.Tile tile : tiles.tiles(laid(call.region()))) {
            tiles.show(call.in(0), tile, input.slice(0));
            network.run(List.of(input), List.of(maps, style));
            for (int k = 0; k < width; k++) {
                call.out(0).set(k, style.get(k));
            }
        }
    }
}
