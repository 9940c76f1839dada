package org.roimill.core.param;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How names and values of Java are spelled in a chain file and in messages. */
final class Spelled {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_/.][\\p{L}\\p{N}_/.+-]*( [\\p{L}\\p{N}_/.+-]+)*");
    private static final Pattern LENGTH = Pattern.compile("[0-9.]+ \\p{L}+");
    private static final List<String> RESERVED = List.of("true", "false", "null");

    private Spelled() {}

    /** {@code radBigger} is {@code rad_bigger}, {@code useGPU} is {@code use_gpu}. */
    static String key(String component) {
        return component
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    static String choice(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A whole number where it is one. */
    static Number shortest(double n) {
        if (n == Math.rint(n) && Math.abs(n) < 1e15) {
            return (long) n;
        }
        return n;
    }

    static String number(double n) {
        return String.valueOf(shortest(n));
    }

    /** A value as it would stand in a chain file. */
    static String value(Object value) {
        return switch (value) {
            case null -> "null";
            case List<?> list -> list.stream().map(Spelled::value).collect(Collectors.joining(", ", "[", "]"));
            case Double n -> number(n);
            case String s -> isPlain(s) ? s : "'" + s.replace("'", "''") + "'";
            default -> value.toString();
        };
    }

    private static boolean isPlain(String text) {
        return !RESERVED.contains(text.toLowerCase(Locale.ROOT))
                && !text.startsWith(".")
                && (PLAIN.matcher(text).matches() || LENGTH.matcher(text).matches());
    }

    /** What the user gave, in words. */
    static String given(Object given) {
        return switch (given) {
            case null -> "nothing";
            case Boolean b -> b.toString();
            case Double n -> "the number " + number(n);
            case Number n -> "the number " + n;
            case List<?> list -> "a list of " + list.size();
            case String s -> "the text '" + s + "'";
            default -> "a mapping";
        };
    }
}
