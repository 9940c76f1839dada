package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A piece of a YAML file and the line where it begins; for an entry of a mapping, the line of its key. The value is a
 * text, a number, a truth value, null, a list of spots, or a mapping of texts to spots.
 */
record Spot(Object value, int line) {

    boolean isMapping() {
        return value instanceof Map<?, ?>;
    }

    /** Of a mapping: its entries, in their order. */
    SequencedMap<String, Spot> entries() {
        SequencedMap<String, Spot> entries = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> entries.put((String) key, (Spot) entry));
        return entries;
    }

    /** Of a list: its items. */
    List<Spot> items() {
        return ((List<?>) value).stream().map(Spot.class::cast).toList();
    }

    /** The value without lines. */
    Object plain() {
        return switch (value) {
            case Map<?, ?> mapping -> tree();
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                items().forEach(item -> items.add(item.plain()));
                yield items;
            }
            case null, default -> value;
        };
    }

    /** Of a mapping: its entries without lines. */
    SequencedMap<String, Object> tree() {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        entries().forEach((key, entry) -> tree.put(key, entry.plain()));
        return tree;
    }

    /** What it is, in words. */
    String kind() {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> mapping -> "a mapping";
            case List<?> list -> "a list";
            case String text -> "the text '" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
            case Number number -> "the number " + number;
            default -> String.valueOf(value);
        };
    }
}
