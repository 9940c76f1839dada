package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.CoreAxes;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Stage;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * The axes of one stage: which ones each of its rasters contributes to a call, and which ones the calls run along.
 * Positions are those of the stage; those that are no raster are null.
 */
final class Geometry {
    final List<Bound> in = new ArrayList<>();
    final List<Bound> out = new ArrayList<>();
    /** The raster whose core axes the regions of calls are over: the first output, or else the first input. */
    final Bound primary;

    final Axes outer;
    final Region outerDomain;

    private final Work work;

    Geometry(Descriptor<?> descriptor, Plan plan, Stage stage, Map<Slot, ElementSpec> specs, Axes valueAxes) {
        this.work = stage.work();
        List<CoreAxes> wanted = new ArrayList<>();
        List<RasterSpec> rasters = new ArrayList<>();
        List<Slot> slots = new ArrayList<>(stage.in());
        slots.addAll(stage.out());
        for (Slot slot : slots) {
            if (specs.get(slot) instanceof RasterSpec raster) {
                wanted.add(coreOf(descriptor, plan, stage, slot));
                rasters.add(raster);
            }
        }
        if (rasters.isEmpty()) {
            throw new IllegalStateException(descriptor.id() + ": a stage without any raster");
        }
        List<Axes> cores = resolve(wanted, rasters, valueAxes);
        int next = 0;
        Axes union = valueAxes;
        for (int i = 0; i < slots.size(); i++) {
            Bound bound = null;
            if (specs.get(slots.get(i)) instanceof RasterSpec raster) {
                bound = Bound.of(slots.get(i), raster, cores.get(next++));
                union = union.union(bound.outer());
            }
            (i < stage.in().size() ? in : out).add(bound);
        }
        this.outer = union;
        this.primary = out.stream()
                .filter(b -> b != null)
                .findFirst()
                .orElseGet(() -> in.stream().filter(b -> b != null).findFirst().orElseThrow());
        this.outerDomain = outerDomain(descriptor);
        check(descriptor);
    }

    private static CoreAxes coreOf(Descriptor<?> descriptor, Plan plan, Stage stage, Slot slot) {
        CoreAxes planned = stage.cores().getOrDefault(slot, plan.cores().get(slot));
        if (planned != null) {
            return planned;
        }
        List<Port> ports = stage.out().contains(slot) ? descriptor.outputs() : descriptor.inputs();
        return ports.stream()
                .filter(p -> p.name().equals(slot.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(descriptor.id() + " has no port " + slot.name()))
                .core();
    }

    /**
     * Ports that want no axes in particular follow those that do. Where none does, a call takes as many of the innermost
     * axes as all rasters share, short of those along which a value changes.
     */
    private static List<Axes> resolve(List<CoreAxes> wanted, List<RasterSpec> rasters, Axes valueAxes) {
        Axes together = Axes.NONE;
        for (int i = 0; i < rasters.size(); i++) {
            together = together.union(wanted.get(i).within(rasters.get(i).axes()));
        }
        if (wanted.stream().allMatch(CoreAxes::isVoxel)) {
            together = innermostShared(rasters, valueAxes);
        }
        List<Axes> cores = new ArrayList<>();
        for (int i = 0; i < rasters.size(); i++) {
            Axes axes = rasters.get(i).axes();
            cores.add(
                    wanted.get(i).isVoxel()
                            ? together.intersection(axes)
                            : wanted.get(i).within(axes));
        }
        return cores;
    }

    private static Axes innermostShared(List<RasterSpec> rasters, Axes valueAxes) {
        List<Axis> shared = new ArrayList<>();
        for (int back = 1; ; back++) {
            Axis axis = null;
            for (RasterSpec raster : rasters) {
                Axes axes = raster.axes();
                Axis mine = axes.count() < back ? null : axes.get(axes.count() - back);
                if (mine == null || (axis != null && mine != axis) || valueAxes.has(mine)) {
                    return Axes.of(shared);
                }
                axis = mine;
            }
            shared.add(0, axis);
        }
    }

    private Region outerDomain(Descriptor<?> descriptor) {
        long[] shape = new long[outer.count()];
        Arrays.fill(shape, -1);
        for (List<Bound> side : List.of(in, out)) {
            for (Bound bound : side) {
                for (int d = 0; bound != null && d < shape.length; d++) {
                    if (bound.outer().has(outer.get(d))) {
                        long size = bound.spec().grid().size(outer.get(d));
                        if (shape[d] >= 0 && shape[d] != size) {
                            throw RoimillException.usage(
                                    descriptor.id() + ": '" + bound.slot() + "' is " + size + " along "
                                            + outer.get(d).letter() + ", the others are " + shape[d],
                                    "Bring them onto one grid with a resample step.");
                        }
                        shape[d] = size;
                    }
                }
            }
        }
        return Region.ofShape(shape);
    }

    private void check(Descriptor<?> descriptor) {
        for (Bound bound : out) {
            Axes lacking = bound == null ? Axes.NONE : outer.without(bound.outer());
            // Along an axis of one voxel there is nothing that could get lost.
            if (lacking.list().stream().anyMatch(axis -> outerDomain.size(outer.indexOf(axis)) > 1)) {
                throw RoimillException.usage(
                        descriptor.id() + ": output '" + bound.slot() + "' has no axis " + lacking
                                + ", which an input has",
                        "Project or select along that axis first.");
            }
        }
        for (int i = 0; i < in.size(); i++) {
            if (in.get(i) != null && footprint(i) instanceof Footprint.Halo) {
                checkSize(descriptor, in.get(i));
            }
        }
        for (Bound bound : out) {
            if (bound != null) {
                checkSize(descriptor, bound);
            }
        }
    }

    private void checkSize(Descriptor<?> descriptor, Bound bound) {
        for (Axis axis : bound.core().intersection(primary.core())) {
            long mine = bound.spec().grid().size(axis);
            long expected = primary.spec().grid().size(axis);
            if (mine != expected) {
                throw RoimillException.usage(
                        descriptor.id() + ": '" + bound.slot() + "' is " + mine + " along " + axis.letter() + ", '"
                                + primary.slot() + "' is " + expected,
                        "Bring them onto one grid with a resample step.");
            }
        }
    }

    Footprint footprint(int input) {
        return work instanceof Work.Windowed windowed ? windowed.footprint(input) : Footprint.POINT;
    }

    /** What an input must show for a region over the primary's core axes; may reach beyond its domain. */
    Region need(int input, Region region) {
        Bound bound = in.get(input);
        Footprint footprint = footprint(input);
        if (footprint instanceof Footprint.Halo) {
            return footprint.of(bound.byName(region, primary.core(), bound.core()), bound.coreDomain());
        }
        return footprint.of(region, bound.coreDomain());
    }

    /** The part of an output that belongs to a region over the primary's core axes. */
    Region made(int output, Region region) {
        Bound bound = out.get(output);
        return bound.byName(region, primary.core(), bound.core());
    }

    /** A place along {@link #outer} as a region for a raster that may lack some of those axes. */
    Region place(Bound bound, Region place) {
        return bound.byName(place, outer, bound.outer());
    }
}
