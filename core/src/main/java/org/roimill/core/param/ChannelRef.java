package org.roimill.core.param;

/**
 * A parameter that names a channel by a text, or by a whole number, which is counted as the processor says.
 *
 * @param name null where it is a number
 * @param number null where it is a name
 */
public record ChannelRef(String name, Integer number) {
    public ChannelRef {
        if ((name == null) == (number == null)) {
            throw new IllegalArgumentException("a channel has a name or a number");
        }
    }

    public boolean isNumber() {
        return number != null;
    }

    @Override
    public String toString() {
        return number != null ? number.toString() : name;
    }
}
