package org.roimill.api.picture;

/** A colour: red, green and blue from 0 to 1. */
record Light(double red, double green, double blue) {
    static final Light WHITE = new Light(1, 1, 1);

    /** The golden angle, by which neighbouring numbers get hues that lie far apart. */
    private static final double TURN = 0.618033988749895;
    /** Where hues come round again, the brightness is another one. */
    private static final double SHADE = 0.754877666246693;

    /** The colour of an object, the same in every picture. */
    static Light ofObject(double id) {
        double hue = id * TURN % 1;
        double bright = 1 - 0.3 * (id * SHADE % 1);
        return new Light(part(hue), part(hue + 2.0 / 3), part(hue + 1.0 / 3)).times(bright);
    }

    /** How much of one primary colour is in a hue: full over a third of the circle, then falling, then little. */
    private static double part(double hue) {
        double h = hue % 1 * 6;
        return 0.36 + 0.64 * Math.clamp(Math.abs(h - 3) - 1, 0.0, 1.0);
    }

    /** Mixed with white, so that it stands out from what has the same colour. */
    Light pale() {
        return new Light(0.35 + 0.65 * red, 0.35 + 0.65 * green, 0.35 + 0.65 * blue);
    }

    Light times(double factor) {
        return new Light(red * factor, green * factor, blue * factor);
    }
}
