package org.roimill.core.processor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;

/**
 * What a processor will make and how: the specs of its outputs and temporaries, and the stages in the order in which
 * they run.
 *
 * @param specs for each output and temporary
 * @param cores the core axes of each temporary, and of inputs and outputs that are worked on along others than their
 *     port declares
 */
public record Plan(Map<Slot, ElementSpec> specs, Map<Slot, CoreAxes> cores, List<Stage> stages) {
    public Plan {
        specs = Collections.unmodifiableMap(new LinkedHashMap<>(specs));
        cores = Map.copyOf(cores);
        stages = List.copyOf(stages);
    }

    /** The spec of one output. */
    public ElementSpec output(String port) {
        return specs.get(new Slot.Output(port));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Writes a plan down in the order in which data flows. */
    public static final class Builder {
        private final Map<Slot, ElementSpec> specs = new LinkedHashMap<>();
        private final Map<Slot, CoreAxes> cores = new LinkedHashMap<>();
        private final List<Stage> stages = new ArrayList<>();

        public Slot input(String port) {
            return new Slot.Input(port, 0);
        }

        /** An input that this work takes along other axes than its port declares; {@code core} as in {@link CoreAxes#of}. */
        public Slot input(String port, String core) {
            return along(input(port), core);
        }

        /** All elements of a port that takes many. */
        public List<Slot> inputs(String port, Inputs inputs) {
            List<Slot> slots = new ArrayList<>();
            for (int i = 0; i < inputs.all(port).size(); i++) {
                slots.add(new Slot.Input(port, i));
            }
            return slots;
        }

        public Slot output(String port, ElementSpec spec) {
            return declare(new Slot.Output(port), spec);
        }

        /** An output that is made along other axes than its port declares. */
        public Slot output(String port, ElementSpec spec, String core) {
            return along(output(port, spec), core);
        }

        /** A raster between two stages; {@code core} as in {@link CoreAxes#of}. */
        public Slot temporary(String name, RasterSpec spec, String core) {
            return along(declare(new Slot.Temporary(name), spec), core);
        }

        /** A fold whose result later stages look at. */
        public Slot fold(String name, Work.Fold<?, ?> fold, Slot... in) {
            return fold(name, fold, List.of(in), Map.of());
        }

        /** A fold that takes some of its slots along axes of its own. */
        public Slot fold(String name, Work.Fold<?, ?> fold, List<Slot> in, Map<Slot, String> cores) {
            Slot value = new Slot.Value(name);
            stages.add(new Stage(in, List.of(value), Device.CPU, fold, parsed(cores)));
            return value;
        }

        public Builder stage(Work work, List<Slot> in, List<Slot> out) {
            return stage(Device.CPU, work, in, out);
        }

        public Builder stage(Device device, Work work, List<Slot> in, List<Slot> out) {
            return stage(device, work, in, out, Map.of());
        }

        /** A stage that takes some of its slots along axes of its own; they are written as in {@link CoreAxes#of}. */
        public Builder stage(Device device, Work work, List<Slot> in, List<Slot> out, Map<Slot, String> cores) {
            stages.add(new Stage(in, out, device, work, parsed(cores)));
            return this;
        }

        public Plan build() {
            return new Plan(specs, cores, stages);
        }

        private static Map<Slot, CoreAxes> parsed(Map<Slot, String> cores) {
            Map<Slot, CoreAxes> parsed = new LinkedHashMap<>();
            cores.forEach((slot, core) -> parsed.put(slot, CoreAxes.of(core)));
            return parsed;
        }

        private Slot along(Slot slot, String core) {
            cores.put(slot, CoreAxes.of(core));
            return slot;
        }

        private Slot declare(Slot slot, ElementSpec spec) {
            if (specs.put(slot, spec) != null) {
                throw new IllegalStateException(slot + " is declared twice");
            }
            return slot;
        }
    }
}
