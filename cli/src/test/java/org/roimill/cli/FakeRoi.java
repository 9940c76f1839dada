package org.roimill.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;
import org.roimill.core.format.Element;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Roi;

/** A ROI in memory. */
final class FakeRoi implements Roi {
    final String name;
    final Map<String, Element> elements = new LinkedHashMap<>();
    final Map<String, List<Pixels>> pixels = new LinkedHashMap<>();
    final Map<String, Table> tables = new LinkedHashMap<>();
    final Map<String, Shapes> shapes = new LinkedHashMap<>();

    final List<Fault> faults = new ArrayList<>();

    FakeRoi(String name) {
        this.name = name;
    }

    void raster(String element, Map<String, Object> provenance, Pixels... levels) {
        pixels.put(element, List.of(levels));
        elements.put(
                element,
                new Element(
                        element,
                        levels[0].spec(),
                        List.of(levels).stream().map(Pixels::spec).toList(),
                        Map.of("codec", "fake"),
                        provenance,
                        Map.of("own", 1)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "a fake";
    }

    @Override
    public List<Element> elements() {
        return new ArrayList<>(elements.values());
    }

    @Override
    public List<Fault> faults() {
        return faults;
    }

    @Override
    public Pixels pixels(String element, int level) {
        element(element);
        return pixels.get(element).get(level);
    }

    @Override
    public String key(String element) {
        return "content:" + element(element).name();
    }

    @Override
    public Table table(String element) {
        return tables.get(element);
    }

    @Override
    public Shapes shapes(String element) {
        return shapes.get(element);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
