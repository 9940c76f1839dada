package org.roimill.api;

import java.util.List;
import java.util.Map;
import org.roimill.core.format.Storage;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.Ends;
import org.roimill.runner.chain.Step;

/** A chain of one step, without a file. */
final class OneStep {
    private OneStep() {}

    static Chain of(String processor, List<String> inputs, List<String> outputs, Map<String, Object> parameters) {
        Step step = new Step(
                "step 1 '" + processor + "'",
                null,
                processor,
                new Ends(inputs, inputs.size() != 1, Map.of()),
                new Ends(outputs, outputs.size() != 1, Map.of()),
                parameters,
                true,
                0,
                false,
                null,
                null);
        return new Chain(
                processor, Chain.NATIVE, Map.of(), Map.of(), Storage.DEFAULT, 0, List.of(step), null, List.of());
    }
}
