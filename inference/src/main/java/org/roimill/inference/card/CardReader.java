package org.roimill.inference.card;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.ModelCard;
import org.roimill.core.network.Percentiles;

/** Reads a card. */
public final class CardReader {
    /** The longest card that is looked at. */
    public static final int LONGEST = 1 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int VERSION = 1;
    private static final int LARGEST_TILE = 1 << 14;
    private static final double LARGEST = 1e6;

    private CardReader() {}

    /** Whether a model may be called so: it becomes the name of a folder. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.endsWith(".zip");
    }

    /**
     * @param digest of these bytes: {@code sha256:} and 64 hexadecimal digits. The card holds that of the network, so
     *     this one stands for both
     * @param place names the file in messages
     */
    public static Card read(byte[] card, String digest, String place) {
        Fields all = new Fields(CardYaml.parse(text(card, place), place), place);
        if (all.whole("roimill-model", 0, Integer.MAX_VALUE, "1") != VERSION) {
            throw all.wrong("roimill-model", "1, the version that this roimill knows", "1");
        }
        String family = all.choice("family", List.of(ModelCard.CELLPOSE, ModelCard.INSTANSEG, ModelCard.ONNX));
        Map<String, Object> extra = FamilyKeys.read(family, all);
        int multipleOf = all.has("multiple_of") ? all.whole("multiple_of", 1, LARGEST_TILE, "16") : 1;
        int tile = all.whole("tile", 1, LARGEST_TILE, "256");
        if (tile % multipleOf != 0) {
            throw all.wrong("tile", "a multiple of " + multipleOf, String.valueOf(multipleOf * 8));
        }
        ModelCard model = new ModelCard(
                all.text("name", "nuclei", CardReader::isName, "a name of letters, digits, - _ ."),
                family,
                all.text("summary", "nuclei in fluorescence"),
                all.text("licence", "Apache-2.0"),
                all.text("source", "trained by models/nuclei-small"),
                digest,
                all.texts("inputs", "[nuclei]"),
                all.texts("outputs", "[background, nucleus]"),
                all.has("flow_scale") ? all.real("flow_scale", 0, LARGEST, "5") : 1,
                tile,
                all.has("tile_fixed") && all.truth("tile_fixed"),
                multipleOf,
                normalize(all),
                all.has("diameter") ? (Double) all.real("diameter", Double.MIN_NORMAL, LARGEST, "30") : null,
                all.has("pixel_size") ? (Double) all.real("pixel_size", Double.MIN_NORMAL, LARGEST, "0.5") : null,
                all.has("defaults") ? all.fields("defaults", "{min_size: 15}").plain() : Map.of(),
                extra);
        String network = all.text("network", "nuclei.onnx", CardReader::isFile, "the name of a file beside the card");
        String sha256 =
                all.text("sha256", "'" + "0".repeat(64) + "'", s -> s.matches("[0-9a-f]{64}"), "64 hexadecimal digits");
        Card.Test test = test(all);
        all.noOthers();
        return new Card(model, network, sha256, test);
    }

    private static String text(byte[] card, String place) {
        if (card.length > LONGEST) {
            throw RoimillException.badData(place + " is longer than 1 MiB", "A card is a short text.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(card))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RoimillException.badData(place + " is no text in UTF-8", "Write it so.", e);
        }
    }

    private static boolean isFile(String name) {
        return name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*") && !name.equals(Card.FILE);
    }

    private static Percentiles normalize(Fields all) {
        if (!all.has("normalize")) {
            return null;
        }
        String example = "{low: 1, high: 99}";
        Fields fields = all.fields("normalize", example);
        double low = fields.real("low", 0, 100, "1");
        double high = fields.real("high", 0, 100, "99");
        fields.noOthers();
        if (low >= high) {
            throw all.wrong("normalize", "a lower and a higher percentile", example);
        }
        return new Percentiles(low, high);
    }

    private static Card.Test test(Fields all) {
        if (!all.has("test")) {
            return null;
        }
        Fields fields = all.fields("test", "{input: test-input.npy, output: test-output.npy, tolerance: 1e-4}");
        String file = "the name of a file beside the card";
        Card.Test test = new Card.Test(
                fields.text("input", "test-input.npy", CardReader::isFile, file),
                fields.text("output", "test-output.npy", CardReader::isFile, file),
                fields.real("tolerance", 0, 1, "1e-4"));
        fields.noOthers();
        return test;
    }

    /** The keys of one family alone. */
    private static final class FamilyKeys {
        private static final List<String> ACTIVATIONS = List.of("none", "sigmoid", "softmax");

        static Map<String, Object> read(String family, Fields all) {
            Map<String, Object> extra = new LinkedHashMap<>();
            switch (family) {
                case ModelCard.CELLPOSE -> cellpose(all, extra);
                case ModelCard.INSTANSEG -> instanseg(all, extra);
                default -> {
                    if (all.has("activation")) {
                        extra.put("activation", all.choice("activation", ACTIVATIONS));
                    }
                }
            }
            return extra;
        }

        private static void cellpose(Fields all, Map<String, Object> extra) {
            if (all.has("generation")) {
                extra.put("generation", all.whole("generation", 3, 4, "3"));
            }
            if (all.has("orthogonal")) {
                extra.put("orthogonal", all.truth("orthogonal"));
            }
            if (all.has("size_model")) {
                Fields size = all.fields("size_model", "{weights: [...], style_mean: [...], bias: 0, diameter: 30}");
                Map<String, Object> model = new LinkedHashMap<>();
                List<Double> weights = size.numbers("weights", -1);
                model.put("weights", weights);
                model.put("style_mean", size.numbers("style_mean", weights.size()));
                model.put("bias", size.real("bias", -LARGEST, LARGEST, "0"));
                model.put("diameter", size.real("diameter", Double.MIN_NORMAL, LARGEST, "30"));
                size.noOthers();
                extra.put("size_model", model);
            }
        }

        private static void instanseg(Fields all, Map<String, Object> extra) {
            for (String key : List.of("n_sigma", "dim_coords", "dim_seeds")) {
                if (all.has(key)) {
                    extra.put(key, all.whole(key, 1, 64, "2"));
                }
            }
            for (String key : List.of("to_centre", "cells_and_nuclei")) {
                if (all.has(key)) {
                    extra.put(key, all.truth(key));
                }
            }
            if (all.has("targets")) {
                List<String> targets = all.texts("targets", "[nuclei, cells]");
                if (targets.isEmpty() || !List.of("nuclei", "cells").containsAll(targets)) {
                    throw all.wrong("targets", "nuclei, cells, or both", "[nuclei, cells]");
                }
                extra.put("targets", targets);
            }
            if (all.has("variant")) {
                extra.put("variant", all.choice("variant", List.of("head", "v0.1")));
            }
            if (all.has("mlp")) {
                extra.put("mlp", layers(all));
            }
        }

        /** Each layer takes as many numbers as the one before makes. */
        private static List<Object> layers(Fields all) {
            String example = "[{weight: [[0.5, 1.5]], bias: [0]}]";
            List<Map<String, Object>> layers =
                    all.each("mlp", example).stream().map(FamilyKeys::layer).toList();
            int width = -1;
            for (Map<String, Object> layer : layers) {
                List<?> weight = (List<?>) layer.get("weight");
                int takes = ((List<?>) weight.getFirst()).size();
                if (width >= 0 && takes != width) {
                    throw all.wrong("mlp", "layers of which each takes what the one before makes", example);
                }
                width = weight.size();
            }
            return List.copyOf(layers);
        }

        private static Map<String, Object> layer(Fields layer) {
            List<Node> rows = layer.items("weight");
            List<Object> weight = rows.stream()
                    .map(row -> (Object)
                            (row.isList()
                                    ? row.items().stream().map(Node::value).toList()
                                    : List.of()))
                    .toList();
            int takes = weight.isEmpty() ? 0 : ((List<?>) weight.getFirst()).size();
            boolean even = weight.stream()
                    .allMatch(row -> ((List<?>) row).size() == takes
                            && ((List<?>) row).stream().allMatch(Number.class::isInstance));
            if (takes == 0 || !even) {
                throw layer.wrong("weight", "rows of numbers, all as long", "[[0.5, 1.5], [1, 2]]");
            }
            Map<String, Object> read = new LinkedHashMap<>();
            read.put("weight", weight.stream().map(FamilyKeys::doubles).toList());
            read.put("bias", layer.numbers("bias", weight.size()));
            layer.noOthers();
            return read;
        }

        private static List<Double> doubles(Object row) {
            return ((List<?>) row).stream().map(n -> ((Number) n).doubleValue()).toList();
        }
    }
}
