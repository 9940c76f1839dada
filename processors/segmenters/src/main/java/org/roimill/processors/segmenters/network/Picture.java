package org.roimill.processors.segmenters.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axis;
import org.roimill.kernels.normal.TileNorm;

/** The stages from images to the picture that a network is shown: choose channels, sharpen, measure, scale. */
final class Picture {
    private static final String PLANE = "(y,x)";

    private final Inference inference;
    private final Plan.Builder plan;
    private final Map<Slot, String> cores = new HashMap<>();
    private final RasterSpec image;
    private List<Slot> slots;
    private List<RasterSpec> specs;
    private Channels channels;
    private Intensities intensities;

    Picture(Inference inference, Plan.Builder plan, Inputs inputs) {
        this.inference = inference;
        this.plan = plan;
        this.specs = inputs.rasters(inference.port());
        this.slots = plan.inputs(inference.port(), inputs);
        this.image = specs.getFirst();
        this.channels = inference.channels();
        this.intensities = inference.intensities();
        slots.forEach(slot -> cores.put(slot, inference.imageCore()));
    }

    Slot slot() {
        Resampling scale = inference.scale(image);
        long[] full = inference.full(image);
        boolean isEmpty = image.grid().voxels() == 0;
        if (channels.grey() && !isEmpty) {
            goOn(grey(prepared("channels", Scaling.NONE, Resampling.between(full, full), full)), full, 1);
        }
        if (!intensities.local().isNothing() && !isEmpty) {
            int count = channels.count();
            Slot raw = prepared("raw", Scaling.NONE, Resampling.between(full, full), full);
            Slot sharp = intensities.local().sharpens() ? sharpened(raw) : raw;
            goOn(intensities.local().tiles() ? even(sharp) : sharp, full, count);
            intensities = intensities.afterLocal();
        }
        if (intensities.measureScaled() && !scale.isIdentity()) {
            int count = channels.count();
            goOn(prepared("scaled", Scaling.NONE, scale, inference.size()), inference.size(), count);
            scale = Resampling.between(inference.size(), inference.size());
        }
        return normalised(scale);
    }

    /** From now on that raster is the image, and all its channels are shown. */
    private void goOn(Slot made, long[] size, int count) {
        channels = channels.inOrder(count);
        slots = List.of(made);
        specs = List.of(inference.picture(image, count, size));
        cores.clear();
        cores.put(made, inference.imageCore());
    }

    /** The chosen channels in f32, in order. */
    private Slot prepared(String name, Scaling how, Resampling scale, long[] size) {
        int count = channels.count();
        Slot out = plan.temporary(name, inference.picture(image, count, size), inference.mapCore());
        prepare(how, scale, count, Map.of(), List.of(), out);
        return out;
    }

    private Slot grey(Slot all) {
        Slot grey = plan.temporary("grey", inference.picture(image, 1, inference.full(image)), inference.mapCore());
        plan.stage(new Grey(), List.of(all), List.of(grey));
        return grey;
    }

    private Slot sharpened(Slot raw) {
        LocalNormal local = intensities.local();
        RasterSpec spec = inference.picture(image, channels.count(), inference.full(image));
        Slot sharp = plan.temporary("sharp", spec, PLANE);
        // A plane of one line has no such Gaussian.
        boolean faithful = local.asCellpose()
                && image.grid().size(Axis.Y) > 1
                && image.grid().size(Axis.X) > 1;
        Work work = faithful
                ? new SharpenAsCellpose(local.smooth(), local.sharpen())
                : new SharpenPlanes(local.smooth(), local.sharpen());
        plan.stage(Device.CPU, work, List.of(raw), List.of(sharp), Map.of(raw, PLANE));
        return sharp;
    }

    private Slot even(Slot from) {
        LocalNormal local = intensities.local();
        long height = image.grid().size(Axis.Y);
        long width = image.grid().size(Axis.X);
        TileNorm norm = new TileNorm(height, width, local.tile());
        long[] tiles = inference.full(image);
        tiles[tiles.length - 2] = norm.rows();
        tiles[tiles.length - 1] = norm.columns();
        RasterSpec spec = inference.picture(image, channels.count(), tiles);
        Slot low = plan.temporary("low", spec, PLANE);
        Slot high = plan.temporary("high", spec, PLANE);
        plan.stage(
                Device.CPU,
                new MeasureTiles(height, width, local.tile(), intensities.low(), intensities.high()),
                List.of(from),
                List.of(low, high),
                Map.of(from, PLANE));
        Slot smoothLow = plan.temporary("smooth low", spec, PLANE);
        Slot smoothHigh = plan.temporary("smooth high", spec, PLANE);
        String stack = local.stacked() ? "(z,y,x)" : PLANE;
        plan.stage(
                Device.CPU,
                new SmoothTiles(height, width, local.tile(), local.smoothing()),
                List.of(low, high),
                List.of(smoothLow, smoothHigh),
                Map.of(low, stack, high, stack, smoothLow, stack, smoothHigh, stack));
        Slot even = plan.temporary("even", inference.picture(image, channels.count(), inference.full(image)), PLANE);
        // Cellpose 3 leaves this out.
        boolean invert = intensities.invert() && !(local.asCellpose() && intensities.scaling() == Scaling.CELLPOSE3);
        plan.stage(
                Device.CPU,
                new EvenTiles(height, width, local.tile(), invert),
                List.of(from, smoothLow, smoothHigh),
                List.of(even),
                Map.of(from, PLANE));
        return even;
    }

    private Slot normalised(Resampling scale) {
        Map<Integer, Slot> values = new HashMap<>();
        List<List<Integer>> measured = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            int input = i;
            List<Integer> wanted = new ArrayList<>(new TreeSet<>(channels.list().stream()
                    .filter(channel -> channel.input() == input)
                    .map(Channels.Channel::index)
                    .toList()));
            measured.add(wanted);
            if (intensities.isMeasured() && !wanted.isEmpty()) {
                RasterSpec spec = specs.get(i);
                RangeFold range = RangeFold.of(
                        spec.dtype(),
                        wanted,
                        spec.axes().has(Axis.C),
                        intensities.low(),
                        intensities.high(),
                        intensities.thinned());
                String core = intensities.together() ? "(c?,z?,y,x)" : inference.imageCore();
                values.put(
                        i,
                        plan.fold(
                                "range" + (i == 0 ? "" : i), range, List.of(slots.get(i)), Map.of(slots.get(i), core)));
            }
        }
        Slot picture = plan.temporary(
                "picture", inference.picture(image, inference.wide(), inference.size()), inference.mapCore());
        prepare(intensities.scaling(), scale, inference.wide(), values, measured, picture);
        return picture;
    }

    private void prepare(
            Scaling how,
            Resampling scale,
            int channelsOut,
            Map<Integer, Slot> values,
            List<List<Integer>> measured,
            Slot out) {
        List<Slot> in = new ArrayList<>();
        channels.list().forEach(channel -> in.add(slots.get(channel.input())));
        if (how.isMeasured() && intensities.fixed() == null) {
            channels.list().forEach(channel -> in.add(values.get(channel.input())));
        }
        List<Boolean> withAxis = channels.list().stream()
                .map(channel -> specs.get(channel.input()).axes().has(Axis.C))
                .toList();
        plan.stage(
                Device.CPU,
                new Prepare(
                        channels,
                        withAxis,
                        channelsOut,
                        how,
                        intensities.invert(),
                        scale,
                        measured,
                        intensities.fixed()),
                in,
                List.of(out),
                cores);
    }
}
