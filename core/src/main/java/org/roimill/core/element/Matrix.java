package org.roimill.core.element;

import org.roimill.core.pixel.DType;

/** Numbers by row and column. {@code dtype} is the type that they are stored as. */
public sealed interface Matrix {
    int rows();

    int columns();

    DType dtype();

    /** Row after row. */
    record Dense(int rows, int columns, double[] values, DType dtype) implements Matrix {
        public Dense {
            if (values.length != Math.multiplyExact(rows, columns)) {
                throw new IllegalArgumentException(values.length + " numbers for " + rows + " x " + columns);
            }
        }

        public double get(int row, int column) {
            return values[row * columns + column];
        }
    }

    /**
     * Compressed by rows, or by columns where {@code byColumn}: {@code starts} has one entry more than there are rows
     * (or columns), {@code indices} the column (or row) of each number.
     */
    record Sparse(int rows, int columns, long[] starts, int[] indices, double[] values, boolean byColumn, DType dtype)
            implements Matrix {
        public Sparse {
            if (starts.length != (byColumn ? columns : rows) + 1 || indices.length != values.length) {
                throw new IllegalArgumentException(
                        "sparse matrix of " + rows + " x " + columns + " whose parts do not fit");
            }
        }
    }
}
