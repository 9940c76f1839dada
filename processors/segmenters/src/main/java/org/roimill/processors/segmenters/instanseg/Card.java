package org.roimill.processors.segmenters.instanseg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.ModelCard;
import org.roimill.kernels.instanseg.MapLayout;
import org.roimill.kernels.instanseg.Mlp;
import org.roimill.kernels.instanseg.Variant;

/** What the card of a model of this family says beside what all cards say. */
record Card(MapLayout layout, Mlp mlp, Variant variant, int targets) {
    static Card of(ModelCard card) {
        if (card.truth("to_centre", false) || (int) card.number("dim_coords", 2) != 2) {
            throw wrong(card, "its coordinates are of a kind that no released model has", null);
        }
        MapLayout layout = new MapLayout((int) card.number("n_sigma", 2), (int) card.number("dim_seeds", 1) == 2);
        int targets = card.extra().get("targets") instanceof List<?> names ? names.size() : 1;
        if (card.outputs().size() != targets * layout.channels()) {
            throw wrong(
                    card,
                    card.outputs().size() + " outputs are not " + targets + " times " + layout.channels() + " maps",
                    null);
        }
        Variant variant = card.text("variant", "head").equals("head") ? Variant.HEAD : Variant.V01;
        try {
            return new Card(layout, mlp(card.extra().get("mlp")), variant, targets);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw wrong(card, "its mlp is no list of layers with weight and bias: " + e.getMessage(), e);
        }
    }

    private static Mlp mlp(Object given) {
        List<Mlp.Layer> layers = new ArrayList<>();
        for (Object layer : (List<?>) given) {
            Map<?, ?> one = (Map<?, ?>) layer;
            List<?> rows = (List<?>) one.get("weight");
            int in = ((List<?>) rows.getFirst()).size();
            float[] weights = new float[rows.size() * in];
            for (int r = 0; r < rows.size(); r++) {
                System.arraycopy(numbers((List<?>) rows.get(r)), 0, weights, r * in, in);
            }
            layers.add(new Mlp.Layer(in, rows.size(), weights, numbers((List<?>) one.get("bias"))));
        }
        return new Mlp(layers);
    }

    private static float[] numbers(List<?> list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ((Number) list.get(i)).floatValue();
        }
        return numbers;
    }

    private static RoimillException wrong(ModelCard card, String what, Throwable cause) {
        return RoimillException.badData(
                "the model '" + card.name() + "': " + what, "Export it again by models/export/instanseg.py.", cause);
    }
}
