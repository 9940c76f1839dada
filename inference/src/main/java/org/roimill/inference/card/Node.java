package org.roimill.inference.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of a card and the line where it begins. The value is a text, an Integer, a Double, a truth value, null, a list
 * of nodes, or a mapping of texts to nodes.
 */
record Node(Object value, int line) {
    Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> entries.put((String) key, (Node) entry));
        return entries;
    }

    List<Node> items() {
        return ((List<?>) value).stream().map(Node.class::cast).toList();
    }

    boolean isMapping() {
        return value instanceof Map<?, ?>;
    }

    boolean isList() {
        return value instanceof List<?>;
    }

    /** Without lines. */
    Object plain() {
        return switch (value) {
            case Map<?, ?> mapping -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                entries().forEach((key, entry) -> plain.put(key, entry.plain()));
                yield plain;
            }
            case List<?> list -> {
                List<Object> plain = new ArrayList<>();
                items().forEach(item -> plain.add(item.plain()));
                yield plain;
            }
            case null, default -> value;
        };
    }

    /** What it is, in words. */
    String kind() {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> mapping -> "a mapping";
            case List<?> list -> "a list";
            case String text -> "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
            default -> String.valueOf(value);
        };
    }
}
