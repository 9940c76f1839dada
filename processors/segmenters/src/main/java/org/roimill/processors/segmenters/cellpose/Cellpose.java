package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.kernels.flow.Follow;
import org.roimill.kernels.flow.Sampling;
import org.roimill.kernels.objects.FillAndDrop;
import org.roimill.processors.segmenters.network.CopyMaps;
import org.roimill.processors.segmenters.network.Inference;
import org.roimill.processors.segmenters.objects.ExtentsFold;
import org.roimill.processors.segmenters.objects.FillHoles;
import org.roimill.processors.segmenters.objects.LabelsBack;
import org.roimill.processors.segmenters.objects.Sift;
import org.roimill.processors.segmenters.objects.StitchPlanes;

/**
 * Objects by a network of the Cellpose family: it says for each voxel whether it is in an object and which way the middle
 * of that lies; voxels that flow together are one.
 */
public final class Cellpose implements Processor<Parameters> {
    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "cellpose",
                Family.SEGMENTER,
                1,
                "Objects by a network of the Cellpose family, in planes, stacks and volumes.",
                Parameters.class,
                List.of(Port.many("image", Kind.IMAGE, "(z?,y,x)", "the channels that the network sees, in order")),
                List.of(
                        Port.one("labels", Kind.LABELS, "(z?,y,x)", "ids from 1, in raster order"),
                        Port.optional(
                                "flows",
                                Kind.IMAGE,
                                "(c,z?,y,x)",
                                "what the network says: the flows along z, y and x, and the logit of being in an object")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Setup setup = Setup.of(parameters, inputs);
        Plan.Builder plan = Plan.builder();
        Inference inference = setup.inference();
        Slot maps = inference.maps(plan, inputs);
        if (parameters.do3d() && parameters.flow3dSmooth().stream().anyMatch(sigma -> sigma > 0)) {
            Slot smooth = plan.temporary("smooth", setup.maps(), inference.mapCore());
            plan.stage(new SmoothFlows(setup.sigma()), List.of(maps), List.of(smooth));
            maps = smooth;
        }
        if (inputs.wants("flows")) {
            Slot flows = plan.output("flows", setup.maps(), inference.mapCore());
            plan.stage(new CopyMaps(), List.of(maps), List.of(flows));
        }
        new Stages(parameters, setup, plan).objects(maps);
        return plan.build();
    }

    /** From maps to labels. */
    private record Stages(Parameters parameters, Setup setup, Plan.Builder plan) {
        void objects(Slot maps) {
            String core = parameters.do3d() ? "(z,y,x)" : "(y,x)";
            boolean stitched = parameters.stitchThreshold() > 0;
            Grid grid = setup.workGrid();
            Region domain = part(grid, parameters.do3d());
            DType place = domain.voxels() < Integer.MAX_VALUE ? DType.I32 : DType.I64;
            Slot ends = plan.temporary("ends", RasterSpec.image(grid, place), core);
            plan.stage(new FollowFlows(setup.follow(), domain.dims()), List.of(maps), List.of(ends));
            Slot found = temporary("found", core);
            plan.stage(new NumberSinks(parameters.maxSizeFraction()), List.of(ends), List.of(found));
            Double mostError = parameters.mostError();
            if (!stitched) {
                tidy(found, maps, mostError, core, domain);
                return;
            }
            Slot planes = found;
            if (mostError != null) {
                planes = temporary("planes", core);
                sift(found, maps, new Quality(mostError, 0, false), core, domain, planes, "");
            }
            Slot stack = temporary("stack", core);
            String deep = "(z,y,x)";
            plan.stage(
                    Device.CPU,
                    new StitchPlanes(parameters.stitchThreshold(), parameters.compatibility() != null),
                    List.of(planes),
                    List.of(stack),
                    Map.of(planes, deep, stack, deep));
            tidy(stack, maps, null, deep, part(grid, true));
        }

        /** Quality, sizes and holes, and onto the image's grid. */
        private void tidy(Slot found, Slot maps, Double mostError, String core, Region domain) {
            Slot labels = setup.workGrid().equals(setup.labels().grid())
                    ? plan.output("labels", setup.labels(), core)
                    : temporary("small", core);
            Map<Slot, String> cores = Map.of(found, core, labels, core);
            if (parameters.compatibility() != null) {
                plan.stage(
                        Device.CPU,
                        new AsCellpose(
                                mostError,
                                parameters.minSize(),
                                parameters.excludeOnEdges(),
                                variant(),
                                parameters.compatibility().startsWith("3")),
                        mostError == null ? List.of(found) : List.of(found, maps),
                        List.of(labels),
                        cores);
            } else {
                Slot sifted = temporary("sifted", core);
                Quality quality = new Quality(mostError, parameters.minSize(), parameters.excludeOnEdges());
                sift(found, maps, quality, core, domain, sifted, "found");
                Slot extents = plan.fold("sifted", new ExtentsFold(domain), sifted);
                plan.stage(new FillHoles(), List.of(sifted, extents), List.of(labels));
            }
            if (!setup.workGrid().equals(setup.labels().grid())) {
                plan.stage(
                        LabelsBack.between(
                                domain.shape(),
                                part(setup.labels().grid(), domain.dims() == 3).shape()),
                        List.of(labels),
                        List.of(plan.output("labels", setup.labels(), core)));
            }
        }

        private void sift(Slot from, Slot maps, Quality quality, String core, Region domain, Slot to, String name) {
            Map<Slot, String> cores = Map.of(from, core);
            Slot extents =
                    plan.fold(name.isEmpty() ? "in planes" : name, new ExtentsFold(domain), List.of(from), cores);
            boolean flows = quality.mostError() != null;
            plan.stage(
                    Device.CPU,
                    new Sift(quality),
                    flows ? List.of(from, extents, maps) : List.of(from, extents),
                    List.of(to),
                    cores);
        }

        private Slot temporary(String name, String core) {
            return plan.temporary(name, RasterSpec.labels(setup.workGrid(), DType.U32), core);
        }

        private FillAndDrop.Variant variant() {
            return isBefore408(parameters.compatibility()) ? FillAndDrop.Variant.BY_RANK : FillAndDrop.Variant.BY_ID;
        }

        private static boolean isBefore408(String version) {
            String[] parts = (version + ".0.0").split("\\.", -1);
            int[] fixed = {4, 0, 8};
            for (int i = 0; i < fixed.length; i++) {
                int part = Integer.parseInt(parts[i]);
                if (part != fixed[i]) {
                    return part < fixed[i];
                }
            }
            return false;
        }

        private static Region part(Grid grid, boolean volume) {
            Axes axes = volume ? Axes.of("zyx") : Axes.of("yx");
            return Region.ofShape(axes.list().stream().mapToLong(grid::size).toArray());
        }
    }

    /** How flows are read where nobody says: as that version does it. */
    static Sampling sampling(Parameters parameters) {
        boolean third =
                parameters.compatibility() != null && parameters.compatibility().startsWith("3") && !parameters.do3d();
        return third && parameters.sampling() == Sampling.TORCH ? Sampling.LINEAR : parameters.sampling();
    }

    static Follow follow(Parameters parameters, double flowScale, int steps) {
        return new Follow(steps, parameters.cellprobThreshold(), flowScale, sampling(parameters));
    }
}
