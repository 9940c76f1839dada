package org.roimill.processors.filters;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * Stretches each channel from one of its percentiles to another: the lower one becomes 0, the upper one 1, what lies
 * beyond is clipped. Where both percentiles are one value (an image of one value, or a marker that is nearly nowhere),
 * what is above it becomes 1 and the rest 0. NaN stays NaN and takes no part in the percentiles; where nothing takes
 * part, everything becomes 0.
 *
 * <p>{@code min_max} goes from the least to the greatest finite value. {@code z_score} subtracts the mean and divides by
 * the standard deviation of all finite values (not of a sample); where all are one value, everything becomes 0.
 *
 * <p>{@code over: plane} does this for each plane by itself. {@code over: tile} does it for tiles of the plane, all of
 * one size as near to {@code tile_size} as fits, and lets the limits go over into each other linearly between the
 * centres of the tiles, so that there are no seams. A tile in which nothing takes part uses the limits of the nearest.
 */
public final class Normalize implements Processor<Normalize.Parameters> {
    /** What becomes the two ends of the new scale. */
    public enum Method {
        PERCENTILE,
        MIN_MAX,
        Z_SCORE
    }

    /** What is normalized by itself, in each channel at each time. */
    public enum Over {
        IMAGE,
        PLANE,
        TILE
    }

    public record Parameters(
            @Param(help = "this percentile becomes 0", byDefault = "1", min = 0, max = 100, unit = "%")
            double low,

            @Param(help = "this percentile becomes 1", byDefault = "99", min = 0, max = 100, unit = "%")
            double high,

            @Param(help = "how the ends of the new scale are found", byDefault = "percentile")
            Method method,

            @Param(
                    help = "what is normalized by itself: the whole image, each plane, tiles of the plane",
                    byDefault = "image")
            Over over,

            @Param(help = "the side of a tile, about", byDefault = "512", min = 16, unit = "px")
            int tileSize,

            @Param(help = "what stands for 0; for z_score the least result", byDefault = Param.NOTHING)
            Double lower,

            @Param(help = "what stands for 1; for z_score the greatest result", byDefault = Param.NOTHING)
            Double upper,

            @Param(help = "whether results end at lower and upper", byDefault = "true")
            boolean clip,

            @Param(help = "leave voxels that are 0 out of the statistics", byDefault = "false")
            boolean ignoreZeros) {
        public Parameters {
            if (low >= high) {
                throw new IllegalArgumentException("low " + low + " must be less than high " + high);
            }
            if (least(method, lower) >= greatest(method, upper)) {
                throw new IllegalArgumentException(
                        "lower " + least(method, lower) + " must be less than upper " + greatest(method, upper));
            }
        }

        private static double least(Method method, Double lower) {
            return lower != null ? lower : method == Method.Z_SCORE ? Double.NEGATIVE_INFINITY : 0;
        }

        private static double greatest(Method method, Double upper) {
            return upper != null ? upper : method == Method.Z_SCORE ? Double.POSITIVE_INFINITY : 1;
        }

        private Stretch stretch() {
            double from = least(method, lower);
            double to = greatest(method, upper);
            if (method == Method.Z_SCORE) {
                return clip
                        ? new Stretch(0, from, to, 0, 1)
                        : new Stretch(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 1);
            }
            return clip
                    ? new Stretch(1, 0, 1, from, to - from)
                    : new Stretch(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, from, to - from);
        }
    }

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "normalize",
                Family.FILTER,
                1,
                "Intensities from 0 to 1, between two percentiles of each channel.",
                Parameters.class,
                List.of(
                        Port.one("image", Kind.IMAGE, "(z?,y,x)", "any image"),
                        Port.optional("mask", Kind.LABELS, "(z?,y,x)", "only voxels within its objects are counted")),
                List.of(Port.one("normalized", Kind.IMAGE, "(z?,y,x)", "from 0 to 1 unless told otherwise, f32")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Plan.Builder plan = Plan.builder();
        List<Slot> counted = new ArrayList<>(List.of(plan.input("image")));
        if (inputs.has("mask")) {
            checkMask(image, inputs.raster("mask"));
            counted.add(plan.input("mask"));
        }
        Work.Fold<?, Limits> statistic =
                statistic(parameters, image.dtype(), new Counted(inputs.has("mask"), parameters.ignoreZeros()));
        Slot limits = plan.fold("limits", over(parameters, statistic, image), counted.toArray(Slot[]::new));
        return plan.stage(
                        parameters.stretch(),
                        List.of(plan.input("image"), limits),
                        List.of(plan.output("normalized", image.asImage(DType.F32))))
                .build();
    }

    private static void checkMask(RasterSpec image, RasterSpec mask) {
        if (!image.axes().containsAll(mask.axes())) {
            throw RoimillException.usage(
                    "normalize: the mask has the axes " + mask.axes() + ", the image " + image.axes(),
                    "Project the mask along " + mask.axes().without(image.axes()) + " first.");
        }
    }

    private static Work.Fold<?, Limits> statistic(Parameters parameters, DType type, Counted counted) {
        return switch (parameters.method()) {
            case PERCENTILE -> new PercentileFold(type, parameters.low(), parameters.high(), counted);
            case MIN_MAX -> new MomentsFold(true, counted);
            case Z_SCORE -> new MomentsFold(false, counted);
        };
    }

    private static Work.Fold<?, Limits> over(Parameters parameters, Work.Fold<?, Limits> statistic, RasterSpec image) {
        Axes core = Axes.ZYX.intersection(image.axes());
        Region domain = Region.ofShape(
                core.list().stream().mapToLong(image.grid()::size).toArray());
        boolean flat = image.grid().size(Axis.Z) == 1;
        if (domain.isEmpty() || parameters.over() == Over.IMAGE || (parameters.over() == Over.PLANE && flat)) {
            return statistic;
        }
        long[] cell = domain.shape();
        int last = cell.length - 1;
        if (last == 2) {
            cell[0] = 1;
        }
        if (parameters.over() == Over.TILE) {
            cell[last - 1] = side(cell[last - 1], parameters.tileSize());
            cell[last] = side(cell[last], parameters.tileSize());
        }
        return new CellFold<>(statistic, domain, cell);
    }

    /** So that no sliver is left at the end. */
    private static long side(long size, int wished) {
        return Math.ceilDiv(size, Math.max(1, Math.round((double) size / wished)));
    }
}
