package org.roimill.core.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.network.Network;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.Param;
import org.roimill.core.param.Parameters;
import org.roimill.core.param.TableRef;

class CardDefaultsTest {
    record Words(
            @Param(help = "A model.", byDefault = "plain") ModelRef model,

            @Param(help = "How much.", byDefault = "0.4", byNull = "0", aliases = "flow")
            double threshold,

            @Param(help = "How small.", byDefault = "15") long minSize) {}

    private static final Parameters<Words> WORDS = Parameters.of(Words.class);

    /** Models called by what their cards want. */
    private record Cards(Map<String, Map<String, Object>> defaults) implements Resources {
        @Override
        public Model model(ModelRef ref) {
            return new Model() {
                @Override
                public ModelCard card() {
                    return new ModelCard(
                            ref.name(),
                            "cellpose",
                            "",
                            "",
                            "",
                            "sha256:",
                            List.of(),
                            List.of(),
                            1,
                            64,
                            false,
                            1,
                            null,
                            null,
                            null,
                            defaults.getOrDefault(ref.name(), Map.of()),
                            Map.of());
                }

                @Override
                public Network network() {
                    throw new IllegalStateException("a card is enough");
                }
            };
        }

        @Override
        public Table table(TableRef ref) {
            throw new IllegalStateException("no tables");
        }
    }

    private static final Resources CARDS = new Cards(Map.of(
            "small",
            Map.of("threshold", 0.8, "min_size", 3),
            "wrong",
            Map.of("thresold", 1),
            "bad",
            Map.of("min_size", "x")));

    private static Words bound(String id, Map<String, Object> tree) {
        return CardDefaults.bind(id, WORDS, tree, "step 1", CARDS);
    }

    @Test
    void whatTheUserSaysComesFirstThenTheCard() {
        ModelRef small = new ModelRef("small");
        assertEquals(new Words(small, 0.8, 3), bound("cellpose", Map.of("model", "small")));
        assertEquals(new Words(small, 0.1, 3), bound("cellpose", Map.of("model", "small", "threshold", 0.1)));
        assertEquals(new Words(small, 0.4, 3), bound("cellpose", Map.of("model", "small", "flow", 0.4)));
        assertEquals(new Words(new ModelRef("plain"), 0.4, 15), bound("cellpose", Map.of()));
    }

    @Test
    void aCardSpeaksForItsFamilyAlone() {
        ModelRef small = new ModelRef("small");
        assertEquals(new Words(small, 0.8, 3), bound("cellpose_diameter", Map.of("model", "small")));
        assertEquals(new Words(small, 0.4, 15), bound("onnx", Map.of("model", "small")));
    }

    @Test
    void aCardThatDoesNotFitIsNamed() {
        for (String model : List.of("wrong", "bad")) {
            RoimillException e = assertThrows(RoimillException.class, () -> bound("cellpose", Map.of("model", model)));
            assertTrue(
                    e.getMessage().startsWith("step 1: the model '" + model + "' has a default that does not fit: "),
                    e.getMessage());
            assertTrue(e.getMessage().endsWith("Mend its model.yaml."));
        }
    }
}
