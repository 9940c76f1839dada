package org.roimill.inference.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

class CardReaderTest {
    private static final String CARD = """
            roimill-model: 1
            name: cells
            family: instanseg
            summary: cells
            network: cells.onnx
            sha256: '%s'
            licence: Apache-2.0
            source: a test
            inputs: []
            outputs: [y, x]
            tile: 256
            pixel_size: 0.5
            n_sigma: 2
            targets: [nuclei, cells]
            variant: v0.1
            mlp: [{weight: [[0.5, 1, -2e-3]], bias: [0]}, {weight: [[1], [2]], bias: [0, 1]}]
            """.formatted("ab".repeat(32));

    private static Card read(String text) {
        return CardReader.read(text.getBytes(StandardCharsets.UTF_8), "sha256:0", "model.yaml");
    }

    @Test
    void whatTheCardSaysIsThere() {
        Card card = read(CARD);
        assertEquals(List.of(), card.model().inputs());
        assertEquals(0.5, card.model().pixelSize());
        assertNull(card.model().diameter());
        assertNull(card.model().normalize());
        assertNull(card.test());
        assertEquals(1, card.model().flowScale());
        assertEquals(1, card.model().multipleOf());
        assertEquals("v0.1", card.model().text("variant", "head"));
        assertEquals(2, card.model().number("n_sigma", 0));
        assertEquals(
                List.of(
                        Map.of("weight", List.of(List.of(0.5, 1.0, -0.002)), "bias", List.of(0.0)),
                        Map.of("weight", List.of(List.of(1.0), List.of(2.0)), "bias", List.of(0.0, 1.0))),
                card.model().extra().get("mlp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: cells|nmae: cells|line 1: 'name' is missing|There is 'nmae'",
                "variant: v0.1|vairant: v0.1|line 15: unknown key 'vairant'|Did you mean variant?",
                "variant: v0.1|generation: 3|line 15: unknown key 'generation'|Allowed: roimill-model",
                "roimill-model: 1|roimill-model: 2|line 1: 'roimill-model' must be 1|For example",
                "family: instanseg|family: stardist|'family' must be one of cellpose, instanseg, onnx|For example",
                "cells.onnx|../cells.onnx|'network' must be the name of a file beside the card|For example",
                "tile: 256|tile: big|'tile' must be a whole number|not 'big'",
                "tile: 256|{tile: 256|this is not YAML|Check indentation",
                "tile: 256|tile: !!int 256|the tag|Leave the tag out",
                "tile: 256|tile: &a 256|anchors and aliases|Write it out",
                "tile: 256|name: x|the key 'name' stands twice|Keep one",
                "0.5, 1, -2e-3|0.5, x|'weight' must be rows of numbers|For example",
                "[1], [2]|[1, 3], [2, 4]|'mlp' must be layers|For example",
                "bias: [0, 1]|bias: [0]|'bias' must be a list of 2 numbers|For example",
            })
    void whatIsWrongIsToldWithItsLine(String before, String after, String what, String wayOut) {
        assertTrue(CARD.contains(before), before);
        RoimillException e = assertThrows(RoimillException.class, () -> read(CARD.replace(before, after)));
        assertEquals(Failure.BAD_DATA, e.failure());
        assertEquals(2, e.getMessage().lines().count(), e.getMessage());
        assertTrue(e.getMessage().startsWith("model.yaml, line "), e.getMessage());
        assertTrue(e.getMessage().contains(what) && e.getMessage().contains(wayOut), e.getMessage());
    }

    @Test
    void longDeepAndForeignTextsAreRefused() {
        assertThrows(RoimillException.class, () -> read("a: " + "x".repeat(CardReader.LONGEST)));
        assertThrows(RoimillException.class, () -> read("a: " + "[".repeat(1000)));
        assertThrows(RoimillException.class, () -> read(""));
        assertThrows(RoimillException.class, () -> read(CARD + "---\na: 1\n"));
        assertThrows(RoimillException.class, () -> CardReader.read(new byte[] {(byte) 0xFF}, "sha256:0", "model.yaml"));
    }
}
