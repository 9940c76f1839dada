package org.roimill.core.network;

import java.util.List;
import java.util.Map;

/**
 * What a model says about itself: its model.yaml.
 *
 * @param family how its outputs are to be understood: {@code cellpose}, {@code instanseg} or {@code onnx}
 * @param source where the weights come from
 * @param digest {@code sha256:} and 64 hexadecimal digits over the card and the network
 * @param inputs the meanings of the input channels, in order; empty for any number of channels
 * @param outputs the meanings of the output channels, in order
 * @param flowScale what the flows of the network are multiplied by
 * @param tile the side of the tiles that it is run on, in pixels
 * @param tileFixed whether no other side is possible
 * @param multipleOf what every side is a multiple of
 * @param normalize null where the image is taken as it is
 * @param diameter the mean diameter, in pixels, of the objects that it was trained on; null where it takes any
 * @param pixelSize in micrometres, of the images that it was trained on; null where the card does not say
 * @param defaults of parameters of the processor of the family, by their names
 * @param extra all else, by the card's keys: texts, whole numbers as Integer, others as Double, truth values, lists and
 *     maps
 */
public record ModelCard(
        String name,
        String family,
        String summary,
        String licence,
        String source,
        String digest,
        List<String> inputs,
        List<String> outputs,
        double flowScale,
        int tile,
        boolean tileFixed,
        int multipleOf,
        Percentiles normalize,
        Double diameter,
        Double pixelSize,
        Map<String, Object> defaults,
        Map<String, Object> extra) {
    public static final String CELLPOSE = "cellpose";
    public static final String INSTANSEG = "instanseg";
    public static final String ONNX = "onnx";

    public ModelCard {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        defaults = Map.copyOf(defaults);
        extra = Map.copyOf(extra);
    }

    /** One of the {@link #extra} that is a number. */
    public double number(String key, double otherwise) {
        return extra.get(key) instanceof Number n ? n.doubleValue() : otherwise;
    }

    /** One of the {@link #extra} that is a text. */
    public String text(String key, String otherwise) {
        return extra.get(key) instanceof String text ? text : otherwise;
    }

    /** One of the {@link #extra} that is true or false. */
    public boolean truth(String key, boolean otherwise) {
        return extra.get(key) instanceof Boolean truth ? truth : otherwise;
    }
}
