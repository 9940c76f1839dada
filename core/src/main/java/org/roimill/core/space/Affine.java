package org.roimill.core.space;

import java.util.Arrays;

/**
 * An affine map from voxel indices to world coordinates, {@code n} by {@code n + 1}, row by row. Index zero is the
 * centre of the first voxel. Rows and columns follow the axes of the grid it belongs to. Immutable.
 */
public final class Affine {
    private final int dims;
    private final double[] rows;

    private Affine(int dims, double[] rows) {
        this.dims = dims;
        this.rows = rows;
        // Equal maps are equal to the bit: there is one zero.
        for (int i = 0; i < rows.length; i++) {
            rows[i] += 0.0;
        }
    }

    public static Affine of(double[][] matrix) {
        int n = matrix.length;
        double[] rows = new double[n * (n + 1)];
        for (int r = 0; r < n; r++) {
            if (matrix[r].length != n + 1) {
                throw new IllegalArgumentException("row " + r + " of an affine map over " + n + " axes has "
                        + matrix[r].length + " numbers, not " + (n + 1));
            }
            System.arraycopy(matrix[r], 0, rows, r * (n + 1), n + 1);
        }
        return new Affine(n, rows);
    }

    public static Affine identity(int dims) {
        double[] ones = new double[dims];
        Arrays.fill(ones, 1);
        return scaling(ones, new double[dims]);
    }

    public static Affine scaling(double[] scale, double[] translation) {
        int n = scale.length;
        double[] rows = new double[n * (n + 1)];
        for (int d = 0; d < n; d++) {
            rows[d * (n + 1) + d] = scale[d];
            rows[d * (n + 1) + n] = translation[d];
        }
        return new Affine(n, rows);
    }

    public int dims() {
        return dims;
    }

    public double get(int row, int column) {
        return rows[row * (dims + 1) + column];
    }

    public double translation(int row) {
        return get(row, dims);
    }

    /** How far apart in the world two voxels are that are neighbours along axis {@code d}. */
    public double spacing(int d) {
        double length = 0;
        for (int r = 0; r < dims; r++) {
            length = Math.hypot(length, get(r, d));
        }
        return length;
    }

    /** True if no axis is turned or sheared: a scale and a shift for each. */
    public boolean isScaling() {
        for (int r = 0; r < dims; r++) {
            for (int c = 0; c < dims; c++) {
                if (r != c && get(r, c) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    public double[] apply(double... point) {
        double[] out = new double[dims];
        for (int r = 0; r < dims; r++) {
            double sum = translation(r);
            for (int c = 0; c < dims; c++) {
                sum += get(r, c) * point[c];
            }
            out[r] = sum;
        }
        return out;
    }

    /** First {@code inner}, then this. */
    public Affine after(Affine inner) {
        int n = dims;
        double[] out = new double[n * (n + 1)];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c <= n; c++) {
                double sum = c == n ? translation(r) : 0;
                for (int k = 0; k < n; k++) {
                    sum += get(r, k) * inner.get(k, c);
                }
                out[r * (n + 1) + c] = sum;
            }
        }
        return new Affine(n, out);
    }

    /** World to index. A map that flattens an axis has none. */
    public Affine inverse() {
        int n = dims;
        double[][] a = new double[n][2 * n];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                a[r][c] = get(r, c);
            }
            a[r][n + r] = 1;
        }
        for (int p = 0; p < n; p++) {
            int best = p;
            for (int r = p + 1; r < n; r++) {
                if (Math.abs(a[r][p]) > Math.abs(a[best][p])) {
                    best = r;
                }
            }
            double[] row = a[best];
            a[best] = a[p];
            a[p] = row;
            if (row[p] == 0) {
                throw new IllegalArgumentException("the transform flattens an axis and has no inverse: " + this);
            }
            for (int c = 2 * n - 1; c >= p; c--) {
                row[c] /= row[p];
            }
            for (int r = 0; r < n; r++) {
                if (r != p && a[r][p] != 0) {
                    double f = a[r][p];
                    for (int c = p; c < 2 * n; c++) {
                        a[r][c] -= f * row[c];
                    }
                }
            }
        }
        double[] out = new double[n * (n + 1)];
        for (int r = 0; r < n; r++) {
            double shift = 0;
            for (int c = 0; c < n; c++) {
                out[r * (n + 1) + c] = a[r][n + c];
                shift -= a[r][n + c] * translation(c);
            }
            out[r * (n + 1) + n] = shift;
        }
        return new Affine(n, out);
    }

    /** The map of a sub-lattice: voxel {@code i} of the new grid lies at {@code i * step + offset} of the old one. */
    public Affine resampled(double[] step, double[] offset) {
        return after(scaling(step, offset));
    }

    public double[][] matrix() {
        double[][] m = new double[dims][];
        for (int r = 0; r < dims; r++) {
            m[r] = Arrays.copyOfRange(rows, r * (dims + 1), (r + 1) * (dims + 1));
        }
        return m;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Affine other && dims == other.dims && Arrays.equals(rows, other.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(matrix());
    }
}
