package org.roimill.runner.stage;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.LabelTable;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Stage;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;

/** One stage with everything it is bound to; the runners of the five forms of work share it. */
final class StageRun {
    final Engine engine;
    final Descriptor<?> descriptor;
    final Stage stage;
    final Geometry geometry;
    final List<Source> inputs;
    /** Where each output goes; null for those that are no raster. */
    final List<RasterWriter> outputs;
    /** Null where labels need none. */
    final LabelTable labelTable;

    StageRun(
            Engine engine,
            Descriptor<?> descriptor,
            Plan plan,
            Stage stage,
            Map<Slot, ElementSpec> specs,
            List<Source> inputs,
            List<RasterWriter> outputs,
            LabelTable labelTable) {
        this.engine = engine;
        this.descriptor = descriptor;
        this.stage = stage;
        this.inputs = inputs;
        this.outputs = outputs;
        this.labelTable = labelTable;
        Axes valueAxes = Axes.NONE;
        for (Source source : inputs) {
            if (source instanceof Source.Valued valued) {
                valueAxes = valueAxes.union(valued.values().axes());
            }
        }
        this.geometry = new Geometry(descriptor, plan, stage, specs, valueAxes);
    }

    Work work() {
        return stage.work();
    }

    String what() {
        return descriptor.id();
    }

    Lane lane(int input) {
        return switch (work()) {
            case Work.Windowed windowed -> windowed.lane(input);
            case Work.Fold<?, ?> fold -> fold.lane(input);
            case Work.Cutter cutter -> Lane.STORED;
        };
    }

    Lane outLane(int output) {
        return work() instanceof Work.Windowed windowed ? windowed.outLane(output) : Lane.STORED;
    }

    Border border(int input) {
        return work() instanceof Work.Windowed windowed ? windowed.border(input) : Border.CLIP;
    }
}
