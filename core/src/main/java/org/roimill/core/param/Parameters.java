package org.roimill.core.param;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.roimill.core.error.RoimillException;
import org.roimill.core.text.Spelling;

/**
 * All that is derived from a record of parameters: how it is read from a chain file, its values as such a file would
 * spell them, a schema, and texts for help. Immutable and safe for many threads.
 */
public final class Parameters<P extends Record> {
    private final Class<P> type;
    private final Constructor<P> constructor;
    private final List<Parameter> all;
    private final Map<String, Parameter> byName = new HashMap<>();

    private Parameters(Class<P> type) {
        this.type = type;
        all = Arrays.stream(type.getRecordComponents()).map(Parameter::new).toList();
        for (Parameter parameter : all) {
            claim(parameter.key(), parameter);
            parameter.aliases().forEach(alias -> claim(alias, parameter));
            parameter.negated().forEach(name -> claim(name, parameter));
        }
        all.stream()
                .flatMap(parameter -> parameter.holds().stream())
                .filter(key -> byName.get(key) == null)
                .forEach(key -> {
                    throw new IllegalArgumentException(
                            "'" + key + "' is held by a parameter of " + type.getName() + " and is none itself");
                });
        try {
            constructor = type.getDeclaredConstructor(
                    all.stream().map(Parameter::javaType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is a record without its constructor", e);
        }
        constructor.setAccessible(true);
        if (all.stream().noneMatch(Parameter::isRequired)) {
            make(all.stream().map(Parameter::byDefault).toArray());
        }
    }

    /** Throws IllegalArgumentException where the record is not one of parameters: a defect of its processor. */
    public static <P extends Record> Parameters<P> of(Class<P> type) {
        return new Parameters<>(type);
    }

    private void claim(String name, Parameter parameter) {
        if (byName.put(name, parameter) != null) {
            throw new IllegalArgumentException("'" + name + "' means two parameters of " + type.getName());
        }
    }

    /**
     * The record for a part of a chain file, with defaults where that says nothing. All problems are told at once.
     *
     * @param tree as a parser of YAML makes it: texts, numbers, truth values, lists, maps and null
     * @param place stands before each problem, for example {@code step 3 'ring'}
     */
    public P bind(Map<String, Object> tree, String place) {
        Problems problems = new Problems(place);
        Map<Parameter, Given> found = resolve(tree, problems);
        List<Object> values = new ArrayList<>();
        for (Parameter parameter : all) {
            Given given = found.get(parameter);
            if (given != null) {
                values.add(read(parameter, given, problems));
            } else {
                if (parameter.isRequired()) {
                    problems.add("'" + parameter.key() + "' is missing", parameter.wayOut());
                }
                values.add(parameter.byDefault());
            }
        }
        problems.throwIfAny();
        try {
            return make(values.toArray());
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage(), "");
            throw problems.exception();
        } catch (RoimillException e) {
            throw e.at(place);
        }
    }

    /**
     * What stands for one parameter in a tree.
     *
     * @param name one of its keys
     * @param shown the same with the key of the mapping that it stands in
     */
    private record Given(String name, String shown, Object value) {}

    /** What was given for each parameter, under whatever name and in whatever mapping. */
    private Map<Parameter, Given> resolve(Map<?, ?> tree, Problems problems) {
        Map<Parameter, Given> found = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : tree.entrySet()) {
            String name = String.valueOf(entry.getKey());
            Parameter parameter = byName.get(name);
            if (parameter == null) {
                problems.add("unknown parameter '" + name + "'", allowed(name));
            } else if (entry.getValue() instanceof Map<?, ?> held
                    && !parameter.holds().isEmpty()) {
                held(parameter, name, held, found, problems);
            } else {
                put(parameter, new Given(name, name, entry.getValue()), found, problems);
            }
        }
        return found;
    }

    /** A mapping under the key of a parameter holds others, and may hold that one itself. */
    private void held(Parameter holder, String name, Map<?, ?> held, Map<Parameter, Given> found, Problems problems) {
        List<Parameter> allowed = new ArrayList<>(List.of(holder));
        holder.holds().forEach(key -> allowed.add(byName.get(key)));
        held.forEach((key, value) -> {
            String inner = String.valueOf(key);
            Parameter parameter = byName.get(inner);
            if (parameter == null || !allowed.contains(parameter)) {
                List<String> keys = allowed.stream().map(Parameter::key).toList();
                problems.add(
                        "unknown key '" + inner + "' in '" + name + "'",
                        Spelling.didYouMean(inner, keys) + "Allowed: " + String.join(", ", keys) + ".");
            } else {
                put(parameter, new Given(inner, name + "." + inner, value), found, problems);
            }
        });
    }

    private static void put(Parameter parameter, Given given, Map<Parameter, Given> found, Problems problems) {
        Given before = found.put(parameter, given);
        if (before != null) {
            boolean opposite = parameter.negated().contains(before.name())
                    != parameter.negated().contains(given.name());
            problems.add(
                    "'" + before.shown() + "' and '" + given.shown() + "' "
                            + (opposite ? "are about the same" : "mean the same"),
                    "Keep " + parameter.key() + ".");
        }
    }

    private String allowed(String unknown) {
        if (all.isEmpty()) {
            return "There are no parameters here.";
        }
        return Spelling.didYouMean(unknown, byName.keySet().stream().sorted().toList()) + "Allowed: "
                + String.join(", ", all.stream().map(Parameter::key).toList()) + ".";
    }

    private static Object read(Parameter parameter, Given given, Problems problems) {
        try {
            return parameter.read(given.name(), given.value());
        } catch (Misfit e) {
            problems.add(e.getMessage(), e.wayOut().isEmpty() ? parameter.wayOut() : e.wayOut());
            return null;
        }
    }

    private P make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type.getName(), e);
        }
    }

    /** The values in force, by key, as a chain file would spell them: {@link #bind} makes an equal record of them. */
    public SequencedMap<String, Object> values(P parameters) {
        LinkedHashMap<String, Object> values = new LinkedHashMap<>();
        all.forEach(parameter -> values.put(parameter.key(), parameter.valueIn(parameters)));
        return values;
    }

    /** For each parameter that must be said, by key, a value that is allowed, as a chain file would spell it. */
    public SequencedMap<String, String> example() {
        LinkedHashMap<String, String> example = new LinkedHashMap<>();
        all.stream().filter(Parameter::isRequired).forEach(p -> example.put(p.key(), p.example()));
        return example;
    }

    /** A JSON Schema (draft 2020-12) in plain maps and lists, ready to stand inside a larger one. */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        List<Object> either = new ArrayList<>();
        for (Parameter parameter : all) {
            properties.put(parameter.key(), schema(parameter));
            parameter.aliases().forEach(alias -> properties.put(alias, parameter.aliasSchema()));
            parameter.negated().forEach(name -> properties.put(name, parameter.negatedSchema()));
            if (parameter.isRequired() && parameter.aliases().isEmpty()) {
                required.add(parameter.key());
            } else if (parameter.isRequired()) {
                List<Object> names = new ArrayList<>(List.of(Map.of("required", List.of(parameter.key()))));
                parameter.aliases().forEach(alias -> names.add(Map.of("required", List.of(alias))));
                either.add(Map.of("anyOf", names));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!either.isEmpty()) {
            schema.put("allOf", either);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** Also of a mapping, where a parameter may hold others. */
    private Map<String, Object> schema(Parameter holder) {
        Map<String, Object> own = holder.schema();
        if (holder.holds().isEmpty()) {
            return own;
        }
        Map<String, Object> held = new LinkedHashMap<>();
        for (String key : holder.holds()) {
            Parameter parameter = byName.get(key);
            held.put(parameter.key(), parameter.schema());
            parameter.aliases().forEach(alias -> held.put(alias, parameter.aliasSchema()));
        }
        held.put(holder.key(), holder.schema());
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("properties", held);
        mapping.put("additionalProperties", false);
        Map<String, Object> either = new LinkedHashMap<>();
        either.put("description", own.remove("description"));
        either.put("anyOf", List.of(own, mapping));
        return either;
    }

    /** The first parameter that names a model, given in a tree or by default; null where there is none. */
    public ModelRef model(P parameters) {
        for (Parameter parameter : all) {
            if (parameter.javaType() == ModelRef.class) {
                return (ModelRef) parameter.get(parameters);
            }
        }
        return null;
    }

    /**
     * A tree with further values for what it says nothing of.
     *
     * @param more by key, as in a chain file
     * @param owner of these, for messages
     */
    public Map<String, Object> filled(Map<String, Object> tree, Map<String, Object> more, String owner) {
        Map<Parameter, Given> given = resolve(tree, new Problems(""));
        Map<String, Object> filled = new LinkedHashMap<>(tree);
        new TreeMap<>(more).forEach((key, value) -> {
            Parameter parameter = byName.get(key);
            try {
                if (parameter == null) {
                    throw new Misfit("there is no parameter '" + key + "'", "");
                }
                parameter.read(key, value);
            } catch (Misfit e) {
                throw RoimillException.badData(
                        owner + " has a default that does not fit: " + e.getMessage(), "Mend its model.yaml.", null);
            }
            if (!given.containsKey(parameter)) {
                filled.put(key, value);
            }
        });
        return filled;
    }

    /** One entry for each parameter, in the order of the record. */
    public List<ParameterInfo> list() {
        return all.stream().map(Parameter::info).toList();
    }

    public Class<P> type() {
        return type;
    }
}
