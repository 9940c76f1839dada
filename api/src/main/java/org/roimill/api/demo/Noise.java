package org.roimill.api.demo;

/** Numbers that depend on a seed and a place alone, so that tiles can be made in any order and by any thread. */
final class Noise {
    /** The sum of four uniform numbers of 16 bits has this mean and, times this, a spread of one. */
    private static final double MEAN = 2 * 65535.0;

    private static final double TO_ONE = StrictMath.sqrt(3) / 65536;

    private Noise() {}

    /** 64 well mixed bits (the finaliser of SplitMix64) for a place. */
    static long bits(long seed, long y, long x) {
        long z = seed + y * 0x9E3779B97F4A7C15L + x * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Nearly normal, of mean zero and spread one. */
    static double normal(long bits) {
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - MEAN) * TO_ONE;
    }

    /** From 0 to 1, smooth over about {@code period} pixels. */
    static double smooth(long seed, double y, double x, double period) {
        double v = y / period;
        double u = x / period;
        double top = Math.floor(v);
        double left = Math.floor(u);
        double fy = ease(v - top);
        double fx = ease(u - left);
        long j = (long) top;
        long i = (long) left;
        double above = mix(uniform(seed, j, i), uniform(seed, j, i + 1), fx);
        double below = mix(uniform(seed, j + 1, i), uniform(seed, j + 1, i + 1), fx);
        return mix(above, below, fy);
    }

    private static double uniform(long seed, long y, long x) {
        return (bits(seed, y, x) >>> 11) * 0x1p-53;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
