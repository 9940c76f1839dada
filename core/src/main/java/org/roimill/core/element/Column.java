package org.roimill.core.element;

import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.DType;

/** One typed column of a table. A null text or a set bit of {@code missing} is a missing value; NaN is a value. */
public sealed interface Column {
    int rows();

    /** Integers; {@code dtype} says which. {@code missing} is null where nothing can be missing. */
    record Integers(long[] values, boolean[] missing, DType dtype) implements Column {
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
        }

        public static Categories of(String... values) {
            List<String> categories = Arrays.stream(values).distinct().sorted().toList();
            int[] codes = Arrays.stream(values).mapToInt(categories::indexOf).toArray();
            return new Categories(codes, categories, false);
        }

        @Override
        public int rows() {
            return codes.length;
        }
    }
}
