package org.roimill.core.element;

/** Shapes in a named world. */
public record ShapesSpec(String world) implements ElementSpec {
    @Override
    public Kind kind() {
        return Kind.SHAPES;
    }
}
