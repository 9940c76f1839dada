package org.roimill.processors.segmenters.watershed;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.CoreAxes;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Length;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.threshold.AutoThreshold;
import org.roimill.kernels.threshold.LocalThreshold;

/**
 * Objects without a model: what is brighter than a threshold is foreground; seeds are the peaks of its depth (the
 * distance to the background) or of its light; the foreground is flooded from the seeds, from the top down. Each
 * connected part of the foreground has at least one seed. Every channel is worked on by itself.
 *
 * <p>Floods run in cells, of 1024 x 1024 voxels in a plane, 48 x 384 x 384 in a volume, with one and a half {@code
 * diameter} around them. The result does not depend on blocks, threads or machines. It is exactly that of one flood over
 * the whole image, which is scikit-image's (with seeds on one level in raster order), where the image is one cell, and
 * with {@code seed_sigma: 0} also wherever the connected foreground around a voxel does not reach further than that
 * from the voxel's cell. Of larger foreground each cell sees a part: sheets of touching objects come out the same but
 * for rare ties; a single object larger than {@code diameter} may be cut where cells meet.
 */
public final class SeededWatershed implements Processor<SeededWatershed.Parameters> {
    /** How the foreground is found where no threshold is given. */
    public enum Method {
        OTSU,
        LI,
        TRIANGLE,
        LOCAL
    }

    /** Of what seeds are the peaks. */
    public enum Seeds {
        DISTANCE,
        INTENSITY
    }

    public record Parameters(
            @Param(
                    help = "what is brighter than this is foreground; not given: threshold_method finds it",
                    byDefault = Param.NOTHING)
            Double threshold,

            @Param(help = "one threshold for each image, or a local one for each voxel", byDefault = "otsu")
            Method thresholdMethod,

            @Param(
                    help = "local: the size of the surroundings",
                    byDefault = "51",
                    min = 1,
                    max = 10_000,
                    unit = "px or um")
            Length localSize,

            @Param(help = "local: how much brighter than its surroundings, negated", byDefault = "0")
            double localOffset,

            @Param(help = "smoothing before the threshold", byDefault = "0", min = 0, max = 1000, unit = "px or um")
            Length sigma,

            @Param(
                    help = "a seed for each peak of the distance to the background, or of the light",
                    byDefault = "distance")
            Seeds seeds,

            @Param(help = "smoothing of that distance or light", byDefault = "1", min = 0, max = 100, unit = "px or um")
            Length seedSigma,

            @Param(
                    help = "seeds of one part are further apart; not given: a quarter of diameter, else 5 px",
                    byDefault = Param.NOTHING,
                    min = 0,
                    max = 1000,
                    unit = "px or um")
            Length minDistance,

            @Param(help = "voxels that touch by faces, by edges or by corners are connected", byDefault = "faces")
            Connectivity connectivity,

            @Param(help = "smaller objects are dropped", byDefault = "1", min = 1, unit = "voxels")
            long minSize,

            @Param(help = "larger objects are dropped", byDefault = Param.NOTHING, min = 1, unit = "voxels")
            Long maxSize,

            @Param(help = "whether objects at the edge of the image are dropped", byDefault = "false")
            boolean excludeOnEdges,

            @Param(
                    help = "of the largest objects; not given: 64 px in the plane, 16 along z",
                    byDefault = Param.NOTHING,
                    min = 1,
                    max = 2000,
                    unit = "px or um")
            Length diameter) {}

    private static final String CORE = "(z?,y,x)";

    private final long[] plane;
    private final long[] volume;

    public SeededWatershed() {
        this(new long[] {1024, 1024}, new long[] {48, 384, 384});
    }

    /** With other cells, for tests. */
    SeededWatershed(long[] plane, long[] volume) {
        this.plane = plane.clone();
        this.volume = volume.clone();
    }

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "watershed",
                Family.SEGMENTER,
                1,
                "Objects by a threshold and a watershed from seeds, without a model.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, CORE, "bright objects on a dark ground")),
                List.of(Port.one("labels", Kind.LABELS, CORE, "ids from 1, in raster order")));
    }

    @Override
    public Plan plan(Parameters p, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Axes over = CoreAxes.of(CORE).within(image.axes());
        Grid grid = image.grid();
        Plan.Builder plan = Plan.builder();
        Slot smooth = smoothed(plan, "smooth", p.sigma().voxels(grid, over), image);
        Slot mask = plan.temporary("mask", image.withDtype(DType.U8), CORE);
        foreground(p, grid, over, plan, smooth, floatOf(image, p.sigma().voxels(grid, over)), mask);
        double[] seedSigma = p.seedSigma().voxels(grid, over);
        List<Slot> landscape = p.seeds() == Seeds.DISTANCE
                ? List.of(mask)
                : List.of(mask, smoothed(plan, "landscape", seedSigma, image));
        Scale scale = Scale.of(p, grid, over);
        long[] cell = over.count() == 2 ? plane : volume;
        Slot basins = plan.temporary("basins", image.withDtype(Basins.idType(grid, over)), CORE);
        return plan.stage(new Basins(scale, p.connectivity(), cell, domain(grid, over)), landscape, List.of(basins))
                .stage(
                        new Numbers(
                                p.minSize(), p.maxSize() == null ? Long.MAX_VALUE : p.maxSize(), p.excludeOnEdges()),
                        List.of(basins),
                        List.of(plan.output("labels", image.asLabels(DType.U32))))
                .build();
    }

    private static long[] domain(Grid grid, Axes over) {
        return over.list().stream().mapToLong(grid::size).toArray();
    }

    private static void foreground(
            Parameters p, Grid grid, Axes over, Plan.Builder plan, Slot smooth, DType type, Slot mask) {
        if (p.threshold() != null) {
            plan.stage(new Foreground(p.threshold()), List.of(smooth), List.of(mask));
        } else if (p.thresholdMethod() == Method.LOCAL) {
            int[] size = new int[over.count()];
            double[] voxels = p.localSize().voxels(grid, over);
            for (int d = 0; d < size.length; d++) {
                size[d] = 2 * (int) Math.round((voxels[d] - 1) / 2) + 1;
                if (size[d] < 1) {
                    throw RoimillException.usage(
                            "watershed: local_size " + p.localSize() + " is below one voxel", null);
                }
            }
            LocalThreshold local = new LocalThreshold(LocalThreshold.Weights.GAUSSIAN, size, p.localOffset());
            plan.stage(new LocalForeground(local), List.of(smooth), List.of(mask));
        } else {
            AutoThreshold method = AutoThreshold.valueOf(p.thresholdMethod().name());
            Slot found = plan.fold("threshold", new ThresholdFold(method, type), smooth);
            plan.stage(new Foreground(null), List.of(smooth, found), List.of(mask));
        }
    }

    private static boolean none(double[] sigma) {
        for (double s : sigma) {
            if (s > 0) {
                return false;
            }
        }
        return true;
    }

    private static DType floatOf(RasterSpec image, double[] sigma) {
        if (none(sigma)) {
            return image.dtype();
        }
        return image.dtype() == DType.F64 ? DType.F64 : DType.F32;
    }

    /** The image itself where there is nothing to smooth. */
    private static Slot smoothed(Plan.Builder plan, String name, double[] sigma, RasterSpec image) {
        Slot input = plan.input("image");
        if (none(sigma)) {
            return input;
        }
        Slot smooth = plan.temporary(name, image.withDtype(floatOf(image, sigma)), CORE);
        plan.stage(new Smooth(sigma), List.of(input), List.of(smooth));
        return smooth;
    }
}
