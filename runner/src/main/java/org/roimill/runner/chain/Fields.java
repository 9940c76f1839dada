package org.roimill.runner.chain;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.roimill.core.text.Spelling;

/**
 * A mapping of a file while it is read key by key. A value of another type than is asked for is told and then taken for
 * absent, as is null. What was asked for is what is allowed.
 */
final class Fields {
    private final SequencedMap<String, Spot> entries;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final String where;
    private final int line;
    private final Faults faults;

    private Fields(Spot mapping, String where, Faults faults) {
        this.entries = mapping.entries();
        this.where = where;
        this.line = mapping.line();
        this.faults = faults;
    }

    /** Without entries, after telling so, where the spot is no mapping. */
    static Fields of(Spot spot, String where, Faults faults) {
        if (spot.isMapping()) {
            return new Fields(spot, where, faults);
        }
        if (spot.value() != null) {
            faults.add(spot.line(), where, "this must be a mapping, not " + spot.kind(), "Write key: value.");
        }
        return new Fields(new Spot(Map.of(), spot.line()), where, faults);
    }

    int line() {
        return line;
    }

    boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /** The value; null if it is absent or null. */
    Spot spot(String key) {
        asked.add(key);
        Spot spot = entries.get(key);
        return spot == null || spot.value() == null ? null : spot;
    }

    Fields fields(String key) {
        Spot spot = spot(key);
        return spot == null ? null : of(spot, inside(key), faults);
    }

    /** A mapping as it stands; empty if it is absent. */
    Map<String, Object> tree(String key) {
        Spot spot = spot(key);
        if (spot != null && !spot.isMapping()) {
            wrong(key, spot, "a mapping", key + ": {name: value}");
            return Map.of();
        }
        return spot == null ? Map.of() : spot.tree();
    }

    List<Spot> list(String key) {
        Spot spot = spot(key);
        if (spot != null && !(spot.value() instanceof List<?>)) {
            wrong(key, spot, "a list", key + ": and one line that begins with '- ' for each item");
            return List.of();
        }
        return spot == null ? List.of() : spot.items();
    }

    String text(String key) {
        Spot spot = spot(key);
        if (spot == null || (spot.value() instanceof String text && !text.isBlank())) {
            return spot == null ? null : (String) spot.value();
        }
        boolean quotes = spot.value() instanceof Number || spot.value() instanceof Boolean;
        wrong(key, spot, "a text", key + ": " + (quotes ? "'" + spot.value() + "'" : "name"));
        return null;
    }

    Boolean truth(String key) {
        Spot spot = spot(key);
        if (spot == null || spot.value() instanceof Boolean) {
            return spot == null ? null : (Boolean) spot.value();
        }
        wrong(key, spot, "true or false", key + ": true");
        return null;
    }

    Integer whole(String key, int least, int most) {
        Spot spot = spot(key);
        if (spot == null || (spot.value() instanceof Integer n && n >= least && n <= most)) {
            return spot == null ? null : (Integer) spot.value();
        }
        wrong(key, spot, "an integer from " + least + " to " + most, key + ": " + least);
        return null;
    }

    void wrong(String key, Spot spot, String expected, String example) {
        add(spot.line(), "'" + key + "' must be " + expected + ", not " + spot.kind(), "For example " + example);
    }

    void missing(String key, String example) {
        missing.add(key);
        add(line, isMissing(key), "For example " + example);
    }

    private static String isMissing(String key) {
        return "'" + key + "' is missing";
    }

    void add(int at, String what, String wayOut) {
        faults.add(at, where, what, wayOut);
    }

    /** What part of the file a key of this one is. */
    String inside(String key) {
        return where.isEmpty() ? key : where + ", " + key;
    }

    /** The keys that nobody asked for. */
    SequencedMap<String, Spot> others() {
        SequencedMap<String, Spot> others = new LinkedHashMap<>(entries);
        others.keySet().removeAll(asked);
        return others;
    }

    /** Which of the keys that were asked for a mistyped one may have meant. */
    String meant(String key) {
        return Spelling.didYouMean(key, asked);
    }

    /** Tells each key that nobody asked for. Where it is a missing one that was mistyped, that says it all. */
    void noOthers() {
        String allowed = "Allowed: " + String.join(", ", asked) + ".";
        others().keySet()
                .forEach(key ->
                        Spelling.nearest(key, missing).ifPresent(meant -> faults.drop(line, where, isMissing(meant))));
        others().forEach((key, spot) -> add(spot.line(), "unknown key '" + key + "'", meant(key) + allowed));
    }
}
