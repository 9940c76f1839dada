package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.ModelCard;

/**
 * From the style that a network sees to the diameter of the objects: a linear model of its logarithm.
 *
 * @param diameter of the objects that it was fitted to
 */
record SizeModel(List<Double> weights, List<Double> styleMean, double bias, double diameter) {
    private static final double LEAST = 5;

    static SizeModel of(ModelCard card) {
        if (!(card.extra().get("size_model") instanceof Map<?, ?> model)) {
            throw RoimillException.usage(
                    "cellpose_diameter: the model '" + card.name() + "' has no size_model to estimate from",
                    "Give a diameter to begin with: the median of the objects that are found with it is told.");
        }
        return new SizeModel(
                numbers(model.get("weights")),
                numbers(model.get("style_mean")),
                ((Number) model.get("bias")).doubleValue(),
                ((Number) model.get("diameter")).doubleValue());
    }

    private static List<Double> numbers(Object list) {
        return ((List<?>) list).stream().map(n -> ((Number) n).doubleValue()).toList();
    }

    /** From the sum of the styles of all tiles. */
    double diameter(double[] styles) {
        double length = 0;
        for (double s : styles) {
            length += s * s;
        }
        length = Math.sqrt(length);
        double logarithm = bias + Math.log(diameter);
        for (int k = 0; k < styles.length; k++) {
            logarithm += weights.get(k) * ((length > 0 ? styles[k] / length : 0) - styleMean.get(k));
        }
        return Math.max(LEAST, Math.exp(logarithm));
    }
}
