package org.roimill.core.processor;

import java.util.Map;
import org.roimill.core.network.ModelCard;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.Parameters;

/** Parameters as the user gave them, then as the card of their model wants them, then by default. */
public final class CardDefaults {
    private CardDefaults() {}

    /**
     * What a tree is bound to. A card speaks for the processors of its family alone: for that of its
     * name, and those whose names begin with it.
     *
     * @param id of the processor
     */
    public static <P extends Record> P bind(
            String id, Parameters<P> parameters, Map<String, Object> tree, String place, Resources resources) {
        P given = parameters.bind(tree, place);
        ModelRef ref = parameters.model(given);
        if (ref == null) {
            return given;
        }
        ModelCard card = resources.model(ref).card();
        boolean family = id.equals(card.family()) || id.startsWith(card.family() + "_");
        if (!family || card.defaults().isEmpty()) {
            return given;
        }
        String owner = place + ": the model '" + card.name() + "'";
        return parameters.bind(parameters.filled(tree, card.defaults(), owner), place);
    }
}
