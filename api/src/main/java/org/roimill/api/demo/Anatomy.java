package org.roimill.api.demo;

import java.util.SplittableRandom;

/**
 * What lies where in one ROI: a round core of tissue with a wavy edge, islands of epithelium, some around a lumen, and
 * stroma with infiltrates of T cells. ROIs differ in how much they have of each.
 */
final class Anatomy {
    /** How far the edge of the core waves, as a part of half the size. */
    private static final double WAVE = 0.12;
    /** Over how many pixels the tissue ends. */
    private static final double SOFT = 6;

    private final long seed;
    private final int size;
    private final double island;
    private final double infiltrate;
    private final double proliferation;

    Anatomy(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        this.seed = random.nextLong();
        this.size = size;
        island = random.nextDouble(0.42, 0.56);
        infiltrate = random.nextDouble(0.50, 0.68);
        proliferation = random.nextDouble(0.08, 0.35);
    }

    /** From 0 outside to 1 inside the core, over a few pixels. */
    double tissue(double y, double x) {
        double half = size / 2.0;
        double dy = (y + 0.5 - half) / half;
        double dx = (x + 0.5 - half) / half;
        double middle = 0.9 - Math.sqrt(dy * dy + dx * dx);
        if (Math.abs(middle) > WAVE * 0.7 + SOFT / half) {
            return middle > 0 ? 1 : 0;
        }
        double wave = Noise.smooth(seed, y, x, size / 5.0) + 0.4 * Noise.smooth(seed + 1, y, x, size / 17.0) - 0.7;
        return Math.clamp((middle + WAVE * wave) * half / SOFT, 0.0, 1.0);
    }

    /** The kind of cell that grows at a place; null where none does. */
    Cell.Type type(double y, double x, SplittableRandom random) {
        double dice = random.nextDouble();
        if (tissue(y, x) < 1) {
            return null;
        }
        double gland = 0.7 * Noise.smooth(seed + 2, y, x, 210) + 0.3 * Noise.smooth(seed + 3, y, x, 70);
        if (gland > island) {
            boolean lumen = gland > island + 0.3;
            return lumen ? null : dice < 0.03 ? Cell.Type.T_CELL : Cell.Type.EPITHELIAL;
        }
        if (gland > island - 0.025) {
            return null;
        }
        double crowd = 0.75 * Noise.smooth(seed + 4, y, x, 150) + 0.25 * Noise.smooth(seed + 5, y, x, 50);
        return dice < (crowd > infiltrate ? 0.85 : 0.04) ? Cell.Type.T_CELL : Cell.Type.STROMAL;
    }

    /** The direction of the fibres at a place, in radians. */
    double grain(double y, double x) {
        return 2 * StrictMath.PI * Noise.smooth(seed + 6, y, x, 260);
    }

    /** The share of epithelial cells that divide. */
    double proliferation() {
        return proliferation;
    }

    /** The light that tissue gives off by itself, about 1 within it. */
    double haze(double y, double x) {
        double tissue = tissue(y, x);
        if (tissue == 0) {
            return 0;
        }
        double fibres = 0.6 * Noise.smooth(seed + 7, y, x, 90) + 0.4 * Noise.smooth(seed + 8, y, x, 14);
        return tissue * (0.3 + fibres);
    }
}
