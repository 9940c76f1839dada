package org.roimill.processors.segmenters.cellpose;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.param.ChannelRef;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Inputs;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.kernels.flow.Follow;
import org.roimill.kernels.normal.TileNorm;
import org.roimill.processors.segmenters.network.Channels;
import org.roimill.processors.segmenters.network.Inference;
import org.roimill.processors.segmenters.network.Intensities;
import org.roimill.processors.segmenters.network.LocalNormal;
import org.roimill.processors.segmenters.network.ModelFit;
import org.roimill.processors.segmenters.network.Range;
import org.roimill.processors.segmenters.network.Scaling;
import org.roimill.processors.segmenters.network.TileAxis;

/**
 * What parameters, image and model come to together.
 *
 * @param workGrid where flows are followed, without an axis of channels
 */
record Setup(Inference inference, RasterSpec maps, Grid workGrid, RasterSpec labels, Follow follow, double[] sigma) {
    private static final double REFERENCE_DIAMETER = 30;
    private static final int STEPS = 200;
    /** Two flows and the logit. */
    private static final int MAPS = 3;

    static Setup of(Parameters p, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        checkAxes(p, image);
        Model model = ModelFit.model(p.model(), inputs, ModelCard.CELLPOSE);
        Model orthogonal =
                p.orthogonalModel() == null ? null : ModelFit.model(p.orthogonalModel(), inputs, ModelCard.CELLPOSE);
        ModelCard card = model.card();
        ModelFit.checkOutputs(card, MAPS);
        if (orthogonal != null) {
            ModelFit.checkAlike(card, orthogonal.card());
        }
        Channels channels = channels(p, inputs, card);
        double scale = scale(p, image, card);
        Axes spatial = p.do3d() ? Axes.of("zyx") : Axes.of("yx");
        long[] full = spatial.list().stream().mapToLong(image.grid()::size).toArray();
        long[] size = full.clone();
        double[] step = new double[full.length];
        for (int d = 0; d < full.length; d++) {
            double by = spatial.get(d) == Axis.Z ? scale * anisotropy(p, image) : scale;
            size[d] = full[d] == 0 ? 0 : Math.max(1, (long) (full[d] * by));
            step[d] = size[d] == 0 ? 1 : (double) full[d] / size[d];
        }
        ModelFit.checkSize(full, size);
        int generation = (int) card.number("generation", 0);
        Inference inference = new Inference(
                "image",
                model,
                orthogonal,
                channels,
                card.inputs().isEmpty() ? channels.shown() : card.inputs().size(),
                intensities(p, generation, channels.shown()),
                size,
                step,
                p.do3d(),
                generation == 4
                        ? TileAxis.Rule.CELLPOSE4
                        : generation == 3 ? TileAxis.Rule.CELLPOSE3 : TileAxis.Rule.PLAIN,
                tile(p, card),
                p.tileOverlap(),
                p.augment(),
                p.batchSize(),
                Border.ZERO,
                MAPS,
                true,
                p.resample());
        Grid plain = image.axes().has(Axis.C) ? image.grid().drop(Axes.of("c")) : image.grid();
        Grid work = p.resample() ? plain : inference.pictureGrid(image);
        int count = spatial.count() + 1;
        RasterSpec maps = RasterSpec.image(work.insert(Axis.C, count), DType.F32)
                .withChannels(
                        p.do3d()
                                ? List.of("flow_z", "flow_y", "flow_x", "cell_probability")
                                : List.of("flow_y", "flow_x", "cell_probability"));
        int steps = p.niter() > 0
                ? p.niter()
                : generation == 3 && !p.resample() ? STEPS : Math.max(1, (int) (STEPS / scale));
        return new Setup(
                inference,
                maps,
                work,
                RasterSpec.labels(plain, DType.U32),
                Cellpose.follow(p, card.flowScale(), steps),
                sigma(p));
    }

    private static void checkAxes(Parameters p, RasterSpec image) {
        checkAxis("channel_axis", p.channelAxis(), Axis.C, image);
        checkAxis("z_axis", p.zAxis(), Axis.Z, image);
        boolean hasZ = image.axes().has(Axis.Z);
        if ((p.do3d() || p.stitchThreshold() > 0) && !hasZ) {
            throw RoimillException.usage(
                    "the image has the axes " + image.axes() + ", and " + (p.do3d() ? "do3d" : "stitch_threshold")
                            + " wants z",
                    "Leave it out, or say by --axes which axis is z.");
        }
        if (!p.do3d() && p.stitchThreshold() == 0 && image.grid().size(Axis.Z) > 1) {
            throw RoimillException.usage(
                    "the image has " + image.grid().size(Axis.Z) + " planes along z",
                    "Give do3d: true for a volume, stitch_threshold: 0.25 to join planes, or project along z first.");
        }
    }

    /** In what order a file had them nobody knows any more; but what has a place is there. */
    private static void checkAxis(String key, Integer place, Axis axis, RasterSpec image) {
        int count = image.axes().count();
        if (place != null && (!image.axes().has(axis) || place < -count || place >= count)) {
            throw RoimillException.usage(
                    key + " is " + place + ", and the image has the axes " + image.axes(),
                    "Leave " + key + " out, or say by --axes which axis is which, in the order of the file.");
        }
    }

    private static Channels channels(Parameters p, Inputs inputs, ModelCard card) {
        List<ChannelRef> given = p.channels();
        Channels channels;
        if (!given.isEmpty() && given.stream().allMatch(ChannelRef::isNumber)) {
            channels = Channels.counted(
                    "image", inputs, given.stream().map(ChannelRef::number).toList());
        } else if (given.stream().anyMatch(ChannelRef::isNumber)) {
            throw RoimillException.usage(
                    "channels " + given + " mixes names with the numbers of Cellpose",
                    "Put positions, from 0, in quotes: ['0', NAME].");
        } else {
            channels = Channels.of(
                    "image", inputs, given.stream().map(ChannelRef::name).toList());
        }
        ModelFit.checkChannels(card, channels.shown(), true);
        return channels;
    }

    /** The diameter of objects that a model knows. */
    static double reference(ModelCard card) {
        return card.diameter() == null ? REFERENCE_DIAMETER : card.diameter();
    }

    private static double scale(Parameters p, RasterSpec image, ModelCard card) {
        double reference = reference(card);
        if (p.diameter() != null) {
            double[] voxels = p.diameter().voxels(image.grid(), Axes.of("yx"));
            if (!(voxels[0] + voxels[1] > 0)) {
                throw notEstimated(card);
            }
            return reference / ((voxels[0] + voxels[1]) / 2);
        }
        return reference / card.number("diameter_labels", reference);
    }

    private static RoimillException notEstimated(ModelCard card) {
        boolean could = card.extra().containsKey("size_model");
        return RoimillException.usage(
                could
                        ? "diameter 0 asks for an estimate, which is a step of its own"
                        : "diameter 0 asks for an estimate, and the model '" + card.name() + "' has no size_model",
                could
                        ? "Run 'roimill apply cellpose_diameter' on some images, and write the diameter that it finds."
                        : "Measure some objects, and write their diameter; or leave diameter out.");
    }

    private static double anisotropy(Parameters p, RasterSpec image) {
        if (p.anisotropy() != null) {
            return p.anisotropy();
        }
        Grid grid = image.grid();
        if (!grid.isCalibrated(Axis.Z) || !grid.isCalibrated(Axis.Y)) {
            return 1;
        }
        Unit z = grid.units().get(Axis.Z);
        Unit y = grid.units().get(Axis.Y);
        return grid.spacing(Axis.Z) * z.in(y) / grid.spacing(Axis.Y);
    }

    private static Intensities intensities(Parameters p, int generation, int channels) {
        Scaling scaling = !p.normalize() ? Scaling.NONE : generation == 3 ? Scaling.CELLPOSE3 : Scaling.CELLPOSE4;
        boolean stacked = p.do3d() || p.stitchThreshold() > 0;
        boolean asCellpose = p.compatibility() != null;
        LocalNormal local = new LocalNormal(
                p.smoothRadius(),
                p.sharpenRadius(),
                asCellpose,
                p.tileNormBlocksize(),
                new TileNorm.Smoothing(p.do3d() || p.norm3d(), p.tileNormSmooth3d(), asCellpose),
                stacked);
        return new Intensities(
                scaling,
                p.invert(),
                p.percentile().get(0),
                p.percentile().get(1),
                ends(p, channels),
                false,
                p.stitchThreshold() > 0 && p.norm3d(),
                asCellpose,
                local);
    }

    private static List<Range.Ends> ends(Parameters p, int channels) {
        if (p.lowhigh().isEmpty()) {
            return null;
        }
        if (p.lowhigh().size() != 2 && p.lowhigh().size() != 2 * channels) {
            throw RoimillException.usage(
                    "lowhigh has " + p.lowhigh().size() + " numbers, and there are " + channels + " channels",
                    "Give two, or two for each channel.");
        }
        List<Range.Ends> ends = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            ends.add(given(p.lowhigh(), p.lowhigh().size() == 2 ? 0 : 2 * c));
        }
        if (p.compatibility() != null && p.lowhigh().size() == 2) {
            ends.add(given(p.lowhigh(), 0));
        }
        return ends;
    }

    private static Range.Ends given(List<Double> lowhigh, int at) {
        float low = lowhigh.get(at).floatValue();
        float high = lowhigh.get(at + 1).floatValue();
        if (low == high) {
            throw RoimillException.usage(
                    "lowhigh has " + lowhigh.get(at) + " for what becomes 0 and for what becomes 1",
                    "Give two numbers that differ.");
        }
        return Range.Ends.given(low, high);
    }

    private static int tile(Parameters p, ModelCard card) {
        if (p.bsize() == null || p.bsize() == card.tile()) {
            return card.tile();
        }
        if (card.tileFixed() || p.bsize() % card.multipleOf() != 0) {
            throw RoimillException.usage(
                    "the model '" + card.name() + "' takes tiles of "
                            + (card.tileFixed() ? card.tile() : "a multiple of " + card.multipleOf())
                            + " pixels, not of " + p.bsize(),
                    "Leave bsize out.");
        }
        return p.bsize();
    }

    private static double[] sigma(Parameters p) {
        List<Double> given = p.flow3dSmooth();
        return given.size() == 3
                ? given.stream().mapToDouble(Double::doubleValue).toArray()
                : new double[] {given.get(0), given.get(0), given.get(0)};
    }
}
