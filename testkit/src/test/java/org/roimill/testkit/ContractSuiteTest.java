package org.roimill.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;

/** A good processor passes the suite, and every way to break the contract is caught by it. */
class ContractSuiteTest {
    @TestFactory
    Stream<DynamicTest> aNetworkBetweenTwoStagesKeepsTheContract() {
        return ContractSuite.of(new StubSegmenter(), Map.of());
    }

    @TestFactory
    Stream<DynamicTest> breachesAreCaught() {
        AtomicLong counter = new AtomicLong();
        return Stream.of(
                caught("depends on the edge of its block", call -> {
                    copy(call);
                    call.out(0).setLong(0, 1);
                }),
                caught("depends on how often it was called", call -> {
                    copy(call);
                    call.out(0).setLong(0, counter.incrementAndGet());
                }),
                caught("fails on a single row", call -> {
                    if (call.domain().size(0) == 1 && call.domain().size(1) > 1) {
                        throw new IndexOutOfBoundsException("a single row");
                    }
                    copy(call);
                }),
                caught("fails on one type", call -> {
                    if (call.in(0).dtype() == DType.I16) {
                        throw new ArithmeticException("i16");
                    }
                    copy(call);
                }),
                caught("uses more memory than it announced", call -> {
                    call.scratch(DType.F64, call.region());
                    call.scratch(DType.F64, call.region());
                    call.scratch(DType.F64, call.region());
                    copy(call);
                }));
    }

    private static void copy(Call call) {
        call.in(0).copyTo(call.out(0));
    }

    /** Runs the whole suite over a processor that does this, and wants it to fail somewhere. */
    private static DynamicTest caught(String breach, Work.Kernel work) {
        return DynamicTest.dynamicTest(breach, () -> {
            List<String> failures = new ArrayList<>();
            for (DynamicTest test : ContractSuite.of(new Copy(work), Map.of()).toList()) {
                if (!test.getDisplayName().contains("processes")) {
                    try {
                        test.getExecutable().execute();
                    } catch (Throwable e) {
                        failures.add(test.getDisplayName());
                    }
                }
            }
            assertTrue(!failures.isEmpty(), "nothing noticed that it " + breach);
        });
    }

    private record None() {}

    /** Copies its input by whatever work it is given. */
    private record Copy(Work.Kernel work) implements Processor<None> {
        @Override
        public Descriptor<None> descriptor() {
            return new Descriptor<>(
                    "copy",
                    Family.FILTER,
                    1,
                    "Copies.",
                    None.class,
                    List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any")),
                    List.of(Port.one("copy", Kind.IMAGE, "(y,x)", "the same")));
        }

        @Override
        public Plan plan(None parameters, Inputs inputs) {
            RasterSpec spec = inputs.raster("image");
            Plan.Builder plan = Plan.builder();
            return plan.stage(work, List.of(plan.input("image")), List.of(plan.output("copy", spec)))
                    .build();
        }
    }
}
