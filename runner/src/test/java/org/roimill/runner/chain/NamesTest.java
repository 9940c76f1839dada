package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.roimill.runner.chain.Chains.refused;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<String> SOURCES = List.of("pS6", "DAPI", "CD45", "CD4", "stack/1", "stack/2", "a.b");

    private static List<String> match(String... patterns) {
        return Names.match(List.of(patterns), SOURCES);
    }

    @Test
    void plainNamesStayWhereTheyAre() {
        assertEquals(List.of("nuclei", "DAPI", "DAPI"), match("nuclei", "DAPI", "DAPI"));
    }

    @Test
    void wildcardsBecomeSourcesInOrder() {
        assertEquals(List.of("CD4", "CD45", "DAPI", "a.b", "pS6"), match("*"));
        assertEquals(List.of("CD45"), match("CD4?"));
        assertEquals(List.of("CD4", "CD45"), match("CD*"));
        assertEquals(List.of("stack/1", "stack/2"), match("stack/*"));
        assertEquals(List.of("a.b"), match("?.b"));
    }

    @Test
    void nothingIsGivenTwice() {
        assertEquals(List.of("CD4", "CD45", "pS6", "DAPI"), match("CD*", "*S6", "CD4*", "DAPI"));
        assertEquals(List.of("CD4", "CD45", "a.b", "pS6", "DAPI"), match("*", "DAPI"));
    }

    @Test
    void exclusionsTakeAwayWhatWildcardsGave() {
        assertEquals(List.of("CD45", "DAPI", "a.b", "pS6"), match("*", "!CD4"));
        assertEquals(List.of("DAPI", "a.b", "pS6"), match("!CD*", "*"));
        assertEquals(List.of("CD4", "CD45"), match("CD4", "CD*", "!CD4"));
        assertEquals(List.of("CD4", "CD45"), match("CD*", "!gone"));
    }

    @Test
    void nothingToReadIsAnError() {
        refused(() -> match("X*"), "'X*' matches no source", "DAPI");
        refused(() -> match("CD*", "!CD*"), "not excluded");
        refused(() -> match("!CD4"), "leaves nothing", "'*'");
        refused(() -> Names.match(List.of("*"), List.of()), "no sources");
    }
}
