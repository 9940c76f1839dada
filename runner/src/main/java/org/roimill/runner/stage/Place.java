package org.roimill.runner.stage;

import org.roimill.core.processor.Slot;

/** Something that the parts of a graph read or make. */
public sealed interface Place {
    /** What was there before. */
    record Given(String name) implements Place {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a slot of a part holds. */
    record Made(int part, Slot slot) implements Place {}
}
