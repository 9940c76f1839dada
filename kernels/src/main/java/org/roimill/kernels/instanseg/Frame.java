package org.roimill.kernels.instanseg;

import org.roimill.core.space.Region;

/**
 * The whole, in which pixels are counted from its corner: y and x below its height and width.
 *
 * @param top where its corner lies
 */
record Frame(long top, long left, int height, int width) {
    static Frame of(Region domain) {
        return new Frame(
                domain.min(0), domain.min(1), Math.toIntExact(domain.size(0)), Math.toIntExact(domain.size(1)));
    }

    /** A part of the whole, which may carry channels in front. */
    Rect rect(Region region) {
        int y = region.dims() - 2;
        return new Rect((int) (region.min(y) - top), (int) (region.min(y + 1) - left), (int) region.size(y), (int)
                region.size(y + 1));
    }

    /** The window of a seed: {@code half} to each side, moved inwards at the edges, cut where the whole is smaller. */
    Rect window(int y, int x, int half) {
        int h = Math.min(2 * half, height);
        int w = Math.min(2 * half, width);
        return new Rect(clamp(y - half, height - h), clamp(x - half, width - w), h, w);
    }

    private static int clamp(int at, int last) {
        return Math.max(0, Math.min(at, last));
    }

    /** The first {@code n} of that row or column of {@code of} as a coordinate: from 0 to a quarter of their number. */
    static void ramp(int first, int of, float[] to, int n) {
        // As torch.linspace has it: from the nearer end, each rounded once.
        float end = of / 4f;
        double step = of == 1 ? 0 : end / (of - 1f);
        for (int k = 0; k < n; k++) {
            int i = first + k;
            to[k] = (float) (i < of / 2 ? step * i : of == 1 ? 0 : end - step * (of - 1 - i));
        }
    }
}
