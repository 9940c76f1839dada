package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code input} and {@code output} of a step: one name, a list of names, or names by port. */
final class EndsReader {
    private EndsReader() {}

    static Ends read(Fields step, String key) {
        Spot spot = step.spot(key);
        if (spot == null) {
            step.missing(key, key + ": DAPI");
            return Ends.of();
        }
        if (!spot.isMapping()) {
            return new Ends(names(step, key, spot), spot.value() instanceof List<?>, Map.of());
        }
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        spot.entries().forEach((port, names) -> byPort.put(port, names(step, key + "." + port, names)));
        if (byPort.isEmpty()) {
            step.wrong(key, spot, "a name, a list of names, or names by port", key + ": DAPI");
        }
        return Ends.ports(byPort);
    }

    private static List<String> names(Fields step, String key, Spot spot) {
        List<Spot> items = spot.value() instanceof List<?> ? spot.items() : List.of(spot);
        if (items.isEmpty()) {
            step.add(spot.line(), "'" + key + "' is an empty list", "Name at least one element.");
        }
        List<String> names = new ArrayList<>();
        for (Spot item : items) {
            if (item.value() instanceof String name && !name.isBlank()) {
                names.add(name);
            } else {
                boolean quotes = item.value() instanceof Number || item.value() instanceof Boolean;
                step.wrong(key, item, "made of names", quotes ? "'" + item.value() + "', in quotes" : "[DAPI, CD45]");
            }
        }
        return names;
    }
}
