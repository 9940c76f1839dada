package org.roimill.processors.measures;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

/** Every processor of this family keeps the contract. */
class MeasuresContractTest {
    @TestFactory
    Stream<DynamicTest> everyProcessorKeepsTheContract() {
        return ContractSuite.ofFamily(MeasuresContractTest.class);
    }
}
