package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.FillAndDrop;
import org.roimill.processors.segmenters.objects.ExtentsFold;
import org.roimill.processors.segmenters.objects.FillHoles;
import org.roimill.processors.segmenters.objects.LabelsBack;
import org.roimill.processors.segmenters.objects.LabelsBackAsCellpose;
import org.roimill.processors.segmenters.objects.Sift;
import org.roimill.processors.segmenters.objects.StitchPlanes;

/**
 * From maps to labels.
 *
 * @param kept whether labels are an output of the plan; else a temporary
 */
record Stages(Parameters parameters, Setup setup, Plan.Builder plan, boolean kept) {
    Slot objects(Slot maps) {
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
            return tidy(found, maps, mostError, core, domain);
        }
        Slot planes = found;
        if (mostError != null) {
            planes = temporary("planes", core);
            if (parameters.compatibility() != null) {
                asCellpose(found, maps, mostError, 0, false, planes, core);
            } else {
                sift(found, maps, new Quality(mostError, 0, false), core, domain, planes, "");
            }
        }
        Slot stack = temporary("stack", core);
        String deep = "(z,y,x)";
        plan.stage(
                Device.CPU,
                new StitchPlanes(parameters.stitchThreshold(), parameters.compatibility() != null),
                List.of(planes),
                List.of(stack),
                Map.of(planes, deep, stack, deep));
        return tidy(stack, maps, null, deep, part(grid, true));
    }

    /** Quality, sizes and holes, and onto the image's grid. */
    private Slot tidy(Slot found, Slot maps, Double mostError, String core, Region domain) {
        boolean third =
                parameters.compatibility() != null && parameters.compatibility().startsWith("3");
        if (third
                && domain.dims() == 2
                && !setup.workGrid().equals(setup.labels().grid())) {
            return onTheImagesGrid(found, maps, mostError, core, domain);
        }
        Slot labels = setup.workGrid().equals(setup.labels().grid()) ? result(core) : temporary("small", core);
        if (parameters.compatibility() != null) {
            asCellpose(found, maps, mostError, parameters.minSize(), parameters.excludeOnEdges(), labels, core);
        } else {
            Slot sifted = temporary("sifted", core);
            Quality quality = new Quality(mostError, parameters.minSize(), parameters.excludeOnEdges());
            sift(found, maps, quality, core, domain, sifted, "found");
            Slot extents = plan.fold("sifted", new ExtentsFold(domain), sifted);
            plan.stage(new FillHoles(), List.of(sifted, extents), List.of(labels));
        }
        if (setup.workGrid().equals(setup.labels().grid())) {
            return labels;
        }
        Slot back = result(core);
        plan.stage(
                LabelsBack.between(
                        domain.shape(),
                        part(setup.labels().grid(), domain.dims() == 3).shape()),
                List.of(labels),
                List.of(back));
        return back;
    }

    /** Cellpose 3 judges flows on the network's grid, and sizes and holes on the image's. */
    private Slot onTheImagesGrid(Slot found, Slot maps, Double mostError, String core, Region domain) {
        Slot small = found;
        if (mostError != null) {
            small = temporary("small", core);
            AsCellpose judged = new AsCellpose(mostError, 0, false, null, true);
            plan.stage(Device.CPU, judged, List.of(found, maps), List.of(small), Map.of(found, core, small, core));
        }
        Slot back = plan.temporary("back", setup.labels(), core);
        long[] to = part(setup.labels().grid(), false).shape();
        plan.stage(new LabelsBackAsCellpose(domain.shape(), to), List.of(small), List.of(back));
        Slot labels = result(core);
        asCellpose(back, null, null, parameters.minSize(), parameters.excludeOnEdges(), labels, core);
        return labels;
    }

    private Slot result(String core) {
        return kept ? plan.output("labels", setup.labels(), core) : plan.temporary("labels", setup.labels(), core);
    }

    private void asCellpose(
            Slot from, Slot maps, Double mostError, long minSize, boolean offEdges, Slot to, String core) {
        plan.stage(
                Device.CPU,
                new AsCellpose(
                        mostError,
                        minSize,
                        offEdges,
                        variant(),
                        parameters.compatibility().startsWith("3")),
                mostError == null ? List.of(from) : List.of(from, maps),
                List.of(to),
                Map.of(from, core, to, core));
    }

    private void sift(Slot from, Slot maps, Quality quality, String core, Region domain, Slot to, String name) {
        Map<Slot, String> cores = Map.of(from, core);
        Slot extents = plan.fold(name.isEmpty() ? "in planes" : name, new ExtentsFold(domain), List.of(from), cores);
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
