package org.roimill.processors.segmenters.instanseg;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;
import org.roimill.kernels.instanseg.CellsAndNuclei;
import org.roimill.kernels.instanseg.MapLayout;
import org.roimill.kernels.instanseg.Mlp;
import org.roimill.kernels.instanseg.PostProcessing;
import org.roimill.kernels.instanseg.Settings;
import org.roimill.kernels.instanseg.Variant;

/**
 * All of InstanSeg's stages after its network, after a stage that makes maps of any image by plain arithmetic: the
 * brighter, the more a seed.
 */
public final class MadeMaps implements Processor<MadeMaps.Parameters> {
    private static final int TARGETS = 2;
    private static final MapLayout LAYOUT = new MapLayout(2, false);

    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "made_maps",
                Family.SEGMENTER,
                1,
                "InstanSeg without a network, for tests.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any image")),
                List.of(
                        Port.one("nuclei", Kind.LABELS, "(y,x)", "of the first target"),
                        Port.one("cells", Kind.LABELS, "(y,x)", "of the second")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        if (image.axes().has(Axis.C)) {
            throw RoimillException.usage("made_maps takes one channel", null);
        }
        RasterSpec labels = image.asLabels(DType.U32);
        Settings settings = new Settings(Variant.HEAD, 0.53f, 3, 0.6f, 0.3f, 12, true, 10, 0, 0.5f);
        Plan.Builder plan = Plan.builder();
        Slot maps = plan.temporary(
                "maps",
                image.asImage(DType.F32).withGrid(image.grid().insert(Axis.C, TARGETS * (long) LAYOUT.channels())),
                "(c,y,x)");
        List<Slot> apart = List.of(plan.temporary("nuclei", labels, "(y,x)"), plan.temporary("cells", labels, "(y,x)"));
        PostProcessing work = new PostProcessing(LAYOUT, mlp(), settings);
        return plan.stage(new Made(), List.of(plan.input("image")), List.of(maps))
                .stage(new InstanSegObjects(work, List.of(0, 1)), List.of(maps), apart)
                .stage(
                        new ResolveObjects(CellsAndNuclei.Options.USUAL),
                        apart,
                        List.of(plan.output("nuclei", labels), plan.output("cells", labels)))
                .build();
    }

    /** Likely where the coordinates are near the seed's: the sum of their distances, from ReLUs of either sign. */
    private static Mlp mlp() {
        float[] either = {1, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0.5f};
        float[] same = new float[25];
        for (int i = 0; i < 5; i++) {
            same[6 * i] = 1;
        }
        float[] sum = {-1, -1, -1, -1, 0.4f};
        return new Mlp(List.of(
                new Mlp.Layer(4, 5, either, new float[5]),
                new Mlp.Layer(5, 5, same, new float[5]),
                new Mlp.Layer(5, 1, sum, new float[] {1.2f})));
    }

    private record Made() implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return Lane.F32;
        }

        /** Blocks that are small enough for every process, so that all cut alike. */
        @Override
        public long[] grain(Region domain) {
            return new long[] {domain.size(0), 256, 256};
        }

        @Override
        public void fill(Call call) {
            Block in = call.in(0);
            Block out = call.out(0);
            long n = in.voxels();
            for (long i = 0; i < n; i++) {
                double bright = in.get(i) / (Math.abs(in.get(i)) + 10000);
                for (int target = 0; target < TARGETS; target++) {
                    long first = target * (long) LAYOUT.channels();
                    out.set(first * n + i, bright - 0.3 * target);
                    out.set((first + 1) * n + i, 0.5 - bright);
                    out.set((first + 2) * n + i, 2 * bright);
                    out.set((first + 3) * n + i, target - bright);
                    out.set((first + 4) * n + i, (3 + target) * bright);
                }
            }
        }
    }
}
