package org.roimill.processors.segmenters.watershed;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

/** The watershed keeps the contract, with all kinds of thresholds and seeds. */
class WatershedContractTest {
    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return ContractSuite.ofFamily(WatershedContractTest.class);
    }

    @TestFactory
    Stream<DynamicTest> alsoWithOtherParameters() {
        return Stream.of(
                        Map.<String, Object>of("threshold_method", "li", "seeds", "intensity", "sigma", 1),
                        Map.<String, Object>of("threshold_method", "triangle", "connectivity", "corners"),
                        Map.<String, Object>of(
                                "threshold_method", "local", "local_size", 9, "seeds", "intensity", "seed_sigma", 0),
                        Map.<String, Object>of("threshold", 9000, "seed_sigma", 0, "exclude_on_edges", true))
                .flatMap(parameters -> ContractSuite.brief(new SeededWatershed(), parameters));
    }
}
