package org.roimill.runner.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Slot;

/**
 * One processor's plan within a graph.
 *
 * @param what for messages: {@code step 3 'ring'}
 * @param inputs where each port reads from
 */
public record Part(String what, Descriptor<?> descriptor, Plan plan, Map<String, List<Place>> inputs) {
    public Part {
        inputs = new LinkedHashMap<>(inputs);
    }

    /** What a slot means for all parts, if this is the one of that number. */
    Place place(int number, Slot slot) {
        return slot instanceof Slot.Input in ? inputs.get(in.name()).get(in.index()) : new Place.Made(number, slot);
    }
}
