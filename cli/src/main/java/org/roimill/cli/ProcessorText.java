package org.roimill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.roimill.cli.console.Columns;
import org.roimill.core.param.ParameterInfo;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Port;
import org.roimill.core.registry.Entry;

/** All about one processor, for people. */
final class ProcessorText {
    private ProcessorText() {}

    static void print(Entry<?> entry, PrintWriter out) {
        Descriptor<?> descriptor = entry.descriptor();
        out.println(descriptor.id() + ": " + descriptor.summary());
        out.println(descriptor.family() + ", version " + descriptor.version() + ", from " + entry.origin());
        ports("Inputs", descriptor.inputs(), out);
        ports("Outputs", descriptor.outputs(), out);
        parameters(entry.parameters().list(), out);
        out.println();
        out.println("Example step");
        example(entry).forEach(line -> out.println("  " + line));
    }

    private static void ports(String title, List<Port> ports, PrintWriter out) {
        out.println();
        out.println(title);
        Columns columns = new Columns("  ");
        for (Port port : ports) {
            String arity = switch (port.arity()) {
                case ONE -> "";
                case OPTIONAL -> "optional ";
                case MANY -> "one or more ";
            };
            columns.row(port.name(), arity + port.kind(), port.core().toString(), port.help());
        }
        columns.print(out);
    }

    private static void parameters(List<ParameterInfo> parameters, PrintWriter out) {
        out.println();
        if (parameters.isEmpty()) {
            out.println("No parameters");
            return;
        }
        out.println("Parameters");
        Columns columns = new Columns("  ");
        for (ParameterInfo p : parameters) {
            String unit = p.unit().isEmpty() ? "" : " [" + p.unit() + "]";
            String byDefault = p.required() ? "required" : p.byDefault().isEmpty() ? "optional" : "= " + p.byDefault();
            columns.row(p.key(), p.type() + unit, byDefault, p.range(), p.help() + alias(p));
        }
        columns.print(out);
    }

    private static String alias(ParameterInfo p) {
        String also = p.aliases().isEmpty() ? "" : " (also " + String.join(", ", p.aliases()) + ")";
        return p.negated().isEmpty() ? also : also + " (the opposite: " + String.join(", ", p.negated()) + ")";
    }

    /** A step for a chain file: what must be said, and what is taken otherwise. */
    private static List<String> example(Entry<?> entry) {
        Descriptor<?> descriptor = entry.descriptor();
        List<String> lines = new ArrayList<>();
        lines.add("- type: " + descriptor.id());
        lines.add("  input: " + wires(descriptor.inputs(), "my_"));
        lines.add("  output: " + wires(descriptor.outputs(), "new_"));
        Map<String, String> required = entry.parameters().example();
        List<String> values = new ArrayList<>();
        for (ParameterInfo p : entry.parameters().list()) {
            String value = required.getOrDefault(p.key(), p.byDefault());
            if (!value.isEmpty()) {
                values.add("    " + p.key() + ": " + value);
            }
        }
        if (!values.isEmpty()) {
            lines.add("  parameters:");
            lines.addAll(values);
        }
        return lines;
    }

    private static String wires(List<Port> ports, String prefix) {
        if (ports.size() == 1) {
            return wire(ports.getFirst(), prefix);
        }
        return ports.stream()
                .filter(p -> p.arity() != Port.Arity.OPTIONAL)
                .map(p -> p.name() + ": " + wire(p, prefix))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String wire(Port port, String prefix) {
        String element = prefix + port.name();
        return port.arity() == Port.Arity.MANY ? "[" + element + "]" : element;
    }
}
