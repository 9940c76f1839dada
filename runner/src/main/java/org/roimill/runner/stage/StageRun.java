package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.LabelTable;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Stage;
import org.roimill.core.processor.Work;

/**
 * One stage with everything it is bound to; the runners of the five forms of work share it. Sources and writers may be
 * bound after it was made, and are before it runs.
 */
final class StageRun {
    final Engine engine;
    final Descriptor<?> descriptor;
    final Stage stage;
    final Geometry geometry;
    final List<Source> inputs;
    /** Where each output goes; null for those that are no raster. */
    final List<RasterWriter> outputs;

    final Timing timing = new Timing();
    /** Null where labels need none. */
    LabelTable labelTable;

    StageRun(
            Engine engine,
            Descriptor<?> descriptor,
            Stage stage,
            Geometry geometry,
            List<Source> inputs,
            List<RasterWriter> outputs) {
        this.engine = engine;
        this.descriptor = descriptor;
        this.stage = stage;
        this.geometry = geometry;
        this.inputs = new ArrayList<>(inputs);
        this.outputs = new ArrayList<>(outputs);
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

    /** Along the outer axes as many places as a stored chunk holds, so that no chunk is decoded for each of them anew. */
    long[] outerCell() {
        long[] cell = Piece.ones(geometry.outer.count());
        for (int i = 0; i < geometry.in.size(); i++) {
            Bound bound = geometry.in.get(i);
            if (bound == null) {
                continue;
            }
            long[] chunk = inputs.get(i).pixels().chunk();
            for (int d = 0; d < cell.length; d++) {
                int at = bound.spec().axes().indexOf(geometry.outer.get(d));
                if (at >= 0) {
                    cell[d] = Math.max(cell[d], Math.min(chunk[at], geometry.outerDomain.size(d)));
                }
            }
        }
        return cell;
    }
}
