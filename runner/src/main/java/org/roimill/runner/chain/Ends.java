package org.roimill.runner.chain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a step reads or makes: either in the order of the processor's ports, or by their names. Exactly one of the two is
 * filled.
 *
 * @param isList whether the names in order were written as a list; a list with {@code ${input}} makes a step of each
 */
public record Ends(List<String> inOrder, boolean isList, Map<String, List<String>> byPort) {
    public Ends {
        inOrder = List.copyOf(inOrder);
        byPort = Collections.unmodifiableMap(new LinkedHashMap<>(byPort));
    }

    public static Ends of(String... names) {
        return new Ends(List.of(names), names.length != 1, Map.of());
    }

    public static Ends ports(Map<String, List<String>> byPort) {
        return new Ends(List.of(), false, byPort);
    }

    /** All names, in order. */
    public Stream<String> names() {
        return byPort.isEmpty() ? inOrder.stream() : byPort.values().stream().flatMap(List::stream);
    }
}
