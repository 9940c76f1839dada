package org.roimill.processors.segmenters.onnx;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

class OnnxContractTest {
    @TestFactory
    Stream<DynamicTest> objects() {
        return ContractSuite.of(new Onnx(), Map.of("model", "stub", "channels", "0"));
    }

    @TestFactory
    Stream<DynamicTest> mask() {
        return ContractSuite.brief(new Onnx(), Map.of("model", "stub", "channels", "1", "make", "mask"));
    }

    @TestFactory
    Stream<DynamicTest> classes() {
        return ContractSuite.brief(new Onnx(), Map.of("model", "stub", "channels", "2", "make", "classes"));
    }
}
