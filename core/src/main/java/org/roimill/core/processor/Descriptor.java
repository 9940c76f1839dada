package org.roimill.core.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a processor is, before it is given anything to do. {@code version} grows whenever equal input may give other
 * output than before; results made by another version are not taken for those of this one.
 */
public record Descriptor<P extends Record>(
        String id,
        Family family,
        int version,
        String summary,
        Class<P> parameters,
        List<Port> inputs,
        List<Port> outputs) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");

    public Descriptor {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' cannot be the id of a processor: use [a-z][a-z0-9_]*");
        }
        if (version < 1 || summary.isBlank() || inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("processor " + id + " needs a version, a summary, inputs and outputs");
        }
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        Set<String> names = new HashSet<>();
        Stream.of(inputs, outputs).forEach(ports -> {
            names.clear();
            for (Port port : ports) {
                if (!ID.matcher(port.name()).matches() || !names.add(port.name())) {
                    throw new IllegalArgumentException(
                            "processor " + id + " has a bad or double port '" + port.name() + "'");
                }
            }
        });
    }
}
