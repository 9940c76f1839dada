package org.roimill.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Flat parameters as lines, a letter for the type before each value. */
final class ParameterText {
    private ParameterText() {}

    static String write(Map<String, Object> parameters) {
        StringBuilder s = new StringBuilder();
        parameters.forEach((key, value) -> {
            char type = switch (value) {
                case Integer i -> 'i';
                case Double d -> 'd';
                case Boolean b -> 'b';
                default -> 's';
            };
            s.append(key).append('=').append(type).append(value).append('\n');
        });
        return s.toString();
    }

    static Map<String, Object> read(String text) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int at = line.indexOf('=');
            String value = line.substring(at + 2);
            parameters.put(
                    line.substring(0, at),
                    switch (line.charAt(at + 1)) {
                        case 'i' -> Integer.valueOf(value);
                        case 'd' -> Double.valueOf(value);
                        case 'b' -> Boolean.valueOf(value);
                        default -> value;
                    });
        });
        return parameters;
    }
}
