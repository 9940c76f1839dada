package org.roimill.processors.segmenters.network;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.network.Model;
import org.roimill.core.network.Network;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;

/**
 * Runs a network on each tile of a view once. What it answers is laid tile beside tile into one raster, so that nothing is
 * computed twice, and a later stage is free to blend. The input has the axes c and those of space, and so has the output.
 *
 * @param size of the image, along its spatial axes
 * @param inChannels that the network is shown
 * @param outChannels that are taken of its first output
 * @param batch tiles in one piece of work
 * @param beyond what a tile shows where it reaches out of the image: {@link Border#ZERO} or {@link Border#MIRROR}
 * @param flips whether every other tile is shown mirrored
 * @param mirrorSigns for a mirrored tile, by output channel: 0 if its sign stays, 1 if it turns with y, 2 with x
 */
record RunTiles(
        Model model,
        View view,
        long[] size,
        int inChannels,
        int outChannels,
        int batch,
        Border beyond,
        boolean flips,
        int[] mirrorSigns)
        implements FloatKernel {
    private static final int LINE = 16;

    /** One row of tiles, or several short ones; so many planes that none is laid voxel by voxel. */
    @Override
    public long[] grain(Region domain) {
        long[] grain = new long[domain.dims()];
        int wide = Math.min(batch, view.across().count());
        grain[0] = outChannels;
        grain[1 + view.rows()] = view.down().kept();
        grain[1 + view.columns()] = (long) wide * view.across().kept();
        if (view.stack() >= 0) {
            boolean wholeRow = wide == view.across().count();
            boolean innermost = view.stack() == size.length - 1;
            grain[1 + view.stack()] = Math.max(innermost ? LINE : 1, wholeRow ? batch / wide : 1);
        }
        return grain;
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> Region.ofShape(inChannels)
                .join(around(view.shown(out.dims(1, out.dims()), size), Region.ofShape(size))));
    }

    /** Mirrored voxels of an image smaller than a tile may come from anywhere in it. */
    private Region around(Region shown, Region image) {
        if (beyond == Border.ZERO) {
            return shown;
        }
        Region all = shown;
        if (view.down().side() >= image.size(view.rows()) || shown.max(view.rows()) == image.max(view.rows())) {
            all = all.with(view.rows(), mirroredFrom(view.down(), all.min(view.rows())), all.max(view.rows()));
        }
        if (view.across().side() >= image.size(view.columns())
                || shown.max(view.columns()) == image.max(view.columns())) {
            all = all.with(
                    view.columns(), mirroredFrom(view.across(), all.min(view.columns())), all.max(view.columns()));
        }
        return all;
    }

    private static long mirroredFrom(TileAxis axis, long min) {
        return Math.max(0, Math.min(min, 2 * axis.size() - axis.side() - axis.starts()[axis.count() - 1] - 1));
    }

    @Override
    public long scratchBytes(Region output) {
        long pixels = (long) view.down().side() * view.across().side();
        return (pixels * batch * (inChannels + outChannels)) * Float.BYTES + 2 * 8192;
    }

    @Override
    public void fill(Call call) {
        Network network = model.network();
        List<Tile> tiles = tiles(call.region());
        int together = Math.max(1, Math.min(Math.min(batch, network.batch()), tiles.size()));
        int side = view.down().side();
        int wide = view.across().side();
        Block input = call.scratch(DType.F32, Region.ofShape(together, inChannels, side, wide));
        Block output = call.scratch(DType.F32, Region.ofShape(together, outChannels, side, wide));
        for (int from = 0; from < tiles.size(); from += together) {
            call.checkStopped();
            List<Tile> some = tiles.subList(from, Math.min(tiles.size(), from + together));
            for (int i = 0; i < some.size(); i++) {
                show(call.in(0), some.get(i), input.slice(i));
            }
            network.run(List.of(first(input, some.size())), List.of(first(output, some.size())));
            for (int i = 0; i < some.size(); i++) {
                take(output.slice(i), some.get(i), call.out(0));
            }
        }
    }

    private static Block first(Block tensors, int n) {
        Region region = tensors.region().with(0, 0, n);
        return Block.over(DType.F32, region, tensors.data().asSlice(0, region.voxels() * Float.BYTES));
    }

    /** A tile by its place among tiles and planes, and whether it is shown mirrored. */
    record Tile(int row, int column, long plane, boolean flipY, boolean flipX) {}

    List<Tile> tiles(Region laid) {
        List<Tile> tiles = new ArrayList<>();
        int r = 1 + view.rows();
        int c = 1 + view.columns();
        long firstPlane = view.stack() < 0 ? 0 : laid.min(1 + view.stack());
        long endPlane = view.stack() < 0 ? 1 : laid.max(1 + view.stack());
        for (long plane = firstPlane; plane < endPlane; plane++) {
            for (long y = laid.min(r); y < laid.max(r); y += view.down().kept()) {
                for (long x = laid.min(c); x < laid.max(c); x += view.across().kept()) {
                    int row = (int) (y / view.down().kept());
                    int column = (int) (x / view.across().kept());
                    // As Cellpose does: odd columns are mirrored in y, odd rows in x.
                    tiles.add(new Tile(row, column, plane, flips && column % 2 == 1, flips && row % 2 == 1));
                }
            }
        }
        return tiles;
    }

    /** Puts what a tile shows of the picture into a tensor. */
    void show(Block picture, Tile tile, Block tensor) {
        Region shown = picture.region();
        int side = view.down().side();
        int wide = view.across().side();
        float[] line = new float[wide];
        long[] at = shown.min();
        if (view.stack() >= 0) {
            at[1 + view.stack()] = tile.plane();
        }
        long stride = picture.stride(1 + view.columns());
        for (int c = 0; c < inChannels; c++) {
            at[0] = c;
            for (int y = 0; y < side; y++) {
                long row = place(view.down(), tile.row(), y);
                for (int x = 0; x < wide; x++) {
                    line[x] = 0;
                }
                if (row >= 0) {
                    at[1 + view.rows()] = row;
                    at[1 + view.columns()] = shown.min(1 + view.columns());
                    read(picture, picture.index(at), stride, tile, line);
                }
                write(line, tensor, c, tile.flipY() ? side - 1 - y : y, tile.flipX());
            }
        }
    }

    /** What lies within the image at once, what is mirrored voxel by voxel. */
    private void read(Block picture, long base, long stride, Tile tile, float[] line) {
        TileAxis axis = view.across();
        long min = picture.region().min(1 + view.columns());
        long start = axis.starts()[tile.column()];
        int from = Math.clamp(-start, 0, line.length);
        int to = Math.clamp(axis.size() - start, from, line.length);
        Lines.read(picture, base + (start + from - min) * stride, stride, line, from, to - from);
        for (int x = 0; x < line.length && beyond != Border.ZERO; x++) {
            if (x < from || x >= to) {
                long column = beyond.map(start + x, axis.size());
                line[x] = picture.data().getAtIndex(ValueLayout.JAVA_FLOAT, base + (column - min) * stride);
            }
        }
    }

    /** The voxel of the image that a place in a tile shows; -1 for none. */
    private long place(TileAxis axis, int tile, int at) {
        long place = axis.starts()[tile] + at;
        if (place >= 0 && place < axis.size()) {
            return place;
        }
        return beyond == Border.ZERO ? -1 : beyond.map(place, axis.size());
    }

    private static void write(float[] line, Block tensor, int c, int y, boolean flip) {
        if (flip) {
            Lines.reverse(line);
        }
        Lines.write(line, 0, line.length, tensor, (c * tensor.region().size(1) + y) * line.length, 1);
    }

    /** Lays what is kept of an answer into its place, as if its tile had not been mirrored. */
    private void take(Block tensor, Tile tile, Block laid) {
        TileAxis down = view.down();
        TileAxis across = view.across();
        int side = down.side();
        int wide = across.side();
        long[] at = laid.region().min();
        if (view.stack() >= 0) {
            at[1 + view.stack()] = tile.plane();
        }
        long stride = laid.stride(1 + view.columns());
        float[] line = new float[wide];
        for (int c = 0; c < outChannels; c++) {
            at[0] = c;
            int turns = mirrorSigns.length == 0 ? 0 : mirrorSigns[c];
            float sign = (turns == 1 && tile.flipY()) || (turns == 2 && tile.flipX()) ? -1 : 1;
            for (int y = down.skipped(); y < down.skipped() + down.kept(); y++) {
                at[1 + view.rows()] = (long) tile.row() * down.kept() + y - down.skipped();
                at[1 + view.columns()] = (long) tile.column() * across.kept();
                long base = laid.index(at);
                long from = ((long) c * side + (tile.flipY() ? side - 1 - y : y)) * wide;
                Lines.read(tensor, from, 1, line, 0, wide);
                if (tile.flipX()) {
                    Lines.reverse(line);
                }
                for (int x = 0; x < wide && sign < 0; x++) {
                    line[x] = -line[x];
                }
                Lines.write(line, across.skipped(), across.kept(), laid, base, stride);
            }
        }
    }
}
