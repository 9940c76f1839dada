package org.roimill.kernels.instanseg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The small network that looks at each pixel of a window: dense layers with a ReLU between them, any number, any width.
 * Inputs and outputs are arrays of one number for each pixel, so that the loops run over pixels. Sums are taken in the
 * order of the inputs, the bias last.
 */
public final class Mlp {
    private static final int CHUNK = 256;

    private final List<Layer> layers;
    private final int inputs;

    /**
     * One dense layer.
     *
     * @param weights by output, then input
     */
    public record Layer(int in, int out, float[] weights, float[] bias) {
        public Layer {
            if (in < 1 || out < 1 || weights.length != in * out || bias.length != out) {
                throw new IllegalArgumentException("a layer from " + in + " to " + out + " numbers with "
                        + weights.length + " weights and " + bias.length + " biases");
            }
            weights = weights.clone();
            bias = bias.clone();
        }

        @Override
        public float[] weights() {
            return weights.clone();
        }

        @Override
        public float[] bias() {
            return bias.clone();
        }
    }

    public Mlp(List<Layer> layers) {
        int width = layers.isEmpty() ? 0 : layers.get(0).in();
        this.inputs = width;
        for (Layer layer : layers) {
            if (layer.in() != width) {
                throw new IllegalArgumentException("a layer of " + layer.in() + " inputs after " + width + " outputs");
            }
            width = layer.out();
        }
        if (width != 1) {
            throw new IllegalArgumentException("the last layer has " + width + " outputs, not one");
        }
        this.layers = List.copyOf(layers);
    }

    /** How many numbers it looks at in each pixel. */
    public int inputs() {
        return inputs;
    }

    /** A place to evaluate it in, for one thread. */
    Bench bench() {
        return new Bench();
    }

    /** Holds what lies between the layers. */
    final class Bench {
        private final List<float[][]> between = new ArrayList<>();

        Bench() {
            for (Layer layer : layers) {
                between.add(new float[layer.out][CHUNK]);
            }
        }

        /** The logits of {@code n} pixels; {@code in} holds an array for each input. */
        void logits(float[][] in, int n, float[] out) {
            for (int from = 0; from < n; from += CHUNK) {
                int count = Math.min(CHUNK, n - from);
                float[][] values = in;
                int at = from;
                for (int i = 0; i < layers.size(); i++) {
                    float[][] next = between.get(i);
                    dense(layers.get(i), values, at, next, count, i < layers.size() - 1);
                    values = next;
                    at = 0;
                }
                System.arraycopy(values[0], 0, out, from, count);
            }
        }

        private void dense(Layer layer, float[][] in, int at, float[][] out, int n, boolean relu) {
            for (int o = 0; o < layer.out; o++) {
                float[] sum = out[o];
                Arrays.fill(sum, 0, n, 0);
                for (int i = 0; i < layer.in; i++) {
                    add(in[i], at, layer.weights[o * layer.in + i], sum, n);
                }
                finish(sum, layer.bias[o], relu ? 0 : Float.NEGATIVE_INFINITY, n);
            }
        }

        private static void add(float[] in, int at, float weight, float[] sum, int n) {
            for (int k = 0; k < n; k++) {
                sum[k] += weight * in[at + k];
            }
        }

        private static void finish(float[] sum, float bias, float least, int n) {
            for (int k = 0; k < n; k++) {
                sum[k] = Math.max(least, sum[k] + bias);
            }
        }
    }
}
