package org.roimill.core.processor;

import java.util.List;
import java.util.Map;

/**
 * One piece of work with what it reads and what it writes. Inputs and outputs keep their positions in the calls.
 *
 * @param cores the axes along which this stage takes a slot, where they are others than those that the plan says
 */
public record Stage(List<Slot> in, List<Slot> out, Device device, Work work, Map<Slot, CoreAxes> cores) {
    public Stage {
        in = List.copyOf(in);
        out = List.copyOf(out);
        cores = Map.copyOf(cores);
    }
}
