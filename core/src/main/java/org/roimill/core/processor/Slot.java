package org.roimill.core.processor;

/** A place that the stages of a plan read from or write to. */
public sealed interface Slot {
    String name();

    /** An element that was given; {@code index} counts where the port takes many. */
    record Input(String name, int index) implements Slot {
        @Override
        public String toString() {
            return index == 0 ? name : name + "[" + index + "]";
        }
    }

    /** An element that is asked for. */
    record Output(String name) implements Slot {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A raster that only the stages of this plan see. */
    record Temporary(String name) implements Slot {
        @Override
        public String toString() {
            return "~" + name;
        }
    }

    /** The small result of a {@link Work.Fold}, say, two percentiles for each channel. */
    record Value(String name) implements Slot {
        @Override
        public String toString() {
            return "$" + name;
        }
    }
}
