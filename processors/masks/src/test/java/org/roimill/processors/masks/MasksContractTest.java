package org.roimill.processors.masks;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.core.processor.Processor;
import org.roimill.testkit.ContractSuite;

/** Every processor of this family keeps the contract. */
class MasksContractTest {
    @TestFactory
    Stream<DynamicTest> everyProcessorKeepsTheContract() {
        return ServiceLoader.load(Processor.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.getClass().getPackage().equals(getClass().getPackage()))
                .flatMap(p -> ContractSuite.of(p, Map.of()));
    }
}
