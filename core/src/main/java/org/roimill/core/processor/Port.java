package org.roimill.core.processor;

import org.roimill.core.element.Kind;

/** A named input or output of a processor. An optional output is made where somebody asks for it. */
public record Port(String name, Kind kind, Arity arity, CoreAxes core, String help) {
    public enum Arity {
        ONE,
        OPTIONAL,
        /** One or more. */
        MANY
    }

    public static Port one(String name, Kind kind, String core, String help) {
        return new Port(name, kind, Arity.ONE, CoreAxes.of(core), help);
    }

    public static Port optional(String name, Kind kind, String core, String help) {
        return new Port(name, kind, Arity.OPTIONAL, CoreAxes.of(core), help);
    }

    public static Port many(String name, Kind kind, String core, String help) {
        return new Port(name, kind, Arity.MANY, CoreAxes.of(core), help);
    }
}
