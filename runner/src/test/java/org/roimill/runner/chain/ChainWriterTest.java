package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.roimill.core.format.Storage;

class ChainWriterTest {
    private static final List<String> TRICKY = List.of(
            "",
            " ",
            "NO",
            "yes",
            "true",
            "null",
            "~",
            "007",
            "1e3",
            ".5",
            ".inf",
            "0x1F",
            "0o7",
            "12:30:45",
            "2026-01-01",
            "a: b",
            "a #b",
            "# a",
            "- a",
            "*a",
            "&a",
            "!a",
            "${input}_n",
            "$${x}",
            "[a]",
            "{a}",
            "'",
            "\"",
            "a\nb",
            "a\n\n  b\n",
            "\n",
            "\r\n",
            "\tx",
            "a\\b",
            "µm",
            "\uD83D\uDE00",
            "\u0007",
            "\u2028",
            "<<",
            "=",
            "?",
            "|",
            ">",
            "%",
            "@",
            "`",
            ",",
            ":",
            "-",
            "...",
            "---",
            "a b",
            " a",
            "a ");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private static Chain read(String yaml) {
        return ChainReader.parse(yaml, "back.yaml", Chains.FOLDER);
    }

    /** What of a chain a native file carries. */
    private static Chain carried(Chain chain) {
        List<Step> steps =
                chain.steps().stream().map(ChainWriterTest::placeless).toList();
        return new Chain(
                chain.name(),
                Chain.NATIVE,
                chain.vars(),
                chain.files(),
                chain.storage(),
                chain.zarr(),
                steps,
                null,
                List.of());
    }

    private static Step placeless(Step s) {
        return new Step(
                "",
                s.name(),
                s.type(),
                s.input(),
                s.output(),
                s.parameters(),
                s.keep(),
                s.level(),
                s.optional(),
                s.storage(),
                s.crops());
    }

    @Test
    void whateverIsWrittenReadsBackEqual() {
        for (int i = 0; i < (Boolean.getBoolean("roimill.long") ? 20_000 : 400); i++) {
            Chain chain = chain(i);
            String yaml = ChainWriter.yaml(chain);
            Chain back = read(yaml);
            assertEquals(carried(chain), carried(back), yaml);
            assertEquals(yaml, ChainWriter.yaml(back));
            assertEquals(ChainWriter.digest(chain), ChainWriter.digest(back));
        }
    }

    @Test
    void aFileOfPlexPipeBecomesANativeOne() {
        for (String name : List.of("example_v1.yaml", "legacy_v0.yaml")) {
            Chain chain = ChainReader.parse(Chains.resource(name), name, Chains.FOLDER);
            String yaml = ChainWriter.yaml(chain);
            assertTrue(yaml.startsWith("roimill: 1\nname: " + name.replace(".yaml", "") + "\n"), yaml);
            assertEquals(carried(chain), carried(read(yaml)), yaml);
        }
    }

    @Test
    void theFormIsPlain() {
        Chain chain = Chains.parse(
                "{roimill: 1, storage: {levels: 2}, files: {table: {path: n.csv}}, steps: [{output: '${input}_n', type: blur,",
                "  input: [DAPI, NO], keep: false, parameters: {b: 1.0, a: 2.5 um}}]}");
        assertEquals("""
                roimill: 1
                name: c
                files:
                  table: n.csv
                storage:
                  levels: 2
                steps:
                  - type: blur
                    input:
                      - DAPI
                      - "NO"
                    output: "${input}_n"
                    parameters:
                      b: 1.0
                      a: "2.5 um"
                    keep: false
                """, ChainWriter.yaml(chain));
    }

    @Test
    void theDigestIsThatOfTheMeaning() {
        String one = digest("{type: t, input: a, output: b, parameters: {p: 1, q: {r: 2, s: 3}}}");
        assertTrue(one.matches("[0-9a-f]{64}"), one);
        assertEquals(
                one,
                digest("{parameters: {q: {s: 3, r: 2}, p: 1}, output: b, category: c, input: a, type: t, name: n}"));
        for (String other : List.of(
                "{type: u, input: a, output: b, parameters: {p: 1, q: {r: 2, s: 3}}}",
                "{type: t, input: a, output: b, parameters: {p: '1', q: {r: 2, s: 3}}}",
                "{type: t, input: a, output: b, parameters: {p: 1, q: {r: 2, s: 3}}, keep: true}",
                "{type: t, input: a, output: b, parameters: {p: 1, q: {r: 2, s: 3}}, storage: {levels: 1}}",
                "{type: t, input: a, output: b, parameters: {p: 1, q: {r: 2, s: 3}}, as: png}")) {
            assertNotEquals(one, digest(other), other);
        }
        assertNotEquals(
                digest("{type: t, input: a, output: b, parameters: {p: .nan}}"),
                digest("{type: t, input: a, output: b, parameters: {p: NaN}}"));
    }

    private static String digest(String step) {
        return ChainWriter.digest(Chains.parse("roimill: 1", "steps:", "  - " + step));
    }

    private Chain chain(int i) {
        List<Step> steps = new ArrayList<>();
        for (int s = 0; s <= random.nextInt(3); s++) {
            steps.add(new Step(
                    "",
                    coin() ? null : "step " + s,
                    name(),
                    ends(),
                    ends(),
                    tree(0),
                    coin() ? null : coin(),
                    random.nextInt(3),
                    coin(),
                    coin() ? null : storage(),
                    crops()));
        }
        Map<String, Object> vars = new LinkedHashMap<>();
        tree(0).values().forEach(v -> vars.put("v" + vars.size(), v));
        Map<String, FileEntry> files = new LinkedHashMap<>();
        for (int f = 0; f < random.nextInt(3); f++) {
            String name = text() + f;
            files.put(
                    name,
                    new FileEntry(name, name(), coin() ? null : name(), coin() ? null : "sha256:" + "0f".repeat(32)));
        }
        return new Chain(
                name(),
                "plexpipe 1",
                vars,
                files,
                coin() ? Storage.DEFAULT : storage(),
                random.nextInt(2) * 3,
                steps,
                "rois" + i,
                List.of("a warning"));
    }

    private boolean coin() {
        return random.nextBoolean();
    }

    private String text() {
        return TRICKY.get(random.nextInt(TRICKY.size())) + (coin() ? "" : TRICKY.get(random.nextInt(TRICKY.size())));
    }

    /** A text that is not blank. */
    private String name() {
        String text = text();
        return text.isBlank() ? "n" : text;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            names.add(name());
        }
        return names;
    }

    private Ends ends() {
        if (coin()) {
            List<String> names = names();
            return new Ends(names, names.size() > 1 || coin(), Map.of());
        }
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            byPort.put(text() + i, names());
        }
        return Ends.ports(byPort);
    }

    private Storage storage() {
        int chunk = random.nextInt(3) * 64;
        return new Storage(
                chunk,
                chunk * 2,
                random.nextInt(4),
                coin() ? 0 : 2 + random.nextInt(3),
                coin() ? null : "zstd",
                random.nextInt(4) - 1);
    }

    private CropWish crops() {
        return coin() ? null : new CropWish(name(), coin() ? null : name(), coin() ? null : name());
    }

    private Map<String, Object> tree(int depth) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            tree.put(text() + (coin() ? "" : i), value(depth));
        }
        return tree;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 2 ? 8 : 10)) {
            case 0 -> null;
            case 1 -> coin();
            case 2 -> random.nextInt();
            case 3 -> Integer.MAX_VALUE + 1L + random.nextInt(1000);
            case 4 -> BigInteger.TWO.pow(70).negate();
            case 5 ->
                new double[] {0.0, -0.0, 1e300, 1.5, -1e-7, Double.NaN, Double.NEGATIVE_INFINITY}[random.nextInt(7)];
            case 8 -> tree(depth + 1);
            case 9 -> {
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < random.nextInt(3); i++) {
                    list.add(value(depth + 1));
                }
                yield list;
            }
            default -> text();
        };
    }
}
