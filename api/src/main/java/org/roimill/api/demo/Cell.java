package org.roimill.api.demo;

/**
 * One cell: a nucleus that is nearly an ellipse, and as much around it as it can reach.
 *
 * @param a the longer half axis of the nucleus in pixels, {@code b} the shorter one
 * @param cos and {@code sin}: of the angle between the longer axis and x
 * @param dent how far the outline leaves the ellipse, in three lobes turned by {@code lobeCos}, {@code lobeSin}
 * @param reach how far the cell goes beyond its nucleus, where no other cell is nearer
 * @param dna and the others: how bright it is in that marker; 0 where it is negative
 */
record Cell(
        Type type,
        double y,
        double x,
        double a,
        double b,
        double cos,
        double sin,
        double dent,
        double lobeCos,
        double lobeSin,
        double reach,
        double dna,
        double ecad,
        double cd3,
        double ki67) {
    /** No cell extends further. */
    static final double FURTHEST = 40;

    enum Type {
        EPITHELIAL("epithelial"),
        T_CELL("t_cell"),
        STROMAL("stromal");

        final String label;

        Type(String label) {
            this.label = label;
        }
    }

    /** No pixel of the cell lies further from its centre. */
    double extent() {
        return a * (1 + dent) + reach + 1;
    }

    double radius() {
        return (a + b) / 2;
    }

    /** How far a point lies outside the nucleus, in pixels to first order; below zero inside. */
    double outside(double py, double px) {
        double dy = py - y;
        double dx = px - x;
        double u = (cos * dx + sin * dy) / a;
        double v = (cos * dy - sin * dx) / b;
        double square = u * u + v * v;
        if (square < 1e-12) {
            return -b;
        }
        double rho = Math.sqrt(square);
        double lobes = (lobeCos * (u * u * u - 3 * u * v * v) + lobeSin * (3 * u * u * v - v * v * v)) / (square * rho);
        double edge = rho / (1 + dent * lobes) - 1;
        return edge * rho / Math.sqrt(u * u / (a * a) + v * v / (b * b));
    }
}
