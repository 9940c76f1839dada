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
        }
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
        Map<Parameter, String> names = resolve(tree, problems);
        List<Object> values = new ArrayList<>();
        for (Parameter parameter : all) {
            String name = names.get(parameter);
            if (name != null) {
                values.add(read(parameter, tree.get(name), problems));
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

    /** Which of the given names means which parameter. */
    private Map<Parameter, String> resolve(Map<?, ?> tree, Problems problems) {
        Map<Parameter, String> names = new HashMap<>();
        for (Object given : tree.keySet()) {
            String name = String.valueOf(given);
            Parameter parameter = byName.get(name);
            if (parameter == null) {
                problems.add("unknown parameter '" + name + "'", allowed(name));
                continue;
            }
            String before = names.put(parameter, name);
            if (before != null) {
                problems.add("'" + before + "' and '" + name + "' mean the same", "Keep " + parameter.key() + ".");
            }
        }
        return names;
    }

    private String allowed(String unknown) {
        if (all.isEmpty()) {
            return "There are no parameters here.";
        }
        return Spelling.didYouMean(unknown, byName.keySet().stream().sorted().toList()) + "Allowed: "
                + String.join(", ", all.stream().map(Parameter::key).toList()) + ".";
    }

    private static Object read(Parameter parameter, Object given, Problems problems) {
        try {
            return parameter.read(given);
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
            properties.put(parameter.key(), parameter.schema());
            parameter.aliases().forEach(alias -> properties.put(alias, parameter.aliasSchema()));
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

    /** One entry for each parameter, in the order of the record. */
    public List<ParameterInfo> list() {
        return all.stream().map(Parameter::info).toList();
    }

    public Class<P> type() {
        return type;
    }
}
