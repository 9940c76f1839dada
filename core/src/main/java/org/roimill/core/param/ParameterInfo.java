package org.roimill.core.param;

import java.util.List;

/**
 * One parameter as help and the reference show it.
 *
 * @param byDefault as it would be written in a chain file; empty where the user must say it, or where there is none
 * @param negated keys that mean the opposite
 * @param range for example {@code at least 0 and below 1}; empty where any value goes
 */
public record ParameterInfo(
        String key,
        String type,
        boolean required,
        String byDefault,
        String range,
        String unit,
        String help,
        List<String> aliases,
        List<String> negated) {
    public ParameterInfo {
        aliases = List.copyOf(aliases);
        negated = List.copyOf(negated);
    }
}
