package org.roimill.inference.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** As much of YAML as JSON has: no anchors, no tags, no key twice. */
final class CardYaml {
    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,9}");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private final String place;
    private final Parser parser;

    private CardYaml(String place, Parser parser) {
        this.place = place;
        this.parser = parser;
    }

    /** @param place names the file in messages */
    static Node parse(String text, String place) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        try {
            return new CardYaml(place, new ParserImpl(new StreamReader(text), options)).document();
        } catch (MarkedYAMLException e) {
            throw fault(
                    place,
                    line(e.getProblemMark()),
                    "this is not YAML: " + e.getProblem(),
                    "Check indentation, brackets and quotes.");
        } catch (YAMLException e) {
            throw RoimillException.badData(
                    place + " cannot be read as YAML: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    "Write it plainly, in UTF-8.");
        }
    }

    static RoimillException fault(String place, int line, String what, String wayOut) {
        return RoimillException.badData(place + ", line " + line + ": " + what, wayOut);
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private Node document() {
        parser.getEvent(); // the beginning of the stream
        if (!parser.checkEvent(Event.ID.DocumentStart)) {
            throw fault(place, 1, "it is empty", "Write a card: key: value.");
        }
        parser.getEvent();
        Node root = node(parser.getEvent());
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw fault(place, line(parser.peekEvent().getStartMark()), "a second document begins", "Keep one.");
        }
        return root;
    }

    private Node node(Event event) {
        int line = line(event.getStartMark());
        if (event.is(Event.ID.Alias) || (event instanceof NodeEvent n && n.getAnchor() != null)) {
            throw fault(place, line, "anchors and aliases are not understood here", "Write it out.");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                checkTag(scalar.getTag(), line);
                yield new Node(scalar.isPlain() ? value(scalar.getValue()) : scalar.getValue(), line);
            }
            case SequenceStartEvent sequence -> {
                checkTag(sequence.getTag(), line);
                List<Node> items = new ArrayList<>();
                while (!parser.checkEvent(Event.ID.SequenceEnd)) {
                    items.add(node(parser.getEvent()));
                }
                parser.getEvent();
                yield new Node(items, line);
            }
            case MappingStartEvent mapping -> {
                checkTag(mapping.getTag(), line);
                yield new Node(entries(), line);
            }
            default -> throw fault(place, line, "this is neither a value, a list nor a mapping", "Leave it out.");
        };
    }

    private Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event event = parser.getEvent();
            int line = line(event.getStartMark());
            if (!(event instanceof ScalarEvent key)) {
                throw fault(place, line, "a key must be a word", "Write it as key: value.");
            }
            Node value = new Node(node(parser.getEvent()).value(), line);
            if (entries.put(key.getValue(), value) != null) {
                throw fault(place, line, "the key '" + key.getValue() + "' stands twice", "Keep one of the two.");
            }
        }
        parser.getEvent();
        return entries;
    }

    private void checkTag(String tag, int line) {
        if (tag != null) {
            throw fault(place, line, "the tag " + tag + " is not allowed here", "Leave the tag out.");
        }
    }

    /** Words without quotes that are more than words, as YAML 1.2 has them. */
    private static Object value(String word) {
        if (word.length() <= LONGEST_NUMBER && WHOLE.matcher(word).matches()) {
            return Integer.valueOf(word);
        }
        if (word.length() <= LONGEST_NUMBER && REAL.matcher(word).matches()) {
            return Double.valueOf(word);
        }
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "", "~", "null" -> null;
            default -> word;
        };
    }
}
