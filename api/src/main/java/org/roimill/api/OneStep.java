package org.roimill.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Formats;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Port;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.Ends;
import org.roimill.runner.chain.Names;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.chain.Step;
import org.roimill.runner.run.RunOptions;

/** A chain of one step without a file. What it reads may be left open: then each ROI says it, in its {@code meta}. */
final class OneStep {
    private static final String CHOSEN = "input.";

    private final Descriptor<?> processor;
    private final List<Port> required;

    OneStep(Descriptor<?> processor) {
        this.processor = processor;
        List<Port> all = processor.inputs();
        List<Port> must =
                all.stream().filter(port -> port.arity() != Port.Arity.OPTIONAL).toList();
        this.required = must.isEmpty() ? List.of(all.getFirst()) : must;
    }

    Chain chain(List<String> inputs, List<String> outputs, Map<String, Object> parameters) {
        List<String> names = outputs.isEmpty() ? names(inputs) : outputs;
        Step step = new Step(
                "step 1 '" + processor.id() + "'",
                null,
                processor.id(),
                read(inputs),
                inOrder(names),
                parameters,
                true,
                0,
                false,
                null,
                null);
        return new Chain(
                processor.id(), Chain.NATIVE, Map.of(), Map.of(), Storage.DEFAULT, 0, List.of(step), null, List.of());
    }

    private Ends read(List<String> inputs) {
        if (inputs.isEmpty()) {
            return open();
        }
        return isByPort(inputs) ? Ends.ports(byPort(inputs)) : inOrder(inputs);
    }

    /** No name of an element holds an equals sign. */
    private static boolean isByPort(List<String> inputs) {
        return !inputs.isEmpty() && inputs.stream().allMatch(input -> input.indexOf('=') > 0);
    }

    private static Map<String, List<String>> byPort(List<String> inputs) {
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        for (String input : inputs) {
            int equals = input.indexOf('=');
            byPort.computeIfAbsent(input.substring(0, equals), port -> new ArrayList<>())
                    .add(input.substring(equals + 1));
        }
        return byPort;
    }

    private static Ends inOrder(List<String> names) {
        return new Ends(names, names.size() != 1, Map.of());
    }

    private Ends open() {
        if (required.size() == 1) {
            return Ends.of(chosen(required.getFirst()));
        }
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        required.forEach(port -> byPort.put(port.name(), List.of(chosen(port))));
        return Ends.ports(byPort);
    }

    private static String chosen(Port port) {
        return "${meta." + CHOSEN + port.name() + "}";
    }

    /** What is made is called by what is read and by the processor; where it makes several, by their ports too. */
    private List<String> names(List<String> inputs) {
        String base = base(inputs) + "_" + processor.id();
        List<Port> ports = processor.outputs().stream()
                .filter(port -> port.arity() != Port.Arity.OPTIONAL)
                .toList();
        return ports.size() == 1
                ? List.of(base)
                : ports.stream().map(port -> base + "_" + port.name()).toList();
    }

    private String base(List<String> inputs) {
        boolean byPort = isByPort(inputs) && byPort(inputs).size() > 1;
        if (required.size() == 1 && required.getFirst().arity() == Port.Arity.ONE && !byPort) {
            return "${input}";
        }
        if (inputs.isEmpty()) {
            return chosen(required.getFirst());
        }
        String first = inputs.getFirst().substring(inputs.getFirst().indexOf('=') + 1);
        if (Names.isWildcard(first) || Names.isExclusion(first)) {
            throw RoimillException.usage(
                    "'" + first + "' gives no name to what " + processor.id() + " makes of all that it reads",
                    "Name it: --output " + processor.outputs().getFirst().name() + ".");
        }
        return first.replace('/', '_');
    }

    /** With what the step reads there. A ROI that cannot be opened stays as it is: its plan will say why. */
    RoiEntry choose(RoiEntry roi, RunOptions options) {
        List<Element> elements;
        try (Roi opened = Formats.open(roi.path(), options.opening(roi))) {
            elements = opened.elements();
        } catch (RoimillException e) {
            return roi;
        }
        Map<String, String> meta = new HashMap<>(roi.meta());
        required.forEach(port -> meta.put(CHOSEN + port.name(), only(port, elements, roi.id())));
        return new RoiEntry(roi.id(), roi.path(), roi.slide(), roi.axes(), roi.pixelSize(), roi.channels(), meta);
    }

    /** The only element of a kind, short of what the processor made there before. */
    private String only(Port port, List<Element> elements, String roi) {
        List<String> all = elements.stream()
                .filter(e -> e.kind() == port.kind())
                .filter(e -> !processor.id().equals(e.provenance().get("processor")))
                .map(Element::name)
                .toList();
        boolean shared = required.stream().filter(p -> p.kind() == port.kind()).count() > 1;
        if (all.size() == 1 && !shared) {
            return all.getFirst();
        }
        String names = String.join(", ", elements.stream().map(Element::name).toList());
        if (all.isEmpty()) {
            throw RoimillException.usage(
                    roi + " has no " + port.kind() + ", which " + processor.id() + " reads",
                    names.isEmpty() ? "It is empty." : "There is: " + names + ".");
        }
        throw RoimillException.usage(
                processor.id() + " could read several elements of " + roi + ": " + String.join(", ", all),
                required.size() == 1
                        ? "Say which: --input " + all.getFirst() + "."
                        : "Say which, as in --input "
                                + String.join(
                                        ",", required.stream().map(Port::name).toList())
                                + ", with names in place of these.");
    }
}
