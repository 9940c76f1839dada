package org.roimill.core.processor;

import java.util.List;

/** One piece of work with what it reads and what it writes. Inputs and outputs keep their positions in the calls. */
public record Stage(List<Slot> in, List<Slot> out, Device device, Work work) {
    public Stage {
        in = List.copyOf(in);
        out = List.copyOf(out);
    }
}
