package org.roimill.processors.masks;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

/** Every processor of this family keeps the contract. */
class MasksContractTest {
    @TestFactory
    Stream<DynamicTest> everyProcessorKeepsTheContract() {
        return ContractSuite.ofFamily(MasksContractTest.class);
    }

    @TestFactory
    Stream<DynamicTest> ringsWithinTheObjectKeepIt() {
        return ContractSuite.of(new RingMask(), Map.of("rad_bigger", -1, "rad_smaller", -3));
    }

    @TestFactory
    Stream<DynamicTest> ringsAcrossTheOutlineKeepIt() {
        return ContractSuite.of(new RingMask(), Map.of("rad_bigger", 2.5, "rad_smaller", -2));
    }
}
