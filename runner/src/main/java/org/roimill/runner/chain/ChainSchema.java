package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Port;
import org.roimill.core.registry.Entry;
import org.roimill.core.registry.Registry;

/**
 * A JSON Schema (draft 2020-12) of native chain files, for editors: plain maps and lists, ready to become JSON. It takes
 * what the reader and the processors' parameters take, placeholders included; what only the whole chain can tell, such as
 * a name used twice, it leaves to them.
 */
public final class ChainSchema {
    private static final Set<String> TYPES_WITHOUT_PLACEHOLDERS = Set.of("integer", "number", "boolean");
    private static final String FILLED = "\\$\\{[^{}]*\\}";

    private ChainSchema() {}

    public static Map<String, Object> of(Registry registry) {
        return of(registry.entries());
    }

    public static Map<String, Object> of(Collection<? extends Entry<?>> entries) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("roimill", Map.of("const", 1, "description", "The form of the file."));
        properties.put("name", orNull(text("What the chain is called.")));
        properties.put("vars", orNull(vars()));
        properties.put("files", orNull(files()));
        properties.put("storage", orNull(storage(true)));
        Map<String, Object> steps = described("array", "What is done, in order.");
        steps.put("minItems", 1);
        steps.put("items", step(entries));
        properties.put("steps", steps);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "roimill chain");
        schema.putAll(closed(properties, List.of("roimill", "steps")));
        return schema;
    }

    private static Map<String, Object> described(String type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", description);
        return schema;
    }

    /** A text that is not blank. */
    private static Map<String, Object> text(String description) {
        Map<String, Object> schema = described("string", description);
        schema.put("pattern", "\\S");
        return schema;
    }

    private static Map<String, Object> closed(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> anyOf(Object... schemas) {
        return new LinkedHashMap<>(Map.of("anyOf", List.of(schemas)));
    }

    /** A key without a value is as good as none. */
    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return anyOf(schema, Map.of("type", "null"));
    }

    private static Map<String, Object> vars() {
        Map<String, Object> vars = described("object", "Values for ${vars.x}, which --set can replace.");
        vars.put("propertyNames", Map.of("pattern", "^" + NativeReader.VAR.pattern() + "$"));
        return vars;
    }

    private static Map<String, Object> files() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("path", text("A path, relative to the chain file, or an address."));
        properties.put("kind", orNull(text("For example table or model.")));
        properties.put("digest", orNull(Map.of("type", "string", "pattern", "^[sS][hH][aA]256:[0-9a-fA-F]{64}$")));
        Map<String, Object> files = described("object", "Files that steps refer to by name.");
        files.put("additionalProperties", anyOf(text("A path."), closed(properties, List.of("path"))));
        return files;
    }

    private static Map<String, Object> storage(boolean ofChain) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("chunk", size(1, StorageReader.LONGEST_SIDE));
        properties.put("shard", size(1, StorageReader.LONGEST_SIDE));
        properties.put("levels", size(1, StorageReader.MOST_LEVELS));
        properties.put("downscale", size(2, StorageReader.MOST_DOWNSCALE));
        properties.put("codec", orNull(text("For example blosc, zstd, gzip, none, or auto.")));
        properties.put("compression", size(0, StorageReader.MOST_COMPRESSION));
        if (ofChain) {
            properties.put("zarr", size(2, 3));
        }
        return closed(properties, List.of());
    }

    private static Map<String, Object> size(int least, int most) {
        return anyOf(
                Map.of("type", "integer", "minimum", least, "maximum", most),
                Map.of("const", StorageReader.AUTO),
                Map.of("type", "null"));
    }

    private static Map<String, Object> step(Collection<? extends Entry<?>> entries) {
        List<String> ids = entries.stream().map(Entry::id).toList();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", orNull(text("What the step is called.")));
        properties.put("category", orNull(text("Has no effect.")));
        properties.put("type", anyOf(Map.of("enum", ids), Map.of("type", "string", "pattern", FILLED)));
        properties.put("input", Map.of("type", List.of("string", "array", "object")));
        properties.put("output", Map.of("type", List.of("string", "array", "object")));
        properties.put("parameters", orNull(new LinkedHashMap<>(Map.of("type", "object"))));
        properties.put("keep", Map.of("type", List.of("boolean", "null")));
        properties.put(
                "level", orNull(Map.of("type", "integer", "minimum", 0, "maximum", StorageReader.MOST_LEVELS - 1)));
        properties.put("optional", Map.of("type", List.of("boolean", "null")));
        properties.put("storage", orNull(storage(false)));
        properties.put("as", orNull(text("The kind of file that each crop becomes.")));
        properties.put("to", orNull(text("The folder for files of crops.")));
        properties.put("template", orNull(text("How each file of a crop is named.")));
        Map<String, Object> step = closed(properties, List.of("type", "input", "output"));
        List<Object> byType = new ArrayList<>();
        entries.forEach(entry -> byType.add(ofType(entry)));
        Map<String, Object> filled = Map.of("type", Map.of("type", "string", "pattern", FILLED));
        byType.add(branch(filled, Map.of("properties", Map.of("input", ends(null), "output", ends(null)))));
        step.put("allOf", byType);
        return step;
    }

    private static Map<String, Object> branch(Map<String, Object> condition, Map<String, Object> then) {
        Map<String, Object> branch = new LinkedHashMap<>();
        branch.put("if", Map.of("properties", condition, "required", List.copyOf(condition.keySet())));
        branch.put("then", then);
        return branch;
    }

    private static Map<String, Object> ofType(Entry<?> entry) {
        Descriptor<?> descriptor = entry.descriptor();
        Map<String, Object> parameters = entry.parameters().schema();
        boolean must = parameters.containsKey("required") || parameters.containsKey("allOf");
        Map<String, Object> open = fillable(parameters);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", Map.of("description", descriptor.summary()));
        properties.put("input", ends(descriptor.inputs()));
        properties.put("output", ends(descriptor.outputs()));
        properties.put("parameters", must ? open : orNull(open));
        Map<String, Object> then = new LinkedHashMap<>();
        then.put("properties", properties);
        if (must) {
            then.put("required", List.of("parameters"));
        }
        return branch(Map.of("type", Map.of("const", entry.id())), then);
    }

    /** Names in order, or by port; any port where none are known. */
    private static Map<String, Object> ends(List<Port> ports) {
        Map<String, Object> name = text("The name of an element.");
        Map<String, Object> list = described("array", "Names of elements.");
        list.put("minItems", 1);
        list.put("items", name);
        Map<String, Object> byPort = new LinkedHashMap<>();
        byPort.put("type", "object");
        byPort.put("minProperties", 1);
        if (ports == null) {
            byPort.put("additionalProperties", anyOf(name, list));
        } else {
            Map<String, Object> properties = new LinkedHashMap<>();
            for (Port port : ports) {
                Map<String, Object> names = anyOf(name, list);
                names.put("description", port.help());
                properties.put(port.name(), names);
            }
            byPort.put("properties", properties);
            byPort.put("additionalProperties", false);
        }
        return anyOf(name, list, byPort);
    }

    /** The same, but a placeholder may stand for a value that is not any text. */
    private static Map<String, Object> fillable(Map<?, ?> schema) {
        Map<String, Object> all = new LinkedHashMap<>();
        schema.forEach((key, value) -> all.put((String) key, fillablePart(value)));
        boolean narrow = TYPES_WITHOUT_PLACEHOLDERS.contains(String.valueOf(schema.get("type")))
                || schema.containsKey("enum")
                || schema.containsKey("pattern")
                || "array".equals(schema.get("type"));
        return narrow ? anyOf(all, Map.of("type", "string", "pattern", FILLED)) : all;
    }

    private static Object fillablePart(Object part) {
        if (part instanceof Map<?, ?> map) {
            return fillable(map);
        }
        if (part instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(fillablePart(item)));
            return items;
        }
        return part;
    }
}
