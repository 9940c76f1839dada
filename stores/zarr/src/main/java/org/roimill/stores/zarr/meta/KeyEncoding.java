package org.roimill.stores.zarr.meta;

/** How the position of a stored object becomes its key. */
public record KeyEncoding(String prefix, char separator) {
    /** v2's, which v3 knows too. */
    public static KeyEncoding v2(char separator) {
        return new KeyEncoding("", separator);
    }

    /** v3's own: everything below {@code c}. */
    public static KeyEncoding v3(char separator) {
        return new KeyEncoding("c", separator);
    }

    public String key(long... position) {
        StringBuilder key = new StringBuilder(prefix);
        if (position.length == 0 && prefix.isEmpty()) {
            key.append('0');
        }
        for (long p : position) {
            if (!key.isEmpty()) {
                key.append(separator);
            }
            key.append(p);
        }
        return key.toString();
    }

    static KeyEncoding of(String prefix, String separator, String place) {
        if (separator.equals(".") || separator.equals("/")) {
            return new KeyEncoding(prefix, separator.charAt(0));
        }
        throw ArrayMeta.fault(place, "the separator of chunk keys is '" + separator + "', neither '.' nor '/'");
    }
}
