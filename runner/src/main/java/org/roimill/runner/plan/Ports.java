package org.roimill.runner.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.Port;
import org.roimill.core.text.Spelling;
import org.roimill.runner.chain.Ends;

/** Which name of a step means which port of its processor. */
final class Ports {
    private Ports() {}

    /** Names by input port; ports that were given nothing are left out. */
    static Map<String, List<String>> inputs(List<Port> ports, Ends ends) {
        Map<String, List<String>> bound =
                ends.byPort().isEmpty() ? inOrder(ports, ends.inOrder()) : byName(ports, ends, "input");
        for (Port port : ports) {
            int given = bound.getOrDefault(port.name(), List.of()).size();
            if (given == 0 && port.arity() != Port.Arity.OPTIONAL) {
                throw RoimillException.usage(
                        "nothing is given for its input '" + port.name() + "'", "It reads " + text(ports) + ".");
            }
            if (given > 1 && port.arity() != Port.Arity.MANY) {
                throw RoimillException.usage(
                        given + " elements are given for its input '" + port.name() + "', which takes one",
                        "It reads " + text(ports) + ".");
            }
        }
        return bound;
    }

    /** The name of each output port that is wanted. */
    static Map<String, String> outputs(List<Port> ports, Ends ends) {
        Map<String, String> bound = new LinkedHashMap<>();
        if (!ends.byPort().isEmpty()) {
            byName(ports, ends, "output").forEach((port, names) -> {
                if (names.size() != 1) {
                    throw RoimillException.usage(
                            "output '" + port + "' is one element and has " + names.size() + " names", "Give it one.");
                }
                bound.put(port, names.getFirst());
            });
            return bound;
        }
        List<String> names = ends.inOrder();
        List<Port> named = names.size() == ports.size()
                ? ports
                : ports.stream().filter(p -> p.arity() != Port.Arity.OPTIONAL).toList();
        if (names.size() != named.size()) {
            throw RoimillException.usage(
                    "it makes " + named.size() + (named.size() == 1 ? " element, " : " elements, ") + "and "
                            + names.size() + (names.size() == 1 ? " name is" : " names are") + " given",
                    "It makes " + text(ports) + "; to name some of them: output: {"
                            + ports.getFirst().name() + ": NAME}.");
        }
        for (int i = 0; i < names.size(); i++) {
            bound.put(named.get(i).name(), names.get(i));
        }
        return bound;
    }

    private static Map<String, List<String>> inOrder(List<Port> ports, List<String> names) {
        Map<String, List<String>> bound = new LinkedHashMap<>();
        int next = 0;
        int needed = (int)
                ports.stream().filter(p -> p.arity() != Port.Arity.OPTIONAL).count();
        for (Port port : ports) {
            boolean must = port.arity() != Port.Arity.OPTIONAL;
            needed -= must ? 1 : 0;
            int free = names.size() - next - needed;
            int takes = port.arity() == Port.Arity.MANY ? Math.max(0, free) : Math.clamp(free, 0, 1);
            if (takes > 0) {
                bound.put(port.name(), List.copyOf(names.subList(next, next + takes)));
            }
            next += takes;
        }
        if (next < names.size()) {
            throw RoimillException.usage(
                    names.size() + " inputs are given (" + String.join(", ", names) + "), which are too many",
                    "It reads " + text(ports) + ".");
        }
        return bound;
    }

    private static Map<String, List<String>> byName(List<Port> ports, Ends ends, String what) {
        List<String> known = ports.stream().map(Port::name).toList();
        Map<String, List<String>> bound = new LinkedHashMap<>();
        ends.byPort().forEach((port, names) -> {
            if (!known.contains(port)) {
                throw RoimillException.usage(
                        "it has no " + what + " '" + port + "'",
                        Spelling.didYouMean(port, known) + "There are: " + String.join(", ", known) + ".");
            }
            bound.put(port, names);
        });
        return bound;
    }

    /** For example {@code labels (labels), image (one or more images)}. */
    static String text(List<Port> ports) {
        return ports.stream().map(Ports::text).collect(Collectors.joining(", "));
    }

    private static String text(Port port) {
        String many = switch (port.arity()) {
            case ONE -> "";
            case OPTIONAL -> "optional ";
            case MANY -> "one or more ";
        };
        return port.name() + " (" + many + port.kind() + ")";
    }
}
