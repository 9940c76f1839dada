package org.roimill.processors.filters;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

/** Every processor of this family keeps the contract. */
class FiltersContractTest {
    @TestFactory
    Stream<DynamicTest> everyProcessorKeepsTheContract() {
        return ContractSuite.ofFamily(FiltersContractTest.class);
    }

    @TestFactory
    Stream<DynamicTest> normalizingTilesWithinAMaskKeepsIt() {
        return ContractSuite.of(new Normalize(), Map.of("over", "tile", "tile_size", 64), "mask");
    }

    @TestFactory
    Stream<DynamicTest> normalizingPlanesByTheirSpreadKeepsIt() {
        return ContractSuite.brief(new Normalize(), Map.of("over", "plane", "method", "z_score", "ignore_zeros", true));
    }

    @TestFactory
    Stream<DynamicTest> normalizingByTheRangeKeepsIt() {
        return ContractSuite.brief(new Normalize(), Map.of("method", "min_max"));
    }

    @TestFactory
    Stream<DynamicTest> sumsAlongChannelsKeepIt() {
        return ContractSuite.brief(new Projection(), Map.of("along", "c", "how", "sum"));
    }

    @TestFactory
    Stream<DynamicTest> smoothingVolumesKeepsIt() {
        return ContractSuite.brief(new GaussianBlur(), Map.of("sigma", "[0.5, 1, 2]", "keep_type", true));
    }
}
