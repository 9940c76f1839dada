package org.roimill.core.processor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;

/** The specs of what a processor is given, by port, which of its optional outputs are asked for, and what its parameters refer to. */
public final class Inputs {
    private final Map<String, List<ElementSpec>> byPort;
    private final Resources resources;
    /** Null for all. */
    private final Set<String> wanted;

    /** Where every output is asked for. */
    public Inputs(Map<String, List<ElementSpec>> byPort, Resources resources) {
        this(byPort, resources, null);
    }

    public Inputs(Map<String, List<ElementSpec>> byPort, Resources resources, Set<String> wanted) {
        this.byPort = new LinkedHashMap<>(byPort);
        this.resources = resources;
        this.wanted = wanted == null ? null : Set.copyOf(wanted);
    }

    /** Whether an output was asked for. Those that are not optional are made in any case. */
    public boolean wants(String output) {
        return wanted == null || wanted.contains(output);
    }

    /** Whether an optional port was given anything. */
    public boolean has(String port) {
        return byPort.containsKey(port);
    }

    public List<ElementSpec> all(String port) {
        return byPort.getOrDefault(port, List.of());
    }

    public RasterSpec raster(String port) {
        return (RasterSpec) all(port).get(0);
    }

    public List<RasterSpec> rasters(String port) {
        return all(port).stream().map(RasterSpec.class::cast).toList();
    }

    public CropsSpec crops(String port) {
        return (CropsSpec) all(port).get(0);
    }

    public Resources resources() {
        return resources;
    }
}
