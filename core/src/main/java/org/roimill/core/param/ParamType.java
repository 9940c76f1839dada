package org.roimill.core.param;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.roimill.core.space.Length;
import org.roimill.core.text.Spelling;

/** How a type of parameter is read from the tree of a chain file, and written back into one. */
sealed interface ParamType {
    /** In words, with an article where there is one. */
    String text();

    Object example(Range range);

    /**
     * The value of a component.
     *
     * @param subject names what was given in the message of a misfit
     */
    Object read(Object given, String subject) throws Misfit;

    /** What {@link #read} makes this value of. */
    Object write(Object value);

    /** What a parser of YAML would hand to {@link #read} for this text. */
    default Object parse(String text) {
        return text;
    }

    /** The numbers in a value that its range speaks about. */
    default List<? extends Number> numbers(Object value) {
        return List.of();
    }

    Map<String, Object> schema(Range range);

    /** For a type of Java; null if parameters cannot be of that type. */
    static ParamType of(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return new Real();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Truth();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == Length.class) {
            return new Lengths();
        }
        if (type == ModelRef.class) {
            return new Name("the name of a model", ModelRef::new);
        }
        if (type == TableRef.class) {
            return new Name("the name of a table", TableRef::new);
        }
        if (type == ChannelRef.class) {
            return new Channel();
        }
        return type.isEnum() ? new Choice(List.of((Enum<?>[]) type.getEnumConstants())) : null;
    }

    private static Misfit misfit(ParamType type, Object given, String subject) {
        return new Misfit(subject + " was given " + Spelled.given(given) + ", but is " + type.text(), "");
    }

    private static Map<String, Object> typed(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }

    /** An {@code int} or a {@code long}. */
    record Whole(long least, long most) implements ParamType {
        @Override
        public String text() {
            return "an integer";
        }

        @Override
        public Object example(Range range) {
            return range.example();
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            BigDecimal n = exact(given);
            if (n == null || n.stripTrailingZeros().scale() > 0) {
                throw misfit(this, given, subject);
            }
            if (n.compareTo(BigDecimal.valueOf(least)) < 0 || n.compareTo(BigDecimal.valueOf(most)) > 0) {
                throw new Misfit(subject + " is " + given + ", but must be from " + least + " to " + most, "");
            }
            if (most == Integer.MAX_VALUE) {
                return n.intValueExact();
            }
            return n.longValueExact();
        }

        private static BigDecimal exact(Object given) {
            if (given instanceof Double || given instanceof Float) {
                double d = ((Number) given).doubleValue();
                return Double.isFinite(d) ? new BigDecimal(d) : null;
            }
            return given instanceof Number n ? new BigDecimal(n.toString()) : null;
        }

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public Object parse(String text) {
            return new BigDecimal(text);
        }

        @Override
        public List<Long> numbers(Object value) {
            return List.of(((Number) value).longValue());
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> schema = typed("integer");
            range.addTo(schema);
            return schema;
        }
    }

    /** A {@code double}. */
    record Real() implements ParamType {
        @Override
        public String text() {
            return "a number";
        }

        @Override
        public Object example(Range range) {
            return range.example();
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (given instanceof Number n && Double.isFinite(n.doubleValue())) {
                return n.doubleValue();
            }
            throw misfit(this, given, subject);
        }

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public Object parse(String text) {
            return Double.valueOf(text);
        }

        @Override
        public List<Double> numbers(Object value) {
            return List.of((Double) value);
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> schema = typed("number");
            range.addTo(schema);
            return schema;
        }
    }

    /** A {@code boolean}. */
    record Truth() implements ParamType {
        @Override
        public String text() {
            return "true or false";
        }

        @Override
        public Object example(Range range) {
            return true;
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (given instanceof Boolean) {
                return given;
            }
            throw misfit(this, given, subject);
        }

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public Object parse(String text) {
            return text.equals("true") ? true : text.equals("false") ? false : text;
        }

        @Override
        public Map<String, Object> schema(Range range) {
            return typed("boolean");
        }
    }

    /** A {@code String}. A number is none until it stands in quotes, so that 007 is never 7. */
    record Text() implements ParamType {
        @Override
        public String text() {
            return "a text";
        }

        @Override
        public Object example(Range range) {
            return "a";
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (given instanceof String) {
                return given;
            }
            if (given instanceof Number || given instanceof Boolean) {
                throw new Misfit(misfit(this, given, subject).getMessage(), "Put it in quotes: '" + given + "'.");
            }
            throw misfit(this, given, subject);
        }

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public Map<String, Object> schema(Range range) {
            return typed("string");
        }
    }

    /** An enum. */
    record Choice(List<Enum<?>> constants) implements ParamType {
        private List<String> words() {
            return constants.stream().map(Spelled::choice).toList();
        }

        @Override
        public String text() {
            return "one of " + String.join(", ", words());
        }

        @Override
        public Object example(Range range) {
            return words().get(0);
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            for (Enum<?> constant : constants) {
                if (Spelled.choice(constant).equals(given)) {
                    return constant;
                }
            }
            String near = given instanceof String word ? Spelling.didYouMean(word, words()) : "";
            throw new Misfit(misfit(this, given, subject).getMessage(), near.strip());
        }

        @Override
        public Object write(Object value) {
            return Spelled.choice((Enum<?>) value);
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> schema = typed("string");
            schema.put("enum", words());
            return schema;
        }
    }

    /** A {@link Length}. */
    record Lengths() implements ParamType {
        @Override
        public String text() {
            return "a length";
        }

        @Override
        public Object example(Range range) {
            return range.example();
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (!(given instanceof Number || given instanceof String || given instanceof List<?>)) {
                throw misfit(this, given, subject);
            }
            try {
                return Length.parse(given);
            } catch (IllegalArgumentException e) {
                throw new Misfit(subject + ": " + e.getMessage(), "");
            }
        }

        @Override
        public Object write(Object value) {
            List<Object> parts = new ArrayList<>();
            for (Length.Part part : ((Length) value).parts()) {
                parts.add(part.unit() == null ? Spelled.shortest(part.value()) : part.toString());
            }
            return parts.size() == 1 ? parts.get(0) : parts;
        }

        @Override
        public List<Double> numbers(Object value) {
            return ((Length) value).parts().stream().map(Length.Part::value).toList();
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> number = typed("number");
            range.addTo(number);
            Map<String, Object> text = typed("string");
            text.put("pattern", "^\\s*[+-]?[0-9.]+([eE][+-]?[0-9]+)?\\s*[^\\s0-9]*\\s*$");
            Map<String, Object> list = typed("array");
            list.put("items", Map.of("anyOf", List.of(number, text)));
            list.put("minItems", 1);
            return new LinkedHashMap<>(Map.of("anyOf", List.of(number, text, list)));
        }
    }

    /** A {@link ModelRef} or a {@link TableRef}. */
    record Name(String text, Function<String, Record> make) implements ParamType {
        @Override
        public Object example(Range range) {
            return "nuclei";
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (given instanceof String name && !name.isBlank()) {
                return make.apply(name);
            }
            throw misfit(this, given, subject);
        }

        @Override
        public Object write(Object value) {
            return value.toString();
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> schema = typed("string");
            schema.put("minLength", 1);
            return schema;
        }
    }

    /** A {@link ChannelRef}. */
    record Channel() implements ParamType {
        private static final Whole NUMBER = new Whole(0, Integer.MAX_VALUE);

        @Override
        public String text() {
            return "the name of a channel or a number";
        }

        @Override
        public Object example(Range range) {
            return "DAPI";
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (given instanceof String name) {
                return new ChannelRef(name, null);
            }
            if (given instanceof Number) {
                return new ChannelRef(null, (Integer) NUMBER.read(given, subject));
            }
            throw misfit(this, given, subject);
        }

        @Override
        public Object write(Object value) {
            ChannelRef ref = (ChannelRef) value;
            return ref.isNumber() ? ref.number() : ref.name();
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> number = typed("integer");
            number.put("minimum", 0);
            return new LinkedHashMap<>(Map.of("anyOf", List.of(typed("string"), number)));
        }
    }

    /** A {@code List}; a single item may stand for a list of one. */
    record ListOf(ParamType item) implements ParamType {
        @Override
        public String text() {
            return "a list, each item " + item.text();
        }

        @Override
        public Object example(Range range) {
            return List.of(item.example(range));
        }

        @Override
        public Object read(Object given, String subject) throws Misfit {
            if (!(given instanceof List<?> list)) {
                return List.of(item.read(given, subject));
            }
            List<Object> values = new ArrayList<>();
            for (Object one : list) {
                values.add(item.read(one, "item " + (values.size() + 1) + " of " + subject));
            }
            return List.copyOf(values);
        }

        @Override
        public Object write(Object value) {
            return ((List<?>) value).stream().map(item::write).toList();
        }

        @Override
        public Object parse(String text) {
            String inner = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return inner.isBlank()
                    ? List.of()
                    : Arrays.stream(inner.split(",", -1))
                            .map(one -> item.parse(one.strip()))
                            .toList();
        }

        @Override
        public List<? extends Number> numbers(Object value) {
            return ((List<?>) value)
                    .stream().<Number>flatMap(one -> item.numbers(one).stream()).toList();
        }

        @Override
        public Map<String, Object> schema(Range range) {
            Map<String, Object> one = item.schema(range);
            Map<String, Object> many = typed("array");
            many.put("items", one);
            return new LinkedHashMap<>(Map.of("anyOf", List.of(one, many)));
        }
    }
}
