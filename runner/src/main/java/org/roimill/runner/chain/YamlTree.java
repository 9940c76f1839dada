package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.error.RoimillException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML into spots: one document, the core schema, no tag beyond it, no key twice, and everything bounded, so that
 * no file can do more than be refused. Merge keys are understood, as PyYAML does.
 */
final class YamlTree {
    /** The longest text that is looked at. */
    static final int LONGEST = 1 << 20;

    private static final int DEEPEST = 40;
    private static final int MOST_ALIASES = 100;
    private static final int MOST_NODES = 200_000;

    private final String name;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlTree(String name) {
        this.name = name;
    }

    /** The document; null if there is none. */
    static Spot parse(String text, String name) {
        if (text.length() > LONGEST) {
            throw RoimillException.usage(
                    name + " is longer than 1 MiB", "A chain is a short text: name the file that holds one.");
        }
        return new YamlTree(name).document(text);
    }

    private Spot document(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setTagInspector(tag -> true); // no object is ever made: spot refuses every tag itself, and says where
        try {
            StreamReader reader = new StreamReader(text);
            Node root = new Composer(new ParserImpl(reader, options), new CoreSchema(), options).getSingleNode();
            return root == null ? null : spot(root);
        } catch (MarkedYAMLException e) {
            throw malformed(e);
        } catch (YAMLException e) {
            throw RoimillException.usage(
                    name + " cannot be read as YAML: " + firstLine(e.getMessage()),
                    "Write it plainly: UTF-8 text, at most " + DEEPEST + " levels deep, with few aliases.");
        }
    }

    private RoimillException malformed(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? firstLine(e.getMessage()) : firstLine(e.getProblem());
        if (problem.contains("another document")) {
            return fault(line(e.getProblemMark()), "a second document begins", "Keep one document in each file.");
        }
        String wayOut = problem.contains("TAB")
                ? "Indent with spaces."
                : "Check indentation, brackets and quotes; a text needs quotes that holds ': ' or '#', or begins with '${'.";
        return fault(line(e.getProblemMark()), "this is not YAML: " + problem, wayOut);
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("").strip();
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private RoimillException fault(int line, String what, String wayOut) {
        return RoimillException.usage(name + ", line " + line + ": " + what, wayOut);
    }

    private Spot spot(Node node) {
        int line = line(node.getStartMark());
        if (++nodes > MOST_NODES) {
            throw fault(line, "its aliases make more than " + MOST_NODES + " pieces", "Write it without aliases.");
        }
        if (open.size() > 2 * DEEPEST || !open.add(node)) {
            throw fault(line, "something contains itself", "Write it without aliases.");
        }
        Object value = switch (node) {
            case ScalarNode scalar -> scalar(scalar, line);
            case SequenceNode sequence -> {
                checkTag(sequence, Tag.SEQ, line);
                List<Spot> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(spot(item)));
                yield items;
            }
            case MappingNode mapping -> {
                checkTag(mapping, Tag.MAP, line);
                yield entries(mapping);
            }
            default -> throw fault(line, "this is neither a value, a list nor a mapping", "Leave it out.");
        };
        open.remove(node);
        return new Spot(value, line);
    }

    private Object scalar(ScalarNode scalar, int line) {
        Tag tag = scalar.getTag().equals(Tag.MERGE) ? Tag.STR : scalar.getTag();
        if (!CoreSchema.fits(tag, scalar.getValue())) {
            throw tagged(scalar, line);
        }
        return CoreSchema.value(tag, scalar.getValue());
    }

    private void checkTag(Node node, Tag only, int line) {
        if (!node.getTag().equals(only)) {
            throw tagged(node, line);
        }
    }

    private RoimillException tagged(Node node, int line) {
        String tag = node.getTag().getValue().replace(Tag.PREFIX, "!!");
        return fault(line, "the tag " + tag + " is not allowed here", "Leave the tag out.");
    }

    private Map<String, Spot> entries(MappingNode mapping) {
        Map<String, Spot> own = new LinkedHashMap<>();
        Map<String, Spot> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode().getStartMark());
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(spot(tuple.getValueNode()), line, merged);
                continue;
            }
            String key = key(tuple.getKeyNode(), line);
            Spot before = own.put(key, new Spot(spot(tuple.getValueNode()).value(), line));
            if (before != null) {
                throw fault(
                        line,
                        "the key '" + key + "' stands twice, first in line " + before.line(),
                        "Keep one of the two.");
            }
        }
        merged.forEach(own::putIfAbsent);
        return own;
    }

    /** Of several mappings the first that has a key gives its value. */
    private void merge(Spot value, int line, Map<String, Spot> into) {
        List<Spot> mappings = value.value() instanceof List<?> ? value.items() : List.of(value);
        for (Spot one : mappings) {
            if (!one.isMapping()) {
                throw fault(line, "'<<' merges mappings, and this is " + one.kind(), "Give an alias of a mapping.");
            }
            one.entries().forEach((key, entry) -> into.putIfAbsent(key, new Spot(entry.value(), line)));
        }
    }

    private String key(Node node, int line) {
        if (node instanceof ScalarNode scalar && scalar(scalar, line) != null) {
            return scalar.getValue();
        }
        throw fault(line, "a key must be a word", "Write it as key: value; put odd keys in quotes.");
    }
}
