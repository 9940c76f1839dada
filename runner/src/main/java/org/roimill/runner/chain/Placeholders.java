package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.text.Spelling;

/**
 * Fills the placeholders of a chain for one ROI: <code>${vars.x}</code> from the chain, <code>${meta.x}</code> from the
 * sample sheet, and <code>${x}</code> where only one of the two has it. A value that is nothing but a placeholder takes
 * the type of what fills it. Two dollars before the brace stand for one, and nothing is filled there.
 * <code>${input}</code> is left to {@link FanOut}.
 */
public final class Placeholders {
    /** An escape, a placeholder, or the beginning of one that does not end. */
    static final Pattern SYNTAX = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)}|\\$\\{");

    static final String INPUT = "input";
    private static final String ESCAPED_INPUT = "$${" + INPUT + "}";
    private static final String VARS = "vars.";
    private static final String META = "meta.";
    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9].*|\\+.*");

    private final Map<String, Object> given = new LinkedHashMap<>();
    private final Map<String, Object> filled = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Faults faults;

    private Placeholders(String chain) {
        faults = new Faults(chain);
    }

    /** Reads what {@code --set} was given, each {@code name=value}. */
    public static Map<String, Object> set(List<String> settings) {
        Map<String, Object> set = new LinkedHashMap<>();
        Settings.read("--set", settings).forEach((name, value) -> {
            if (set.containsKey(bare(name))) {
                throw Settings.twice("--set", bare(name));
            }
            set.put(bare(name), value);
        });
        return set;
    }

    private static String bare(String name) {
        return name.startsWith(VARS) ? name.substring(VARS.length()) : name;
    }

    /**
     * The chain with everything filled in. Its vars are what they came to.
     *
     * @param set takes the place of vars, or, under {@code meta.x}, of what the sheet says
     * @param meta what the sheet says of the ROI
     */
    public static Chain fill(Chain chain, Map<String, Object> set, Map<String, String> meta) {
        Placeholders placeholders = new Placeholders(chain.name());
        Chain filled = placeholders.chain(chain, set, meta);
        placeholders.faults.throwIfAny();
        return filled;
    }

    private Chain chain(Chain chain, Map<String, Object> set, Map<String, String> meta) {
        chain.vars().forEach((name, value) -> given.put(VARS + name, value));
        Set<String> known = new LinkedHashSet<>(chain.vars().keySet());
        meta.forEach((name, text) -> {
            given.put(META + name, text);
            filled.put(META + name, typed(text));
        });
        set.forEach((name, value) -> {
            if (name.startsWith(META)) {
                given.put(name, value);
                filled.put(name, value);
            } else if (known.contains(bare(name))) {
                given.put(VARS + bare(name), value);
            } else {
                faults.add(0, "--set " + name, "the chain has no such var", near(bare(name), known));
            }
        });
        Map<String, Object> vars = new LinkedHashMap<>();
        chain.vars().keySet().forEach(name -> vars.put(name, lookUp(VARS + name, "vars, " + name)));
        Map<String, FileEntry> files = new LinkedHashMap<>();
        chain.files()
                .forEach((name, file) -> files.put(
                        name,
                        new FileEntry(name, text(file.location(), "files, " + name), file.kind(), file.digest())));
        return chain.withVars(vars)
                .withFiles(files)
                .withSteps(chain.steps().stream().map(this::step).toList());
    }

    private static String near(String name, Set<String> known) {
        return known.isEmpty()
                ? "There are none to set."
                : Spelling.didYouMean(name, known) + "There are: " + String.join(", ", known) + ".";
    }

    /** A number of a sheet is one, but for those that have zeros in front: 007 is a name. */
    private static Object typed(String text) {
        Object value = LEADING_ZERO.matcher(text).matches() ? text : CoreSchema.value(text);
        return value == null ? text : value;
    }

    private Step step(Step step) {
        String place = step.place();
        CropWish crops = step.crops();
        return new Step(
                place,
                step.name(),
                text(step.type(), place),
                ends(step.input(), place),
                ends(step.output(), place),
                tree(step.parameters(), place),
                step.keep(),
                step.level(),
                step.optional(),
                step.storage(),
                crops == null
                        ? null
                        : new CropWish(
                                text(crops.as(), place), text(crops.to(), place), text(crops.template(), place)));
    }

    private Ends ends(Ends ends, String place) {
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        ends.byPort().forEach((port, names) -> byPort.put(port, names(names, place)));
        return new Ends(names(ends.inOrder(), place), ends.isList(), byPort);
    }

    /** A placeholder that alone stands for a list becomes all of its items. */
    private List<String> names(List<String> names, String place) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            if (value(name, place) instanceof List<?> list) {
                list.forEach(item -> all.add(String.valueOf(item)));
            } else {
                all.add(text(name, place));
            }
        }
        return all;
    }

    private Map<String, Object> tree(Map<?, ?> tree, String place) {
        Map<String, Object> all = new LinkedHashMap<>();
        tree.forEach((key, value) -> all.put((String) key, value(value, place)));
        return all;
    }

    private Object value(Object value, String place) {
        return switch (value) {
            case Map<?, ?> tree -> tree(tree, place);
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(value(item, place)));
                yield items;
            }
            case String text -> {
                Matcher m = SYNTAX.matcher(text);
                boolean alone = m.matches() && m.group(1) != null && !isInput(m.group(1));
                yield alone ? lookUp(full(m.group(1), place), place) : text(text, place);
            }
            case null, default -> value;
        };
    }

    private String text(String text, String place) {
        if (text == null) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        Matcher m = SYNTAX.matcher(text);
        while (m.find()) {
            m.appendReplacement(out, Matcher.quoteReplacement(piece(text, m, place)));
        }
        return m.appendTail(out).toString();
    }

    private String piece(String text, Matcher m, String place) {
        if (m.group(1) == null && m.group().startsWith("$$")) {
            return text.startsWith(ESCAPED_INPUT, m.start()) ? m.group() : "${";
        }
        if (m.group(1) == null) {
            faults.add(0, place, "'" + text + "' opens ${ and never closes it", "Close it with }, or write $${.");
            return m.group();
        }
        if (isInput(m.group(1))) {
            return m.group();
        }
        String name = full(m.group(1), place);
        Object value = name != null && name.startsWith(META) ? given.get(name) : lookUp(name, place);
        boolean nothing = name != null && given.get(name) == null;
        if (nothing || value instanceof Map<?, ?> || value instanceof List<?>) {
            faults.add(
                    0,
                    place,
                    "${" + m.group(1) + "} is " + new Spot(value, 0).kind() + ", which does not fit into '" + text
                            + "'",
                    "Let it stand alone.");
        }
        return String.valueOf(value);
    }

    private static boolean isInput(String name) {
        return name.strip().equals(INPUT);
    }

    /** The name with {@code vars.} or {@code meta.} before it; null, after telling so, if there is none. */
    private String full(String written, String place) {
        String name = written.strip();
        if (given.containsKey(name)) {
            return name;
        }
        boolean var = given.containsKey(VARS + name);
        boolean meta = given.containsKey(META + name);
        if (var && meta) {
            faults.add(
                    0,
                    place,
                    "${" + name + "} means two things",
                    "Write ${vars." + name + "} or ${meta." + name + "}.");
        }
        if (var || meta) {
            return (var ? VARS : META) + name;
        }
        Set<String> known = new LinkedHashSet<>();
        boolean isFull = name.startsWith(VARS) || name.startsWith(META);
        given.keySet().forEach(key -> known.add(isFull ? key : key.substring(key.indexOf('.') + 1)));
        known.add(INPUT);
        faults.add(0, place, "nothing fills ${" + name + "}", near(name, known));
        return null;
    }

    /** What a full name stands for; null after a fault. */
    private Object lookUp(String name, String place) {
        if (name == null || filled.containsKey(name)) {
            return name == null ? null : filled.get(name);
        }
        if (!open.add(name)) {
            faults.add(0, place, "vars go round in a circle: " + String.join(", ", open), "Give one of them a value.");
            return null;
        }
        Object value = value(given.get(name), "vars, " + bare(name));
        open.remove(name);
        filled.put(name, value);
        return value;
    }
}
