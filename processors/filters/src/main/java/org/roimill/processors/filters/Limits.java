package org.roimill.processors.filters;

import java.util.Arrays;
import org.roimill.core.space.Region;

/** Where on the scale of an image another scale begins, and how long its unit is there. */
sealed interface Limits {
    /** The same for all voxels; {@code from} is NaN where no voxel counted. */
    record Same(double from, double width) implements Limits {
        boolean isKnown() {
            return !Double.isNaN(from);
        }
    }

    /**
     * For each cell of a lattice over the plane, and for each plane, limits of its own. Between the centres of four cells
     * they go over into each other linearly, beyond the outermost centres they stay, so there is no seam. A cell in
     * which no voxel counted takes those of the nearest cell of its plane.
     */
    final class Lattice implements Limits {
        private final int planes;
        private final double[] centresY;
        private final double[] centresX;
        private final Same[] cells;

        /**
         * @param domain of one to three axes, the last two of which are the plane
         * @param cell one voxel along the first of three axes
         */
        Lattice(Region domain, long[] cell, Same[] cells) {
            int y = domain.dims() - 2;
            this.planes = domain.dims() == 3 ? Math.toIntExact(domain.size(0)) : 1;
            this.centresY = centres(domain.size(y), cell[y]);
            this.centresX = centres(domain.size(y + 1), cell[y + 1]);
            this.cells = cells.clone();
            for (int p = 0; p < planes; p++) {
                fillGaps(p * centresY.length * centresX.length);
            }
        }

        private static double[] centres(long size, long cell) {
            double[] centres = new double[Math.toIntExact(Math.ceilDiv(size, cell))];
            for (int i = 0; i < centres.length; i++) {
                centres[i] = (i * cell + Math.min(size, (i + 1) * cell) - 1) / 2.0;
            }
            return centres;
        }

        private void fillGaps(int first) {
            int n = centresY.length * centresX.length;
            Same[] found = Arrays.copyOfRange(cells, first, first + n);
            for (int i = 0; i < n; i++) {
                double nearest = Double.POSITIVE_INFINITY;
                for (int j = 0; !found[i].isKnown() && j < n; j++) {
                    double far = Math.hypot(centreY(i) - centreY(j), centreX(i) - centreX(j));
                    if (found[j].isKnown() && far < nearest) {
                        nearest = far;
                        cells[first + i] = found[j];
                    }
                }
            }
        }

        private double centreY(int cell) {
            return centresY[cell / centresX.length];
        }

        private double centreX(int cell) {
            return centresX[cell % centresX.length];
        }

        /** The limits of as many voxels as the arrays have room for, from column {@code x} of a row on. */
        void row(long plane, long y, long x, double[] from, double[] width) {
            int above = below(centresY, y);
            int under = Math.min(above + 1, centresY.length - 1);
            double down = between(centresY, above, under, y);
            int firstRow = ((int) plane * centresY.length + above) * centresX.length;
            int secondRow = ((int) plane * centresY.length + under) * centresX.length;
            int left = below(centresX, x);
            for (int k = 0; k < from.length; k++) {
                while (left + 1 < centresX.length && centresX[left + 1] <= x + k) {
                    left++;
                }
                int right = Math.min(left + 1, centresX.length - 1);
                double across = between(centresX, left, right, x + k);
                from[k] = blend(
                        blend(cells[firstRow + left].from, cells[firstRow + right].from, across),
                        blend(cells[secondRow + left].from, cells[secondRow + right].from, across),
                        down);
                width[k] = blend(
                        blend(cells[firstRow + left].width, cells[firstRow + right].width, across),
                        blend(cells[secondRow + left].width, cells[secondRow + right].width, across),
                        down);
            }
        }

        /** The last centre at or before a place; the first where there is none. */
        private static int below(double[] centres, long place) {
            int at = Arrays.binarySearch(centres, (double) place);
            return at >= 0 ? at : Math.max(0, -at - 2);
        }

        private static double between(double[] centres, int low, int high, long place) {
            if (low == high || place <= centres[low]) {
                return 0;
            }
            return (place - centres[low]) / (centres[high] - centres[low]);
        }

        private static double blend(double a, double b, double t) {
            return t == 0 ? a : a * (1 - t) + b * t;
        }
    }
}
