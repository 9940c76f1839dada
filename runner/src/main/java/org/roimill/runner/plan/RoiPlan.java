package org.roimill.runner.plan;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.network.Model;
import org.roimill.runner.stage.Graph;

/**
 * What a chain means for one ROI.
 *
 * @param steps those that will run or whose result is there already
 * @param reads the elements of the ROI that are read, with what tells their state from others
 * @param graph null where all is done
 * @param notes what the user should know, one line each
 */
public record RoiPlan(
        String roi,
        List<StepLine> steps,
        List<Output> outputs,
        Map<String, String> reads,
        Graph graph,
        List<String> notes) {
    /**
     * One step for people.
     *
     * @param inputs by port, as they were found
     * @param makes the elements by name
     * @param models that it refers to
     * @param state {@code kept}, {@code temporary} or {@code done}, by name
     */
    public record StepLine(
            String place,
            String type,
            Map<String, List<String>> inputs,
            Map<String, ElementSpec> makes,
            Map<String, String> state,
            Map<String, Object> parameters,
            List<Model> models) {}

    public RoiPlan {
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
    }

    /** True if nothing is left to do. */
    public boolean isDone() {
        return graph == null;
    }
}
