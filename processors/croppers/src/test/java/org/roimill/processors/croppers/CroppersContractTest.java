package org.roimill.processors.croppers;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

/** Every processor of this family keeps the contract. */
class CroppersContractTest {
    @TestFactory
    Stream<DynamicTest> everyProcessorKeepsTheContract() {
        return ContractSuite.ofFamily(CroppersContractTest.class);
    }
}
