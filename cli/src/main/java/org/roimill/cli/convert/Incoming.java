package org.roimill.cli.convert;

import java.util.Map;
import org.roimill.core.element.Pixels;

/** A raster that is to become an element. */
public record Incoming(String name, Pixels pixels, Map<String, Object> provenance) {}
