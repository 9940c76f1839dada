package org.roimill.processors.segmenters.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.network.Model;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/**
 * The stages from images to the maps of a network: measure, prepare, run tiles, blend, and back to the image's size.
 *
 * @param port the input port with the images
 * @param wide channels that the network wants
 * @param size of the picture that the network sees, along the spatial axes of the work
 * @param step voxels of the image for each voxel of the picture, along the same axes
 * @param volume whether the spatial axes are z, y and x, seen from three sides, or y and x
 * @param outChannels of the network that are used; flows along the rows and columns of a view first, if there are flows
 * @param flows whether the first two output channels are flows, which turn with mirrored tiles and with the view
 * @param back whether maps come in the size of the image; else in that of the picture
 */
public record Inference(
        String port,
        Model model,
        Model orthogonal,
        Channels channels,
        int wide,
        Intensities intensities,
        long[] size,
        double[] step,
        boolean volume,
        TileAxis.Rule rule,
        int tile,
        double overlap,
        boolean augment,
        int batch,
        Border beyond,
        int outChannels,
        boolean flows,
        boolean back) {

    /** Maps in f32 with the axes c and those of the image; their axes of work are {@link #mapCore}. */
    public Slot maps(Plan.Builder plan, Inputs inputs) {
        Slot picture = new Picture(this, plan, inputs).slot();
        List<View> views = volume ? List.of(view(0, 1, 2), view(1, 0, 2), view(2, 0, 1)) : List.of(view(-1, 0, 1));
        RasterSpec image = inputs.raster(port);
        List<Slot> laid = new ArrayList<>();
        for (int v = 0; v < views.size(); v++) {
            Slot tiles = plan.temporary("tiles" + (v == 0 ? "" : v), laid(image, views.get(v)), mapCore());
            Model seer = v > 0 && orthogonal != null ? orthogonal : model;
            plan.stage(Device.GPU, running(seer, views.get(v)), List.of(picture), List.of(tiles));
            laid.add(tiles);
        }
        boolean scaled = !scale(image).isIdentity() && back;
        Slot blended = plan.temporary(scaled ? "blended" : "maps", map(image, size), mapCore());
        plan.stage(new BlendTiles(views, outputs(views)), laid, List.of(blended));
        if (!scaled) {
            return blended;
        }
        long[] full = full(image);
        Slot maps = plan.temporary("maps", map(image, full), mapCore());
        plan.stage(new ResampleMaps(Resampling.between(size, full)), List.of(blended), List.of(maps));
        return maps;
    }

    private RunTiles running(Model seer, View view) {
        return new RunTiles(
                seer, view, size, wide, outChannels, batch, beyond, augment, flows ? mirrorSigns() : new int[0]);
    }

    /**
     * The style of each tile of planes, as a raster with so many channels and a voxel for each tile; along
     * {@link #mapCore}.
     */
    public Slot styles(Plan.Builder plan, Inputs inputs, int width) {
        Slot picture = new Picture(this, plan, inputs).slot();
        View view = view(-1, 0, 1);
        long[] tiles = {view.down().count(), view.across().count()};
        Slot styles = plan.temporary("styles", picture(inputs.raster(port), width, tiles), mapCore());
        plan.stage(Device.GPU, new RunStyles(running(model, view), width), List.of(picture), List.of(styles));
        return styles;
    }

    public String mapCore() {
        return volume ? "(c,z,y,x)" : "(c,y,x)";
    }

    String imageCore() {
        return volume ? "(c?,z,y,x)" : "(c?,y,x)";
    }

    private Axes spatial() {
        return volume ? Axes.of("zyx") : Axes.of("yx");
    }

    long[] full(RasterSpec image) {
        return spatial().list().stream().mapToLong(image.grid()::size).toArray();
    }

    private View view(int stack, int rows, int columns) {
        return new View(stack, rows, columns, axis(size[rows]), axis(size[columns]));
    }

    private TileAxis axis(long length) {
        boolean fixedSide = model.card().tileFixed();
        return TileAxis.of(rule, length, tile, overlap, augment, model.card().multipleOf(), fixedSide);
    }

    private int[] mirrorSigns() {
        int[] signs = new int[outChannels];
        signs[0] = 1;
        signs[1] = 2;
        return signs;
    }

    /** Flows lie along the axes of their view; all other channels of the views add up. */
    private List<int[]> outputs(List<View> views) {
        List<int[]> outputs = new ArrayList<>();
        for (View view : views) {
            int[] into = IntStream.range(0, outChannels)
                    .map(c -> !flows ? c : c == 0 ? view.rows() : c == 1 ? view.columns() : c + size.length - 2)
                    .toArray();
            outputs.add(into);
        }
        return outputs;
    }

    private int mapChannels() {
        return flows ? outChannels + size.length - 2 : outChannels;
    }

    Resampling scale(RasterSpec image) {
        long[] full = full(image);
        List<LinearAxis> axes = new ArrayList<>();
        for (int d = 0; d < full.length; d++) {
            axes.add(new LinearAxis(full[d], size[d], step[d]));
        }
        return new Resampling(axes);
    }

    /** The grid of what has these channels, and that size along the spatial axes. */
    private Grid grid(RasterSpec image, int channelCount, long[] length) {
        Grid plain = image.axes().has(Axis.C) ? image.grid().drop(Axes.of("c")) : image.grid();
        long[] shape = plain.shape();
        double[] by = new double[shape.length];
        double[] offset = new double[shape.length];
        for (int d = 0; d < shape.length; d++) {
            int at = spatial().indexOf(plain.axes().get(d));
            long to = at < 0 ? shape[d] : length[at];
            by[d] = to == 0 ? 1 : (double) shape[d] / to;
            offset[d] = (by[d] - 1) / 2;
            shape[d] = to;
        }
        return plain.resampled(shape, by, offset, plain.level()).insert(Axis.C, channelCount);
    }

    /** The grid of the picture, without an axis of channels. */
    public Grid pictureGrid(RasterSpec image) {
        return grid(image, 1, size).drop(Axes.of("c"));
    }

    /** So many channels of that size along the spatial axes. */
    RasterSpec picture(RasterSpec image, int channelCount, long[] length) {
        return RasterSpec.image(grid(image, channelCount, length), DType.F32);
    }

    private RasterSpec map(RasterSpec image, long[] length) {
        return RasterSpec.image(grid(image, mapChannels(), length), DType.F32);
    }

    private RasterSpec laid(RasterSpec image, View view) {
        return RasterSpec.image(grid(image, outChannels, view.laid(size)), DType.F32);
    }
}
