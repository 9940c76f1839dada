package org.roimill.core.param;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One component of a parameter record. Whatever is wrong with its annotation is a defect of its processor, and an
 * {@link IllegalArgumentException} at once.
 */
final class Parameter {
    private final RecordComponent component;
    private final Param note;
    private final String key;
    private final ParamType type;
    private final Range range;
    private final Object byDefault;
    private final Object byNull;

    Parameter(RecordComponent component) {
        this.component = component;
        note = component.getAnnotation(Param.class);
        key = Spelled.key(component.getName());
        if (note == null || note.help().isBlank()) {
            throw defect("needs @Param with a help text");
        }
        type = typeOf(component.getGenericType());
        if (type == null) {
            throw defect("is of a type that parameters cannot have: " + component.getGenericType());
        }
        if (isNullable() && component.getType().isPrimitive()) {
            throw defect("is nothing by default and so cannot be a primitive");
        }
        range = new Range(note.min(), note.max(), note.above(), note.below());
        byDefault = isRequired() || isNullable() ? null : read(note.byDefault(), "has a default");
        byNull = note.byNull().isEmpty() ? null : read(note.byNull(), "says that null is a value");
        if (note.negated().length > 0 && !(type instanceof ParamType.Truth)) {
            throw defect("has keys for the opposite and is no truth value");
        }
        component.getAccessor().setAccessible(true);
    }

    private static ParamType typeOf(Type type) {
        if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            ParamType item = p.getActualTypeArguments()[0] instanceof Class<?> c ? ParamType.of(c) : null;
            return item == null ? null : new ParamType.ListOf(item);
        }
        return type instanceof Class<?> c ? ParamType.of(c) : null;
    }

    private Object read(String text, String what) {
        try {
            return read(type.parse(text));
        } catch (Misfit | NumberFormatException e) {
            throw defect(what + " that it does not allow: " + e.getMessage());
        }
    }

    private IllegalArgumentException defect(String what) {
        return new IllegalArgumentException("component '" + component.getName() + "' of "
                + component.getDeclaringRecord().getName() + " " + what);
    }

    /** A given value as the component wants it, or what is wrong with it. */
    Object read(Object given) throws Misfit {
        if (given == null && (isNullable() || byNull != null)) {
            return byNull;
        }
        Object value = type.read(given, "'" + key + "'");
        List<Number> outside = range.outside(type.numbers(value));
        if (!outside.isEmpty()) {
            double first = outside.get(0).doubleValue();
            String number = outside.get(0) instanceof Long n ? n.toString() : Spelled.number(first);
            throw new Misfit(
                    "'" + key + "' is " + number + ", but must be "
                            + (Double.isFinite(first) ? range.text() : "a finite number"),
                    "");
        }
        return value;
    }

    /** The value that was given under one of its names. */
    Object read(String name, Object given) throws Misfit {
        if (!negated().contains(name)) {
            return read(given);
        }
        return !(Boolean) type.read(given, "'" + name + "'");
    }

    /** What to write instead, with an example that works. */
    String wayOut() {
        return "Write for example " + key + ": " + example();
    }

    /** A value that is allowed, as a chain file would spell it. */
    String example() {
        return Spelled.value(byDefault == null ? type.example(range) : type.write(byDefault));
    }

    /** The value in a record, as a chain file would spell it. */
    Object valueIn(Record parameters) {
        Object value = get(parameters);
        return value == null ? null : type.write(value);
    }

    /** The value in a record. */
    Object get(Record parameters) {
        try {
            return component.getAccessor().invoke(parameters);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read component '" + component.getName() + "'", e);
        }
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = type.schema(range);
        if (isNullable() || byNull != null) {
            allowNull(schema);
        }
        schema.put("description", note.help() + (note.unit().isEmpty() ? "" : " [" + note.unit() + "]"));
        if (!isRequired()) {
            schema.put("default", isNullable() ? null : type.write(byDefault));
        }
        return schema;
    }

    /** The schema of another key for the same. */
    Map<String, Object> aliasSchema() {
        Map<String, Object> schema = schema();
        schema.put("description", "The same as " + key + ".");
        schema.put("deprecated", true);
        return schema;
    }

    /** The schema of a key that means the opposite. */
    Map<String, Object> negatedSchema() {
        Map<String, Object> schema = aliasSchema();
        schema.put("description", "The opposite of " + key + ".");
        schema.computeIfPresent("default", (k, value) -> !(Boolean) value);
        return schema;
    }

    private static void allowNull(Map<String, Object> schema) {
        schema.computeIfPresent("type", (k, old) -> List.of(old, "null"));
        schema.computeIfPresent("enum", (k, old) -> with((List<?>) old, null));
        schema.computeIfPresent("anyOf", (k, old) -> with((List<?>) old, new LinkedHashMap<>(Map.of("type", "null"))));
    }

    private static List<Object> with(List<?> list, Object more) {
        List<Object> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    ParameterInfo info() {
        String text = isRequired() || isNullable() ? "" : Spelled.value(type.write(byDefault));
        return new ParameterInfo(
                key, type.text(), isRequired(), text, range.text(), note.unit(), note.help(), aliases(), negated());
    }

    String key() {
        return key;
    }

    List<String> aliases() {
        return List.of(note.aliases());
    }

    List<String> negated() {
        return List.of(note.negated());
    }

    /** Keys of others that may stand in a mapping under this one. */
    List<String> holds() {
        return List.of(note.holds());
    }

    boolean isRequired() {
        return note.byDefault().equals(Param.REQUIRED);
    }

    boolean isNullable() {
        return note.byDefault().equals(Param.NOTHING);
    }

    Object byDefault() {
        return byDefault;
    }

    Class<?> javaType() {
        return component.getType();
    }
}
