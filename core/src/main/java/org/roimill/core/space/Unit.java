package org.roimill.core.space;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A unit of length or time. {@code factor} is the number of metres or seconds in one. */
public enum Unit {
    ANGSTROM("angstrom", "Å", 1e-10, false),
    NANOMETER("nanometer", "nm", 1e-9, false),
    MICROMETER("micrometer", "um", 1e-6, false),
    MILLIMETER("millimeter", "mm", 1e-3, false),
    CENTIMETER("centimeter", "cm", 1e-2, false),
    METER("meter", "m", 1, false),
    INCH("inch", "in", 0.0254, false),
    MICROSECOND("microsecond", "us", 1e-6, true),
    MILLISECOND("millisecond", "ms", 1e-3, true),
    SECOND("second", "s", 1, true),
    MINUTE("minute", "min", 60, true),
    HOUR("hour", "h", 3600, true);

    private static final Map<String, Unit> BY_NAME = Arrays.stream(values())
            .flatMap(u -> Arrays.stream(new String[] {
                        u.fullName, u.symbol, u.fullName + "s", british(u.fullName), british(u.fullName) + "s"
                    })
                    .distinct()
                    .map(n -> Map.entry(n, u)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));

    private final String fullName;
    private final String symbol;
    private final double factor;
    private final boolean time;

    Unit(String fullName, String symbol, double factor, boolean time) {
        this.fullName = fullName;
        this.symbol = symbol;
        this.factor = factor;
        this.time = time;
    }

    /** The word that OME-Zarr uses. */
    public String fullName() {
        return fullName;
    }

    public String symbol() {
        return symbol;
    }

    public boolean isTime() {
        return time;
    }

    /** How many of {@code other} one of these is. */
    public double in(Unit other) {
        if (time != other.time) {
            throw new IllegalArgumentException(fullName + " and " + other.fullName + " do not measure the same");
        }
        return factor / other.factor;
    }

    /** By its symbol or its name, both signs for micro included; null if it is none. */
    public static Unit find(String text) {
        String t = text.strip().replace('\u00b5', 'u').replace('\u03bc', 'u');
        Unit exact = BY_NAME.get(t);
        return exact != null ? exact : BY_NAME.get(t.toLowerCase(Locale.ROOT).replace("micron", "micrometer"));
    }

    private static String british(String name) {
        return name.replace("meter", "metre");
    }

    @Override
    public String toString() {
        return symbol;
    }
}
