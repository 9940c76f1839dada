package org.roimill.api.picture;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.runner.stage.MemoryRaster;

/** Images and labels in memory, of one level. */
final class MemoryRoi implements Roi {
    private final String name;
    private final Map<String, MemoryRaster> rasters = new LinkedHashMap<>();

    MemoryRoi(String name) {
        this.name = name;
    }

    /** A raster whose voxels are a function of their place in it. */
    MemoryRoi with(String element, RasterSpec spec, LongToDoubleFunction value) {
        MemoryRaster raster = MemoryRaster.zeros(spec, Arena.ofAuto());
        for (long i = 0; i < raster.block().voxels(); i++) {
            raster.block().set(i, value.applyAsDouble(i));
        }
        rasters.put(element, raster);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "in memory";
    }

    @Override
    public List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        rasters.forEach((key, raster) ->
                elements.add(new Element(key, raster.spec(), List.of(raster.spec()), Map.of(), Map.of(), Map.of())));
        return elements;
    }

    @Override
    public Pixels pixels(String element, int level) {
        return rasters.get(element);
    }

    @Override
    public Table table(String element) {
        throw new IllegalStateException("no tables here");
    }

    @Override
    public Shapes shapes(String element) {
        throw new IllegalStateException("no shapes here");
    }

    @Override
    public String key(String element) {
        throw new IllegalStateException("no keys here");
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
