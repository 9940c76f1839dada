package org.roimill.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.roimill.cli.console.Columns;
import org.roimill.core.network.ModelCard;
import org.roimill.inference.card.Card;
import org.roimill.inference.library.Found;

/** A model for people and for scripts. */
final class ModelText {
    /** Weights, which nobody reads. */
    private static final Set<String> LONG = Set.of("mlp", "size_model");

    private ModelText() {}

    static Map<String, Object> map(Found found) {
        ModelCard card = found.card().model();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", found.name());
        map.put("family", card.family());
        map.put("summary", card.summary());
        map.put("origin", found.origin().toString());
        map.put("place", found.files().place());
        map.put("licence", card.licence());
        map.put("source", card.source());
        map.put("digest", card.digest());
        map.put("inputs", card.inputs());
        map.put("outputs", card.outputs());
        map.put("tile", card.tile());
        map.put("tile_fixed", card.tileFixed());
        map.put("multiple_of", card.multipleOf());
        map.put("normalize", card.normalize() == null ? null : low(card));
        map.put("diameter", card.diameter());
        map.put("pixel_size", card.pixelSize());
        map.put("defaults", card.defaults());
        Card.Test test = found.card().test();
        map.put("test_tolerance", test == null ? null : test.tolerance());
        card.extra().keySet().stream()
                .filter(key -> !LONG.contains(key))
                .sorted()
                .forEach(key -> map.put(key, card.extra().get(key)));
        return map;
    }

    private static Map<String, Object> low(ModelCard card) {
        Map<String, Object> percentiles = new LinkedHashMap<>();
        percentiles.put("low", card.normalize().low());
        percentiles.put("high", card.normalize().high());
        return percentiles;
    }

    static void print(Found found, PrintWriter out) {
        Columns columns = new Columns("");
        map(found).forEach((key, value) -> {
            if (value != null) {
                columns.row(key, String.valueOf(value));
            }
        });
        columns.print(out);
        out.println();
        out.println("In a chain, of a processor of this family:");
        out.println("  parameters: {model: " + found.name() + "}");
    }
}
