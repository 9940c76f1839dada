package org.roimill.api.demo;

/** What becomes of light on its way into the file: blur, uneven illumination, noise, the camera's offset. */
final class Optics {
    /** The core of the point spread function, and its halo of light from out of focus. */
    private static final float[] CORE = gauss(1.1, 4);

    private static final float[] HALO = gauss(3.6, 10);
    private static final float HALO_SHARE = 0.15f;
    /** How much more of the scene than the picture shows is needed on every side. */
    static final int MARGIN = 10;

    private static final double OFFSET = 110;
    private static final double READ_NOISE = 9;

    private Optics() {}

    /**
     * The picture of a scene that is larger by {@link #MARGIN} on every side.
     *
     * @param seed of the channel
     * @param size of the whole ROI, over which the illumination falls off
     */
    static short[] picture(
            float[] scene, int top, int left, int height, int width, Marker marker, long seed, int size) {
        float[] sharp = blurred(scene, height, width, CORE);
        float[] soft = blurred(scene, height, width, HALO);
        short[] counts = new short[height * width];
        double brightY = size * (0.35 + 0.3 * Noise.smooth(seed, 0, 0, 1));
        double brightX = size * (0.35 + 0.3 * Noise.smooth(seed, 9, 9, 1));
        double scale = 1 / (0.5 * size * size);
        for (int y = 0, i = 0; y < height; y++) {
            double dy = top + y - brightY;
            for (int x = 0; x < width; x++, i++) {
                double dx = left + x - brightX;
                double light = 1 - marker.shade * Math.min(1, (dy * dy + dx * dx) * scale);
                double photons = marker.photons * light * ((1 - HALO_SHARE) * sharp[i] + HALO_SHARE * soft[i]);
                double spread = Math.sqrt(photons * marker.gain * marker.gain + READ_NOISE * READ_NOISE);
                double count = OFFSET
                        + photons * marker.gain
                        + spread * Noise.normal(Noise.bits(seed, top + (long) y, left + (long) x));
                counts[i] = (short) (int) Math.clamp(Math.rint(count), 0, 65535);
            }
        }
        return counts;
    }

    /** Rows first, then columns; what lies further out than the kernel reaches is cut away. */
    private static float[] blurred(float[] scene, int height, int width, float[] kernel) {
        int radius = kernel.length - 1;
        int skip = MARGIN - radius;
        int stride = width + 2 * MARGIN;
        int rows = height + 2 * radius;
        float[] along = new float[rows * width];
        for (int y = 0; y < rows; y++) {
            int start = (y + skip) * stride + MARGIN;
            for (int k = 0; k <= radius; k++) {
                add(scene, start - k, start + k, kernel[k], along, y * width, width);
            }
        }
        float[] both = new float[height * width];
        for (int y = 0; y < height; y++) {
            int start = (y + radius) * width;
            for (int k = 0; k <= radius; k++) {
                add(along, start - k * width, start + k * width, kernel[k], both, y * width, width);
            }
        }
        return both;
    }

    private static void add(float[] from, int left, int right, float weight, float[] to, int start, int count) {
        for (int i = 0; i < count; i++) {
            to[start + i] += weight * (from[left + i] + from[right + i]);
        }
    }

    /** One side of a symmetric kernel, from its middle on, of which each side counts half. */
    private static float[] gauss(double sigma, int radius) {
        double[] weights = new double[radius + 1];
        double sum = 0;
        for (int k = 0; k <= radius; k++) {
            weights[k] = StrictMath.exp(-k * k / (2 * sigma * sigma)) * (k == 0 ? 0.5 : 1);
            sum += 2 * weights[k];
        }
        float[] kernel = new float[weights.length];
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] = (float) (weights[k] / sum);
        }
        return kernel;
    }
}
