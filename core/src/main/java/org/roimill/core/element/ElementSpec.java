package org.roimill.core.element;

/** What is known of an element before any of its content is read. */
public sealed interface ElementSpec permits RasterSpec, TableSpec, ShapesSpec, CropsSpec {
    Kind kind();
}
