package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.roimill.runner.chain.Chains.refused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    private static Chain chain(String vars, String step) {
        return Chains.parse("roimill: 1", "vars: " + vars, "steps:", "  - " + step);
    }

    private static Object filled(String vars, String value, Map<String, Object> set, Map<String, String> meta) {
        Chain chain = chain(vars, "{type: t, input: a, output: b, parameters: {v: " + value + "}}");
        return Placeholders.fill(chain, set, meta).steps().get(0).parameters().get("v");
    }

    private static Object filled(String vars, String value) {
        return filled(vars, value, Map.of(), Map.of());
    }

    @Test
    void aPlaceholderAloneTakesTheTypeOfItsValue() {
        assertEquals(5, filled("{x: 5}", "'${vars.x}'"));
        assertEquals(5, filled("{x: 5}", "'${ x }'"));
        assertEquals(List.of(1, "a"), filled("{x: [1, a]}", "'${x}'"));
        assertEquals(Map.of("k", true), filled("{x: {k: true}}", "'${x}'"));
        assertEquals(null, filled("{x: }", "'${x}'"));
        assertEquals(List.of(2, Map.of("k", 2)), filled("{x: 2}", "['${x}', {k: '${x}'}]"));
    }

    @Test
    void insideOfTextItIsSpliced() {
        assertEquals("a5b2.5 um", filled("{x: 5, y: 2.5 um}", "'a${x}b${vars.y}'"));
        assertEquals("$5\\", filled("{x: '$5\\'}", "'${x}'"));
        refused(() -> filled("{x: [1]}", "'a${x}'"), "step 1 't' (line 4)", "a list", "alone");
    }

    @Test
    void anEscapeStandsForItself() {
        assertEquals("${x}", filled("{x: 5}", "'$${x}'"));
        assertEquals("a${", filled("{}", "'a$${'"));
    }

    @Test
    void inputIsLeftAlone() {
        assertEquals("${input}_x", filled("{x: 5}", "'${input}_x'"));
        assertEquals("${input}", filled("{input: 5}", "'${input}'"));
        assertEquals(5, filled("{input: 5}", "'${vars.input}'"));
        assertEquals("$${input}", filled("{}", "'$${input}'"));
    }

    @Test
    void everyPlaceInAStepIsFilled() {
        Chain chain = Chains.parse(
                "roimill: 1",
                "vars: {m: DAPI, all: [a, b]}",
                "files: {f: {path: '${meta.slide}/x', kind: table}}",
                "steps:",
                "  - {type: '${m}', input: ['${m}/1', '${all}'], output: {p: '${m}_o'}, to: '${m}', as: '${m}', template: 't${m}'}");
        Chain filled = Placeholders.fill(chain, Map.of(), Map.of("slide", "007"));
        Step step = filled.steps().get(0);
        assertEquals("DAPI", step.type());
        assertEquals(List.of("DAPI/1", "a", "b"), step.input().inOrder());
        assertEquals(Map.of("p", List.of("DAPI_o")), step.output().byPort());
        assertEquals(new CropWish("DAPI", "DAPI", "tDAPI"), step.crops());
        assertEquals(new FileEntry("f", "007/x", "table", null), filled.files().get("f"));
    }

    @Test
    void whatTheSheetSaysIsTypedWhereItStandsAlone() {
        Map<String, String> meta = Map.of("n", "8", "f", "1.5", "b", "007", "w", "NO", "t", "true", "z", "0");
        assertEquals(
                List.of(8, 1.5, "007", "NO", true, 0),
                filled("{}", "['${meta.n}', '${f}', '${b}', '${w}', '${t}', '${z}']", Map.of(), meta));
        assertEquals("b007n8", filled("{}", "'b${b}n${n}'", Map.of(), meta));
    }

    @Test
    void settingsTakeThePlaceOfVarsAndOfTheSheet() {
        assertEquals(7, filled("{x: 5}", "'${x}'", Map.of("x", 7), Map.of()));
        assertEquals(7, filled("{x: 5}", "'${x}'", Map.of("vars.x", 7), Map.of()));
        assertEquals("7u", filled("{x: 5}", "'${meta.m}u'", Map.of("meta.m", 7), Map.of("m", "6")));
        assertEquals(7, filled("{x: 5}", "'${meta.new}'", Map.of("meta.new", 7), Map.of()));
        refused(() -> filled("{radius: 5}", "1", Map.of("radus", 7), Map.of()), "--set radus", "Did you mean radius?");
        refused(() -> filled("{}", "1", Map.of("x", 7), Map.of()), "There are none");
    }

    @Test
    void settingsAreReadAsYaml() {
        Map<String, Object> set =
                Placeholders.set(List.of("a=5", "vars.b=x=y", "meta.c='5'", "d=[1, NO]", "e=", "f=true", "g=2.5 um"));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", 5);
        expected.put("b", "x=y");
        expected.put("meta.c", "5");
        expected.put("d", List.of(1, "NO"));
        expected.put("e", "");
        expected.put("f", true);
        expected.put("g", "2.5 um");
        assertEquals(expected, set);
        for (String wrong : List.of("a", "=5", "a={b: c}", "a=b: c", "a=#f00", "a=[", "a=!!java.net.URL x")) {
            refused(() -> Placeholders.set(List.of(wrong)), "--set " + wrong);
        }
        refused(() -> Placeholders.set(List.of("a=1", "vars.a=2")), "'a' twice");
    }

    @Test
    void varsMayHoldOthers() {
        assertEquals("a_5", filled("{x: '${y}_${z}', y: a, z: 5}", "'${x}'"));
        assertEquals(5, filled("{x: '${y}', y: '${meta.n}'}", "'${x}'", Map.of(), Map.of("n", "5")));
        Chain chain = chain("{x: '${y}', y: 3}", Chains.STEP);
        assertEquals(
                Map.of("x", 3, "y", 3),
                Placeholders.fill(chain, Map.of(), Map.of()).vars());
        refused(() -> filled("{x: '${y}', y: 'a${x}'}", "1"), "circle", "vars.x, vars.y");
        refused(() -> filled("{x: ['${x}']}", "1"), "circle");
    }

    @Test
    void whatNothingFillsIsToldWithTheNearest() {
        refused(
                () -> filled("{radius: 5}", "'${vars.radus}'"),
                "step 1 't' (line 4)",
                "${vars.radus}",
                "Did you mean vars.radius?");
        refused(() -> filled("{x: 5}", "'${}'"), "${}", "There are: x, input");
        refused(() -> filled("{x: 5}", "'a${x'"), "never closes");
        refused(() -> filled("{x: 5}", "'${x}'", Map.of(), Map.of("x", "6")), "two things", "${meta.x}");
        refused(() -> filled("{}", "['${a}', '${b}']"), "${a}", "${b}");
        refused(() -> filled("{x: }", "'a${x}'"), "${x} is nothing");
        Chain chain = chain("{}", "{type: t, input: '${gone}', output: b}");
        String once = refused(() -> Placeholders.fill(chain, Map.of(), Map.of()), "${gone}");
        assertEquals(2, once.lines().count(), once);
    }
}
