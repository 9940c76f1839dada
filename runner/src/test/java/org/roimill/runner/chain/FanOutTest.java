package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.roimill.runner.chain.Chains.parseStep;
import static org.roimill.runner.chain.Chains.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static List<Step> steps(String step, String... inputs) {
        return FanOut.steps(parseStep(step), List.of(inputs));
    }

    private static List<String> outputs(List<Step> steps) {
        return steps.stream().flatMap(s -> s.output().names()).toList();
    }

    @Test
    void eachItemBecomesAStep() {
        List<Step> steps = steps(
                "{name: 'n ${input}', type: t, input: [A, B], output: '${input}_n', parameters: {p: ['x ${input}', 5]}}",
                "A",
                "B");
        assertEquals(List.of("A_n", "B_n"), outputs(steps));
        assertEquals(
                List.of(Ends.of("A"), Ends.of("B")),
                steps.stream().map(Step::input).toList());
        assertEquals(Map.of("p", List.of("x B", 5)), steps.get(1).parameters());
        assertEquals("n B", steps.get(1).name());
    }

    @Test
    void oneInputBecomesOneStep() {
        assertEquals(List.of("A_n"), outputs(steps("{type: t, input: A, output: '${ input }_n'}", "A")));
    }

    @Test
    void aStepWithoutThePlaceholderStaysOne() {
        String step = "{type: t, input: ['*', x], output: {a: b, c: [d]}}";
        assertFalse(FanOut.isNeeded(parseStep(step)));
        List<Step> steps = steps(step, "A", "B", "x");
        assertEquals(1, steps.size());
        assertEquals(List.of("A", "B", "x"), steps.get(0).input().inOrder());
        assertEquals(parseStep(step).output(), steps.get(0).output());
    }

    @Test
    void thePlaceholderCountsWhereverItStands() {
        assertTrue(FanOut.isNeeded(parseStep("{type: t, input: a, output: b, parameters: {p: {q: ['${input}']}}}")));
        assertTrue(FanOut.isNeeded(parseStep("{type: t, input: a, output: {p: '${input}'}}")));
        assertTrue(FanOut.isNeeded(parseStep("{type: t, input: a, output: b, template: '${input}_{n}'}")));
        assertFalse(FanOut.isNeeded(parseStep("{type: t, input: a, output: '$${input}'}")));
    }

    @Test
    void aChannelGivesANameWithoutASlash() {
        Step step = steps(
                        "{type: t, input: 'i/*', output: '${input}_n', to: 'o/${input}', parameters: {p: '${input}'}}",
                        "i/1")
                .get(0);
        assertEquals(Ends.of("i/1"), step.input());
        assertEquals(Ends.of("i_1_n"), step.output());
        assertEquals("o/i_1", step.crops().to());
        assertEquals(Map.of("p", "i/1"), step.parameters());
    }

    @Test
    void namesOfOutputsThatTheUserWroteStayAsTheyAre() {
        assertEquals(List.of("a/b"), outputs(steps("{type: t, input: x, output: a/b}", "x")));
    }

    @Test
    void anEscapedPlaceholderIsText() {
        Step step = steps("{type: t, input: A, output: '${input}', parameters: {p: '$${input}'}}", "A")
                .get(0);
        assertEquals(Map.of("p", "${input}"), step.parameters());
        assertEquals(
                Map.of("p", "${input}"),
                steps("{type: t, input: A, output: b, parameters: {p: '$${input}'}}", "A")
                        .get(0)
                        .parameters());
    }

    @Test
    void oddSignsInANameArePutInAsTheyAre() {
        assertEquals(List.of("a$1\\_n"), outputs(steps("{type: t, input: A, output: '${input}_n'}", "a$1\\")));
    }

    @Test
    void onePortFansOutAndSeveralDoNot() {
        List<Step> steps = steps("{type: t, input: {p: [A, B]}, output: '${input}_n'}", "A", "B");
        assertEquals(Ends.ports(Map.of("p", List.of("B"))), steps.get(1).input());
        refused(() -> steps("{type: t, input: {p: A, q: B}, output: '${input}_n'}", "A", "B"), "step 1 't'", "p, q");
    }
}
