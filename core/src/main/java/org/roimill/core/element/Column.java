package org.roimill.core.element;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.roimill.core.pixel.DType;

/** One typed column of a table. A null text or a set bit of {@code missing} is a missing value; NaN is a value. */
public sealed interface Column {
    int rows();

    /** Integers; {@code dtype} says which. {@code missing} is null where nothing can be missing. */
    record Integers(long[] values, boolean[] missing, DType dtype) implements Column {
        public Integers {
            checkMissing(missing, values.length);
        }

        public static Integers of(long... values) {
            return new Integers(values, null, DType.I64);
        }

        @Override
        public int rows() {
            return values.length;
        }
    }

    record Numbers(double[] values, DType dtype) implements Column {
        public static Numbers of(double... values) {
            return new Numbers(values, DType.F64);
        }

        @Override
        public int rows() {
            return values.length;
        }
    }

    record Truths(boolean[] values, boolean[] missing) implements Column {
        public Truths {
            checkMissing(missing, values.length);
        }

        @Override
        public int rows() {
            return values.length;
        }
    }

    record Texts(String[] values) implements Column {
        public static Texts of(String... values) {
            return new Texts(values);
        }

        @Override
        public int rows() {
            return values.length;
        }
    }

    /** Texts out of a short list; code -1 is missing. */
    record Categories(int[] codes, List<String> categories, boolean ordered) implements Column {
        public Categories {
            categories = List.copyOf(categories);
            for (int code : codes) {
                if (code < -1 || code >= categories.size()) {
                    throw new IllegalArgumentException("code " + code + " among " + categories.size() + " categories");
                }
            }
        }

        public static Categories of(String... values) {
            List<String> categories = Arrays.stream(values)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
            Map<String, Integer> codes = new HashMap<>();
            categories.forEach(category -> codes.put(category, codes.size()));
            return new Categories(
                    Arrays.stream(values)
                            .mapToInt(v -> codes.getOrDefault(v, -1))
                            .toArray(),
                    categories,
                    false);
        }

        @Override
        public int rows() {
            return codes.length;
        }
    }

    private static void checkMissing(boolean[] missing, int rows) {
        if (missing != null && missing.length != rows) {
            throw new IllegalArgumentException(missing.length + " marks of what is missing for " + rows + " rows");
        }
    }
}
