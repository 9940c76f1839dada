package org.roimill.core.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Length;
import org.roimill.core.space.Unit;

class ParametersTest {
    private static final String PLACE = "step 3 'ring'";

    enum Mode {
        NEAREST,
        CUBIC_SPLINE
    }

    record Ring(
            @Param(help = "The outer rim.", byDefault = "8", min = 0, aliases = "outer")
            int radBigger,

            @Param(help = "The inner rim.", byDefault = "4", min = 0)
            int radSmaller) {
        Ring {
            if (radSmaller > radBigger) {
                throw new IllegalArgumentException("'rad_smaller' must not be greater than 'rad_bigger'");
            }
        }
    }

    record Everything(
            @Param(help = "An int.", byDefault = "7", min = 1, max = 100)
            int count,

            @Param(help = "A long.", byDefault = "5000000000")
            long seed,

            @Param(help = "A double.", byDefault = "0.5", min = 0, above = true, max = 1, below = true, unit = "%")
            double part,

            @Param(help = "A truth.", byDefault = "true") boolean useGPU,

            @Param(help = "A text.", byDefault = "") String suffix,

            @Param(help = "A choice.", byDefault = "cubic_spline")
            Mode mode,

            @Param(help = "A length.", byDefault = "2.5 um", min = 0)
            Length sigma,

            @Param(help = "A length for each axis.", byDefault = "[1, 2 um, 3]")
            Length box,

            @Param(help = "A model.", byDefault = "nuclei") ModelRef model,

            @Param(help = "A table.", byDefault = Param.NOTHING)
            TableRef names,

            @Param(help = "Nothing by default.", byDefault = Param.NOTHING, min = 0)
            Double diameter,

            @Param(help = "Whole numbers.", byDefault = "[1, 2]", min = 1)
            List<Integer> sizes,

            @Param(help = "Choices.", byDefault = "[]") List<Mode> modes,

            @Param(help = "Lengths.", byDefault = "3 um") List<Length> radii,

            @Param(help = "Texts.", byDefault = Param.NOTHING)
            List<String> words) {}

    record Must(
            @Param(help = "The diameter.", min = 1, unit = "um")
            double diameter,

            @Param(help = "How.", aliases = "how_to") Mode mode) {}

    record None() {}

    private static final Parameters<Ring> RING = Parameters.of(Ring.class);
    private static final Parameters<Everything> EVERYTHING = Parameters.of(Everything.class);

    private static Map<String, Object> tree(Object... pairs) {
        Map<String, Object> tree = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    private static List<String> problems(Parameters<?> parameters, Object... pairs) {
        RoimillException e = assertThrows(RoimillException.class, () -> parameters.bind(tree(pairs), PLACE));
        assertEquals(Failure.USAGE, e.failure());
        return e.getMessage().lines().toList();
    }

    private static String problem(Object... pairs) {
        List<String> lines = problems(EVERYTHING, pairs);
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith(PLACE + ": "), lines.toString());
        return lines.get(0).substring(PLACE.length() + 2) + " / " + lines.get(1);
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        assertEquals(new Ring(8, 4), RING.bind(Map.of(), PLACE));
        assertEquals(new Ring(10, 4), RING.bind(Map.of("rad_bigger", 10), PLACE));
        assertEquals(
                new Everything(
                        7,
                        5_000_000_000L,
                        0.5,
                        true,
                        "",
                        Mode.CUBIC_SPLINE,
                        Length.parse("2.5 um"),
                        new Length(List.of(
                                new Length.Part(1, null),
                                new Length.Part(2, Unit.MICROMETER),
                                new Length.Part(3, null))),
                        new ModelRef("nuclei"),
                        null,
                        null,
                        List.of(1, 2),
                        List.of(),
                        List.of(Length.parse("3 um")),
                        null),
                EVERYTHING.bind(Map.of(), PLACE));
    }

    @Test
    void anUnknownKeyNamesThePlaceTheNearestAndTheAllowed() {
        assertEquals(
                List.of(
                        "step 3 'ring': unknown parameter 'rad_biger'",
                        "Did you mean rad_bigger? Allowed: rad_bigger, rad_smaller."),
                problems(RING, "rad_biger", 3));
        assertEquals(
                List.of("step 3 'ring': unknown parameter 'x'", "There are no parameters here."),
                problems(Parameters.of(None.class), "x", 3));
    }

    @Test
    void anUnknownKeyThatIsNoTextIsNamedToo() {
        Map<Object, Object> odd = new HashMap<>();
        odd.put(5, 1);
        odd.put(null, 1);
        @SuppressWarnings("unchecked")
        Map<String, Object> tree = (Map<String, Object>) (Map<?, ?>) odd;
        RoimillException e = assertThrows(RoimillException.class, () -> RING.bind(tree, PLACE));
        assertTrue(e.getMessage().contains("unknown parameter '5'"), e.getMessage());
        assertTrue(e.getMessage().contains("unknown parameter 'null'"), e.getMessage());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        List<String> lines = problems(
                EVERYTHING, "cuont", 3, "part", 1, "use_gpu", "yes", "mode", "cubic_splin", "sigma", "5 parsec");
        assertEquals(10, lines.size(), lines.toString());
        String text = String.join("\n", lines);
        for (String key : List.of("cuont", "part", "use_gpu", "mode", "parsec")) {
            assertTrue(text.contains("'" + key + "'"), key + " in " + text);
        }
    }

    @Test
    void anotherKeyMayMeanTheSame() {
        assertEquals(new Ring(9, 4), RING.bind(Map.of("outer", 9), PLACE));
        assertEquals(
                "Keep rad_bigger.", problems(RING, "outer", 9, "rad_bigger", 9).get(1));
    }

    @Test
    void whatIsRequiredIsAskedFor() {
        assertEquals(
                List.of(
                        PLACE + ": 'diameter' is missing",
                        "Write for example diameter: 1",
                        PLACE + ": 'mode' is missing",
                        "Write for example mode: nearest"),
                problems(Parameters.of(Must.class)));
        assertEquals(
                new Must(2, Mode.NEAREST),
                Parameters.of(Must.class).bind(Map.of("diameter", 2, "how_to", "nearest"), PLACE));
    }

    @Test
    void theRecordItselfMayObject() {
        assertEquals(
                List.of(PLACE + ": 'rad_smaller' must not be greater than 'rad_bigger'"),
                problems(RING, "rad_smaller", 9));
    }

    @Test
    void wholeNumbersMayBeWrittenWithAPointAndNothingElse() {
        assertEquals(10, EVERYTHING.bind(Map.of("count", 10.0), PLACE).count());
        assertEquals(10, EVERYTHING.bind(Map.of("count", 10L), PLACE).count());
        assertEquals(10, EVERYTHING.bind(Map.of("count", BigInteger.TEN), PLACE).count());
        assertEquals(
                Long.MAX_VALUE,
                EVERYTHING.bind(Map.of("seed", Long.MAX_VALUE), PLACE).seed());
        assertEquals(
                "'count' was given the number 7.5, but is an integer / Write for example count: 7",
                problem("count", 7.5));
        assertEquals(
                "'count' was given the text '7', but is an integer / Write for example count: 7",
                problem("count", "7"));
        assertEquals("'count' was given true, but is an integer / Write for example count: 7", problem("count", true));
        assertEquals(
                "'count' was given nothing, but is an integer / Write for example count: 7",
                problem("count", (Object) null));
        assertEquals(
                "'count' was given a mapping, but is an integer / Write for example count: 7",
                problem("count", Map.of("a", 1)));
        assertTrue(problem("count", 3_000_000_000L).contains("must be from -2147483648 to 2147483647"));
        assertTrue(problem("seed", new BigInteger("9223372036854775808")).contains("must be from -92233"));
        assertTrue(problem("count", Double.NaN).contains("NaN"));
    }

    @Test
    void numbersStayWithinTheirRange() {
        assertEquals(
                "'count' is 0, but must be at least 1 and at most 100 / Write for example count: 7",
                problem("count", 0));
        assertEquals("'part' is 0, but must be above 0 and below 1 / Write for example part: 0.5", problem("part", 0));
        assertEquals(
                "'part' is 1, but must be above 0 and below 1 / Write for example part: 0.5", problem("part", 1.0));
        assertEquals(0.25, EVERYTHING.bind(Map.of("part", 0.25), PLACE).part());
        assertEquals(100, EVERYTHING.bind(Map.of("count", 100), PLACE).count());
        assertEquals(1, EVERYTHING.bind(Map.of("count", 1), PLACE).count());
        assertTrue(problem("part", Double.NaN).contains("NaN"));
        assertTrue(problem("diameter", Double.POSITIVE_INFINITY).contains("Infinity"));
        assertTrue(problem("sigma", Double.NaN).contains("finite"));
        assertTrue(problem("sigma", -1).contains("'sigma' is -1, but must be at least 0"));
        assertTrue(problem("sigma", List.of(1, "-2 um")).contains("'sigma' is -2, but must be at least 0"));
        assertTrue(problem("sizes", List.of(1, 0)).contains("'sizes' is 0, but must be at least 1"));
    }

    @Test
    void aTextIsNeverTakenForSomethingElse() {
        assertEquals("'suffix' was given the number 5, but is a text / Put it in quotes: '5'.", problem("suffix", 5));
        assertEquals(
                "'part' was given the text '0.5', but is a number / Write for example part: 0.5",
                problem("part", "0.5"));
        assertEquals(
                "'use_gpu' was given the text 'yes', but is true or false / Write for example use_gpu: true",
                problem("use_gpu", "yes"));
        assertTrue(problem("use_gpu", 1).contains("'use_gpu' was given the number 1"));
        assertEquals(
                Length.voxels(8), EVERYTHING.bind(Map.of("sigma", "8"), PLACE).sigma());
    }

    @Test
    void aChoiceNamesItsWords() {
        assertEquals(
                Mode.NEAREST, EVERYTHING.bind(Map.of("mode", "nearest"), PLACE).mode());
        assertEquals(
                "'mode' was given the text 'neares', but is one of nearest, cubic_spline / Did you mean nearest?",
                problem("mode", "neares"));
        assertEquals(
                "'mode' was given the number 3, but is one of nearest, cubic_spline"
                        + " / Write for example mode: cubic_spline",
                problem("mode", 3));
    }

    @Test
    void oneItemStandsForAListOfOne() {
        Everything bound = EVERYTHING.bind(
                tree("sizes", 3, "modes", "nearest", "radii", List.of(1, "2 um"), "words", List.of("a", "b")), PLACE);
        assertEquals(List.of(3), bound.sizes());
        assertEquals(List.of(Mode.NEAREST), bound.modes());
        assertEquals(List.of(Length.voxels(1), Length.parse("2 um")), bound.radii());
        assertEquals(List.of("a", "b"), bound.words());
        assertTrue(problem("sizes", Arrays.asList(1, "b"))
                .startsWith("item 2 of 'sizes' was given the text 'b', but is an integer"));
        assertTrue(problem("sizes", Collections.singletonList(null)).startsWith("item 1 of 'sizes' was given nothing"));
    }

    @Test
    void nothingIsAValueOnlyWhereItIsTheDefault() {
        assertNull(EVERYTHING.bind(tree("diameter", null), PLACE).diameter());
        assertEquals(3, EVERYTHING.bind(tree("diameter", 3), PLACE).diameter());
        assertTrue(problem("model", (Object) null).startsWith("'model' was given nothing, but is the name of a model"));
        assertTrue(problem("model", " ").contains("the name of a model"));
    }

    @Test
    void valuesBindToAnEqualRecord() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            Everything made = random(random);
            Map<String, Object> values = EVERYTHING.values(made);
            assertEquals(made, EVERYTHING.bind(values, PLACE), values.toString());
        }
        assertEquals(
                List.of("rad_bigger", "rad_smaller"),
                List.copyOf(RING.values(new Ring(8, 4)).keySet()));
    }

    private static Everything random(Random r) {
        return new Everything(
                1 + r.nextInt(100),
                r.nextLong(),
                Math.nextUp(r.nextDouble() * 0.99),
                r.nextBoolean(),
                r.nextBoolean() ? "" : "a" + r.nextInt(),
                Mode.values()[r.nextInt(2)],
                length(r, 1),
                length(r, 1 + r.nextInt(3)),
                new ModelRef("m" + r.nextInt()),
                r.nextBoolean() ? null : new TableRef("t" + r.nextInt()),
                r.nextBoolean() ? null : r.nextDouble() * 1e9,
                r.ints(r.nextInt(4), 1, 1000).boxed().toList(),
                r.ints(r.nextInt(4), 0, 2).mapToObj(k -> Mode.values()[k]).toList(),
                r.ints(r.nextInt(4), 0, 2).mapToObj(k -> length(r, 1 + k)).toList(),
                r.nextBoolean() ? null : List.of("x", "5", "true", "[a, b]"));
    }

    private static Length length(Random r, int parts) {
        List<Length.Part> list = new ArrayList<>();
        Unit[] units = {null, Unit.NANOMETER, Unit.MICROMETER, Unit.MILLIMETER, Unit.ANGSTROM};
        for (int i = 0; i < parts; i++) {
            double value = switch (r.nextInt(4)) {
                case 0 -> r.nextInt(100);
                case 1 -> r.nextDouble() * 1e-6;
                case 2 -> r.nextDouble() * 1e18;
                default -> r.nextDouble();
            };
            list.add(new Length.Part(value, units[r.nextInt(units.length)]));
        }
        return new Length(list);
    }

    @Test
    void theSchemaSaysWhatBindingChecks() {
        Map<String, Object> schema = EVERYTHING.schema();
        assertEquals("object", schema.get("type"));
        assertEquals(false, schema.get("additionalProperties"));
        assertFalse(schema.containsKey("required"));
        Map<?, ?> properties = (Map<?, ?>) schema.get("properties");
        assertEquals(
                Map.of("type", "integer", "minimum", 1L, "maximum", 100L, "description", "An int.", "default", 7),
                properties.get("count"));
        assertEquals(
                Map.of(
                        "type",
                        "number",
                        "exclusiveMinimum",
                        0L,
                        "exclusiveMaximum",
                        1L,
                        "description",
                        "A double. [%]",
                        "default",
                        0.5),
                properties.get("part"));
        Map<?, ?> mode = (Map<?, ?>) properties.get("mode");
        assertEquals(List.of("nearest", "cubic_spline"), mode.get("enum"));
        assertEquals("cubic_spline", mode.get("default"));
        Map<?, ?> diameter = (Map<?, ?>) properties.get("diameter");
        assertEquals(List.of("number", "null"), diameter.get("type"));
        assertTrue(diameter.containsKey("default"));
        assertNull(diameter.get("default"));
        assertEquals(List.of(1L, "2 um", 3L), ((Map<?, ?>) properties.get("box")).get("default"));
    }

    @Test
    void theSchemaKnowsOtherKeysAndWhatIsRequired() {
        Map<String, Object> schema = Parameters.of(Must.class).schema();
        assertEquals(List.of("diameter"), schema.get("required"));
        assertEquals(
                List.of(Map.of(
                        "anyOf", List.of(Map.of("required", List.of("mode")), Map.of("required", List.of("how_to"))))),
                schema.get("allOf"));
        Map<?, ?> other = (Map<?, ?>) ((Map<?, ?>) schema.get("properties")).get("how_to");
        assertEquals(true, other.get("deprecated"));
        assertEquals("The same as mode.", other.get("description"));
    }

    @Test
    void theListIsWhatHelpShows() {
        assertEquals(
                new ParameterInfo(
                        "part",
                        "a number",
                        false,
                        "0.5",
                        "above 0 and below 1",
                        "%",
                        "A double.",
                        List.of(),
                        List.of()),
                EVERYTHING.list().get(2));
        assertEquals("''", EVERYTHING.list().get(4).byDefault());
        assertEquals("[1, 2 um, 3]", EVERYTHING.list().get(7).byDefault());
        assertEquals("", EVERYTHING.list().get(9).byDefault());
        assertTrue(Parameters.of(Must.class).list().get(0).required());
        assertEquals(List.of("outer"), RING.list().get(0).aliases());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                NoNote.class,
                NoHelp.class,
                BadType.class,
                BadItem.class,
                PrimitiveNothing.class,
                BadDefault.class,
                DefaultOutOfRange.class,
                Twice.class,
                EmptyRange.class,
                BadTogether.class
            })
    void aRecordThatIsNoneOfParametersIsADefect(Class<? extends Record> type) {
        String message = assertThrows(IllegalArgumentException.class, () -> Parameters.of(type))
                .getMessage();
        assertFalse(message.isBlank());
    }

    record NoNote(int a) {}

    record NoHelp(@Param(help = " ") int a) {}

    record BadType(@Param(help = "h") Map<String, String> a) {}

    record BadItem(@Param(help = "h") List<List<Integer>> a) {}

    record PrimitiveNothing(
            @Param(help = "h", byDefault = Param.NOTHING) int a) {}

    record BadDefault(@Param(help = "h", byDefault = "1.5") int a) {}

    record DefaultOutOfRange(
            @Param(help = "h", byDefault = "1", max = 0) int a) {}

    record Twice(
            @Param(help = "h", aliases = "b") int a,
            @Param(help = "h") int b) {}

    record EmptyRange(@Param(help = "h", min = 2, max = 1) int a) {}

    record BadTogether(@Param(help = "h", byDefault = "1") int a) {
        BadTogether {
            throw new IllegalArgumentException("never");
        }
    }

    @Test
    void namesOfComponentsBecomeKeys() {
        assertEquals("rad_bigger", Spelled.key("radBigger"));
        assertEquals("use_gpu", Spelled.key("useGPU"));
        assertEquals("gpu_use", Spelled.key("GPUUse"));
        assertEquals("sigma2", Spelled.key("sigma2"));
        assertEquals("sigma2_xy", Spelled.key("sigma2Xy"));
        assertEquals("a", Spelled.key("a"));
    }

    @Test
    void longNumbersAreComparedExactly() {
        Range range = new Range(0, 0x1p53, false, false);
        assertTrue(range.contains(1L << 53));
        assertFalse(range.contains((1L << 53) + 1));
        assertFalse(new Range(0, 0x1p63, false, true).contains(-1L));
        assertTrue(new Range(0, 0x1p63, false, true).contains(Long.MAX_VALUE));
    }
}
