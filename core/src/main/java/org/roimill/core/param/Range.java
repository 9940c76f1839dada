package org.roimill.core.param;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The numbers that a parameter may be. Neither NaN nor an infinity is ever one of them. */
record Range(double min, double max, boolean above, boolean below) {
    Range {
        if (Double.isNaN(min) || Double.isNaN(max) || min > max) {
            throw new IllegalArgumentException("no number lies between " + min + " and " + max);
        }
    }

    boolean contains(Number number) {
        double n = number.doubleValue();
        if (!Double.isFinite(n)) {
            return false;
        }
        int low = compare(number, min);
        int high = compare(number, max);
        return (above ? low > 0 : low >= 0) && (below ? high < 0 : high <= 0);
    }

    /** Exact for long integers too, which a double would round. */
    private static int compare(Number number, double bound) {
        return Double.isInfinite(bound) || !(number instanceof Long)
                ? Double.compare(number.doubleValue() + 0.0, bound + 0.0)
                : BigDecimal.valueOf(number.longValue()).compareTo(new BigDecimal(bound));
    }

    /** For example {@code above 0 and at most 1}; empty if any number goes. */
    String text() {
        String low = Double.isInfinite(min) ? "" : (above ? "above " : "at least ") + Spelled.number(min);
        String high = Double.isInfinite(max) ? "" : (below ? "below " : "at most ") + Spelled.number(max);
        return low + (low.isEmpty() || high.isEmpty() ? "" : " and ") + high;
    }

    /** A number to show as an example; a whole one where the range has one that comes to mind. */
    Number example() {
        for (double n : new double[] {1, 0, 10, 0.5, min, max, (min + max) / 2, min + 1, max - 1}) {
            if (contains(n)) {
                return Spelled.shortest(n);
            }
        }
        return Spelled.shortest(min);
    }

    void addTo(Map<String, Object> schema) {
        if (!Double.isInfinite(min)) {
            schema.put(above ? "exclusiveMinimum" : "minimum", Spelled.shortest(min));
        }
        if (!Double.isInfinite(max)) {
            schema.put(below ? "exclusiveMaximum" : "maximum", Spelled.shortest(max));
        }
    }

    /** Those of the numbers that lie outside. */
    List<Number> outside(List<? extends Number> numbers) {
        return numbers.stream().filter(n -> !contains(n)).<Number>map(n -> n).toList();
    }
}
