package org.roimill.processors.segmenters.instanseg;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

class InstanSegContractTest {
    @TestFactory
    Stream<DynamicTest> nucleiAndCells() {
        return ContractSuite.of(new InstanSeg(), Map.of("model", "instances"));
    }

    @TestFactory
    Stream<DynamicTest> eachByItself() {
        return ContractSuite.brief(
                new InstanSeg(), Map.of("model", "instances", "resolve_cell_and_nucleus", false, "window_size", 12));
    }
}
