package org.roimill.inference.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.roimill.core.error.RoimillException;
import org.roimill.core.text.Spelling;

/** A mapping of a card while it is read key by key; the first thing that is wrong is thrown. Null counts as absent. */
final class Fields {
    private final Map<String, Node> entries;
    private final Set<String> asked = new LinkedHashSet<>();
    private final String place;
    private final int line;

    Fields(Node mapping, String place) {
        this.place = place;
        this.line = mapping.line();
        if (!mapping.isMapping()) {
            throw CardYaml.fault(
                    place, line, "this must be a mapping, not " + mapping.kind(), "Write key: value on each line.");
        }
        this.entries = mapping.entries();
    }

    boolean has(String key) {
        return get(key) != null;
    }

    private Node get(String key) {
        asked.add(key);
        Node node = entries.get(key);
        return node == null || node.value() == null ? null : node;
    }

    private Node need(String key, String example) {
        Node node = get(key);
        if (node == null) {
            throw CardYaml.fault(
                    place, line, "'" + key + "' is missing", guess(key) + "For example " + key + ": " + example);
        }
        return node;
    }

    /** What may have been meant by the missing one. */
    private String guess(String key) {
        return Spelling.nearest(key, entries.keySet())
                .filter(near -> !asked.contains(near))
                .map(near -> "There is '" + near + "'. ")
                .orElse("");
    }

    RoimillException wrong(String key, String expected, String example) {
        Node node = entries.get(key);
        return CardYaml.fault(
                place,
                node.line(),
                "'" + key + "' must be " + expected + ", not " + node.kind(),
                "For example " + key + ": " + example);
    }

    String text(String key, String example) {
        return text(key, example, text -> true, "a text");
    }

    String text(String key, String example, Predicate<String> fits, String expected) {
        if (need(key, example).value() instanceof String text && !text.isBlank() && fits.test(text)) {
            return text;
        }
        throw wrong(key, expected, example);
    }

    /** One of several words. */
    String choice(String key, List<String> words) {
        return text(key, words.getFirst(), words::contains, "one of " + String.join(", ", words));
    }

    int whole(String key, int least, int most, String example) {
        if (need(key, example).value() instanceof Integer n && n >= least && n <= most) {
            return n;
        }
        throw wrong(key, "a whole number from " + least + " to " + most, example);
    }

    double real(String key, double least, double most, String example) {
        if (need(key, example).value() instanceof Number n && n.doubleValue() >= least && n.doubleValue() <= most) {
            return n.doubleValue();
        }
        throw wrong(key, "a number from " + least + " to " + most, example);
    }

    boolean truth(String key) {
        if (need(key, "true").value() instanceof Boolean truth) {
            return truth;
        }
        throw wrong(key, "true or false", "true");
    }

    List<String> texts(String key, String example) {
        Node node = need(key, example);
        List<String> texts = new ArrayList<>();
        if (node.isList()) {
            for (Node item : node.items()) {
                if (item.value() instanceof String text && !text.isBlank()) {
                    texts.add(text);
                }
            }
        }
        if (!node.isList() || texts.size() != node.items().size()) {
            throw wrong(key, "a list of words", example);
        }
        return texts;
    }

    /** So many numbers; as many as there are where {@code count} is -1. */
    List<Double> numbers(String key, int count) {
        Node node = need(key, "[0.5, 1.5]");
        List<Double> numbers = new ArrayList<>();
        if (node.isList()) {
            for (Node item : node.items()) {
                if (item.value() instanceof Number n) {
                    numbers.add(n.doubleValue());
                }
            }
        }
        if (!node.isList() || numbers.size() != node.items().size() || (count >= 0 && numbers.size() != count)) {
            throw wrong(key, "a list of " + (count < 0 ? "" : count + " ") + "numbers", "[0.5, 1.5]");
        }
        return numbers;
    }

    Fields fields(String key, String example) {
        Node node = need(key, example);
        if (!node.isMapping()) {
            throw wrong(key, "a mapping", example);
        }
        return new Fields(node, place);
    }

    List<Fields> each(String key, String example) {
        Node node = need(key, example);
        if (!node.isList()) {
            throw wrong(key, "a list", example);
        }
        return node.items().stream().map(item -> new Fields(item, place)).toList();
    }

    /** A list of lists. */
    List<Node> items(String key) {
        Node node = need(key, "[[0.5, 1.5]]");
        if (!node.isList()) {
            throw wrong(key, "a list of lists of numbers", "[[0.5, 1.5]]");
        }
        return node.items();
    }

    Object plain(String key) {
        return get(key).plain();
    }

    /** All of it. */
    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        entries.forEach((key, node) -> {
            if (node.value() != null) {
                plain.put(key, node.plain());
            }
        });
        return plain;
    }

    /** What is there and was not asked for is a mistake. */
    void noOthers() {
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw CardYaml.fault(
                        place,
                        entry.getValue().line(),
                        "unknown key '" + entry.getKey() + "'",
                        Spelling.didYouMean(entry.getKey(), asked) + "Allowed: " + String.join(", ", asked) + ".");
            }
        }
    }
}
