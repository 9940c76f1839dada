package org.roimill.core.space;

/** One axis of an image. The order of the constants is the order in which blocks hold their axes. */
public enum Axis {
    T,
    C,
    Z,
    Y,
    X;

    public char letter() {
        return Character.toLowerCase(name().charAt(0));
    }

    public boolean isSpatial() {
        return this == Z || this == Y || this == X;
    }

    public static Axis of(char letter) {
        return switch (letter) {
            case 't', 'T' -> T;
            case 'c', 'C' -> C;
            case 'z', 'Z' -> Z;
            case 'y', 'Y' -> Y;
            case 'x', 'X' -> X;
            default -> throw new IllegalArgumentException("'" + letter + "' is no axis: the axes are t, c, z, y and x");
        };
    }
}
