package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.roimill.runner.chain.Chains.refused;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTreeTest {
    private static Object value(String text) {
        return YamlTree.parse(text, "f").plain();
    }

    @Test
    void wordsStayWordsUnlessTheCoreSchemaSaysOtherwise() {
        for (String word : List.of(
                "NO",
                "no",
                "on",
                "yes",
                "Y",
                "12:30:45",
                "2026-01-31",
                "1_000",
                "0b11",
                "tRUE",
                "1e",
                "0x",
                ".",
                "+",
                "1.2.3",
                "<<",
                "=",
                "nUll",
                "TRue")) {
            assertEquals(word, value(word));
        }
    }

    @Test
    void numbersAndTruthAndNothingAreReadAsTheCoreSchemaSays() {
        assertEquals(Arrays.asList(null, null, null, null), value("[~, null, NULL, Null]"));
        assertEquals(Map.of("a", 1), value("a: 1"));
        assertNull(((Map<?, ?>) value("a:\nb: 1")).get("a"));
        assertEquals(List.of(true, true, false, false), value("[true, TRUE, False, false]"));
        assertEquals(List.of(10, 8, 255, -3, 4), value("[010, 0o10, 0xff, -3, +4]"));
        assertEquals(List.of(1.5, 1000.0, 0.5, 2.0, -1e-3), value("[1.5, 1e3, .5, 2., -1e-3]"));
        assertEquals(
                List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN), value("[.inf, -.INF, .nan]"));
        assertEquals(
                List.of(5_000_000_000L, new BigInteger("99999999999999999999")),
                value("[5000000000, 99999999999999999999]"));
        assertEquals(List.of("1", "true", "5"), value("['1', \"true\", !!str 5]"));
    }

    @Test
    void aliasesAndMergeKeysAreUnderstood() {
        assertEquals(
                Map.of("b", Map.of("x", 1, "y", 2), "c", Map.of("x", 3, "y", 2)),
                value("b: &b {x: 1, y: 2}\nc: {<<: *b, x: 3}"));
        assertEquals(
                Map.of("p", Map.of("x", 1), "q", Map.of("x", 2, "z", 3), "r", Map.of("x", 1, "z", 3)),
                value("p: &p {x: 1}\nq: &q {x: 2, z: 3}\nr: {<<: [*p, *q]}"));
        refused(() -> value("a: 1\nb: {<<: 5}"), "line 2", "'<<'");
    }

    @Test
    void linesAreThoseOfTheKeys() {
        Spot spot = YamlTree.parse("# first\na:\n  - x\nb:\n  c: 1\n", "f");
        assertEquals(2, spot.entries().get("a").line());
        assertEquals(3, spot.entries().get("a").items().get(0).line());
        assertEquals(5, spot.entries().get("b").entries().get("c").line());
    }

    @Test
    void keysThatStandTwiceAreRefused() {
        refused(() -> value("a: 1\nb: 2\na: 3"), "f, line 3", "'a' stands twice", "line 1");
        refused(() -> value("a: {x: 1, x: 1}"), "'x' stands twice");
        refused(() -> value("1: a\n'1': b"), "'1' stands twice");
    }

    @Test
    void tagsBeyondTheCoreAreRefused() {
        for (String tag : List.of(
                "!!java.net.URL",
                "!!javax.script.ScriptEngineManager",
                "!mine",
                "!!binary",
                "!!timestamp",
                "!!int",
                "!!omap")) {
            refused(() -> value("a: 1\nb: " + tag + " word"), "f, line 2", "tag", tag, "Leave the tag out");
        }
        refused(() -> value("b: !!java.net.URL [x]"), "f, line 1", "tag !!java.net.URL");
        refused(() -> value("b: !!set {x}"), "tag !!set");
    }

    @Test
    void billionsOfLaughsAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String one = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, one))));
        }
        refused(() -> value(bomb.toString()), "f", "alias");
        String wide = "a: &a [" + "x,".repeat(20_000) + "]\nb: [" + "*a,".repeat(90) + "]";
        refused(() -> value(wide), "f", "aliases");
    }

    @Test
    void whatContainsItselfIsRefused() {
        refused(() -> value("a: &a [1, *a]"), "contains itself");
        refused(() -> value("a: &a {b: *a}"), "contains itself");
    }

    @Test
    void deepNestingIsRefused() {
        refused(() -> value("[".repeat(100_000)), "f");
        refused(() -> value("[".repeat(60) + "]".repeat(60)), "f", "40 levels");
        assertEquals(List.of(List.of(List.of(1))), value("[[[1]]]"));
    }

    @Test
    void aSecondDocumentIsRefused() {
        refused(() -> value("a: 1\n---\nb: 2"), "f, line 2", "second document");
        assertEquals(Map.of("a", 1), value("---\na: 1\n...\n"));
    }

    @Test
    void brokenTextNamesItsLine() {
        refused(() -> value("a: 1\nb: [1, 2\nc: 3"), "f, line 3", "not YAML");
        refused(() -> value("a:\n\t- b"), "f, line 2", "Indent with spaces");
        refused(() -> value("a: b: c"), "f, line 1", "quotes");
        refused(() -> value("a: \u0000"), "f cannot be read");
        refused(() -> value("a: *gone"), "f, line 1", "gone");
        refused(() -> value("? [a]\n: b"), "key must be a word");
        refused(() -> value("~: b"), "key must be a word");
    }

    @Test
    void longTextIsRefused() {
        refused(() -> value("a: '" + "x".repeat(1 << 20) + "'"), "longer than 1 MiB");
    }

    @Test
    void nothingIsNothing() {
        assertNull(YamlTree.parse("", "f"));
        assertNull(YamlTree.parse("# only a remark\n", "f"));
    }
}
