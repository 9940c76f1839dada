package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/** Makes of a step that holds {@code ${input}} one step for each of its inputs. */
public final class FanOut {
    private static final String INPUT = "${" + Placeholders.INPUT + "}";
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\$\\{\\s*" + Placeholders.INPUT + "\\s*}");
    private static final String ESCAPED = "$" + INPUT;

    private FanOut() {}

    /** Whether {@code ${input}} stands anywhere in it but in its inputs. */
    public static boolean isNeeded(Step step) {
        boolean[] found = {false};
        UnaryOperator<String> look = text -> {
            found[0] |= PLACEHOLDER.matcher(text).find();
            return text;
        };
        rewrite(step, step.place(), step.input(), look, look);
        return found[0];
    }

    /**
     * The steps that a step becomes. Without {@code ${input}} it is one step, with the inputs that were resolved where
     * they stand in order. In names of elements and files an input {@code image/channel} becomes
     * {@code image_channel}; in parameters it stays what it is.
     *
     * @param inputs what the step reads, after {@link Names#match}
     */
    public static List<Step> steps(Step step, List<String> inputs) {
        if (!isNeeded(step)) {
            boolean ordered = step.input().byPort().isEmpty();
            Ends resolved = ordered
                    ? new Ends(inputs, inputs.size() != 1 || step.input().isList(), Map.of())
                    : step.input();
            UnaryOperator<String> unescape = text -> text.replace(ESCAPED, INPUT);
            return List.of(rewrite(step, step.place(), resolved, unescape, unescape));
        }
        if (step.input().byPort().size() > 1) {
            throw RoimillException.usage(
                    step.place() + ": ${input} could be any of the ports "
                            + String.join(", ", step.input().byPort().keySet()),
                    "Name its outputs in full, and write the step once for each.");
        }
        List<Step> steps = new ArrayList<>();
        for (String input : inputs) {
            Map<String, List<String>> byPort = new LinkedHashMap<>();
            step.input().byPort().keySet().forEach(port -> byPort.put(port, List.of(input)));
            Ends one = byPort.isEmpty() ? Ends.of(input) : Ends.ports(byPort);
            String place = inputs.size() == 1 ? step.place() : step.place() + " for " + input;
            steps.add(
                    rewrite(step, place, one, text -> fill(text, input.replace('/', '_')), text -> fill(text, input)));
        }
        return steps;
    }

    private static String fill(String text, String input) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(input))
                .replace(ESCAPED, INPUT);
    }

    private static Step rewrite(
            Step step, String place, Ends input, UnaryOperator<String> name, UnaryOperator<String> text) {
        CropWish crops = step.crops();
        return new Step(
                place,
                apply(name, step.name()),
                step.type(),
                input,
                ends(step.output(), name),
                tree(step.parameters(), text),
                step.keep(),
                step.level(),
                step.optional(),
                step.storage(),
                crops == null
                        ? null
                        : new CropWish(crops.as(), apply(name, crops.to()), apply(name, crops.template())));
    }

    private static String apply(UnaryOperator<String> text, String value) {
        return value == null ? null : text.apply(value);
    }

    private static Ends ends(Ends ends, UnaryOperator<String> text) {
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        ends.byPort()
                .forEach((port, names) ->
                        byPort.put(port, names.stream().map(text).toList()));
        return new Ends(ends.inOrder().stream().map(text).toList(), ends.isList(), byPort);
    }

    private static Map<String, Object> tree(Map<?, ?> tree, UnaryOperator<String> text) {
        Map<String, Object> all = new LinkedHashMap<>();
        tree.forEach((key, value) -> all.put((String) key, value(value, text)));
        return all;
    }

    private static Object value(Object value, UnaryOperator<String> text) {
        return switch (value) {
            case Map<?, ?> tree -> tree(tree, text);
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(value(item, text)));
                yield items;
            }
            case String s -> text.apply(s);
            case null, default -> value;
        };
    }
}
