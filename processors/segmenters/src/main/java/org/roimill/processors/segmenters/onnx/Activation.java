package org.roimill.processors.segmenters.onnx;

/** What turns the answers of a network into probabilities. */
enum Activation {
    NONE,
    SIGMOID,
    SOFTMAX;

    /** The channels of one pixel, in place. */
    void apply(float[] pixel) {
        switch (this) {
            case NONE -> {}
            case SIGMOID -> {
                for (int c = 0; c < pixel.length; c++) {
                    pixel[c] = (float) (1 / (1 + Math.exp(-pixel[c])));
                }
            }
            case SOFTMAX -> softmax(pixel);
        }
    }

    private static void softmax(float[] pixel) {
        float most = Float.NEGATIVE_INFINITY;
        for (float v : pixel) {
            most = Math.max(most, v);
        }
        double sum = 0;
        for (int c = 0; c < pixel.length; c++) {
            double e = Math.exp(pixel[c] - most);
            pixel[c] = (float) e;
            sum += e;
        }
        for (int c = 0; c < pixel.length; c++) {
            pixel[c] = (float) (pixel[c] / sum);
        }
    }
}
