package org.roimill.core.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** What files of other programs say in other words: the opposite, null, mappings, numbers of channels. */
class ForeignWordsTest {
    record Words(
            @Param(help = "A model.", byDefault = "nuclei") ModelRef model,

            @Param(
                    help = "Scale it.",
                    byDefault = "true",
                    negated = {"no_norm"},
                    holds = {"percentile", "invert"})
            boolean normalize,

            @Param(help = "Which.", byDefault = "[1, 99]", byNull = "[1, 99]", aliases = "norm_percentile")
            List<Double> percentile,

            @Param(help = "Dark.", byDefault = "false") boolean invert,

            @Param(help = "How much.", byDefault = "0.4", byNull = "0", min = 0)
            double threshold,

            @Param(help = "Channels.", byDefault = "[]") List<ChannelRef> channels) {}

    record NotOpposite(
            @Param(help = "A number.", byDefault = "1", negated = "none")
            int number) {}

    record HoldsNothing(
            @Param(help = "A truth.", byDefault = "true", holds = "lost")
            boolean truth) {}

    private static final Parameters<Words> WORDS = Parameters.of(Words.class);

    private static Words words(Object... pairs) {
        return WORDS.bind(tree(pairs), "step 1");
    }

    private static Map<String, Object> tree(Object... pairs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    private static String problem(Object... pairs) {
        RoimillException e = assertThrows(RoimillException.class, () -> words(pairs));
        assertEquals(Failure.USAGE, e.failure());
        return String.join(" / ", e.getMessage().lines().toList());
    }

    @Test
    void theOppositeIsTakenAsThat() {
        assertEquals(words("normalize", false), words("no_norm", true));
        assertEquals(words(), words("no_norm", false));
        assertEquals(
                "step 1: 'normalize' and 'no_norm' are about the same / Keep normalize.",
                problem("normalize", true, "no_norm", true));
        assertTrue(problem("no_norm", 1).startsWith("step 1: 'no_norm' was given the number 1, but is true or false"));
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(NotOpposite.class));
    }

    @Test
    void nullStandsForWhatIsSaid() {
        assertEquals(0, words("threshold", null).threshold());
        assertEquals(List.of(1.0, 99.0), words("percentile", null).percentile());
        assertTrue(problem("invert", null).contains("was given nothing"));
    }

    @Test
    void aMappingHoldsOthersAndItself() {
        assertEquals(
                words("percentile", List.of(2, 98), "invert", true),
                words("normalize", tree("norm_percentile", List.of(2, 98), "invert", true)));
        assertEquals(words("normalize", false), words("normalize", tree("normalize", false)));
        assertEquals(words(), words("normalize", tree()));
        assertEquals(
                "step 1: 'invert' and 'normalize.invert' mean the same / Keep invert.",
                problem("invert", true, "normalize", tree("invert", true)));
        assertEquals(
                "step 1: unknown key 'inver' in 'normalize' / Did you mean invert? Allowed: normalize, percentile, invert.",
                problem("normalize", tree("inver", true)));
        assertTrue(problem("normalize", tree("threshold", 1)).contains("unknown key 'threshold' in 'normalize'"));
        assertTrue(problem("invert", tree()).contains("was given a mapping"));
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(HoldsNothing.class));
    }

    @Test
    void channelsAreNamesOrNumbers() {
        Words words = words("channels", List.of("DAPI", 2, "0"));
        assertEquals(
                List.of(new ChannelRef("DAPI", null), new ChannelRef(null, 2), new ChannelRef("0", null)),
                words.channels());
        assertEquals(List.of("DAPI", 2, "0"), WORDS.values(words).get("channels"));
        assertEquals(words, WORDS.bind(WORDS.values(words), "step 1"));
        assertTrue(problem("channels", -1).contains("must be from 0"));
        assertTrue(problem("channels", true).contains("the name of a channel or a number"));
    }

    @Test
    void aModelsDefaultsFillWhatIsNotSaid() {
        assertEquals(new ModelRef("nuclei"), WORDS.model(words()));
        Map<String, Object> more = Map.of("threshold", 0.2, "invert", true);
        assertEquals(words("threshold", 0.2, "invert", true), filled(more));
        assertEquals(words("invert", true, "threshold", null), filled(more, "threshold", null));
        assertEquals(words("threshold", 0.2), filled(more, "normalize", tree("invert", false)));
        assertEquals(words("normalize", true), filled(Map.of("normalize", false), "no_norm", false));
        for (Map<String, Object> bad : Arrays.asList(tree("thresold", 1), tree("threshold", "x"))) {
            RoimillException e = assertThrows(RoimillException.class, () -> filled(bad));
            assertEquals(Failure.BAD_DATA, e.failure());
            assertTrue(e.getMessage().startsWith("the model has a default that does not fit"), e.getMessage());
        }
        assertNull(Parameters.of(Only.class).model(new Only(1)));
    }

    record Only(@Param(help = "A number.", byDefault = "1") int number) {}

    private static Words filled(Map<String, Object> more, Object... pairs) {
        return WORDS.bind(WORDS.filled(tree(pairs), more, "the model"), "step 1");
    }

    @Test
    void theSchemaKnowsThemAll() {
        Map<?, ?> properties = (Map<?, ?>) WORDS.schema().get("properties");
        Map<?, ?> opposite = (Map<?, ?>) properties.get("no_norm");
        assertEquals("The opposite of normalize.", opposite.get("description"));
        assertEquals(false, opposite.get("default"));
        Map<?, ?> either = (Map<?, ?>) properties.get("normalize");
        Map<?, ?> mapping = (Map<?, ?>) ((List<?>) either.get("anyOf")).get(1);
        assertTrue(((Map<?, ?>) mapping.get("properties"))
                .keySet()
                .containsAll(List.of("normalize", "percentile", "norm_percentile", "invert")));
        assertEquals(List.of("number", "null"), ((Map<?, ?>) properties.get("threshold")).get("type"));
        assertEquals(List.of("no_norm"), WORDS.list().get(1).negated());
    }
}
