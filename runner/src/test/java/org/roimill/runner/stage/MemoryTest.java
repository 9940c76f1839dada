package org.roimill.runner.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Grid;

/** Blocks shrink until they fit into the budget, ids of 64 bits survive the label lane. */
class MemoryTest {
    private record None() {}

    private static final Descriptor<None> COPY = new Descriptor<>(
            "copy",
            Family.MASK,
            1,
            "Copies.",
            None.class,
            List.of(Port.one("labels", Kind.LABELS, "(y,x)", "any")),
            List.of(Port.one("copy", Kind.LABELS, "(y,x)", "the same")));

    private record Copy(Lane wanted) implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return wanted;
        }

        @Override
        public Lane outLane(int output) {
            return wanted;
        }

        @Override
        public void fill(Call call) {
            call.in(0).copyTo(call.out(0));
        }
    }

    @Test
    void blocksShrinkUntilTheyFitIntoTheBudget() {
        RasterSpec spec = RasterSpec.labels(Grid.of("yx", 2000, 3000), DType.U32);
        try (Arena arena = Arena.ofConfined();
                Ledger ledger = new Ledger(600_000)) {
            MemoryRaster made = run(spec, Lane.LABEL, ledger, arena, 7, 0xFFFFFFFFL);
            assertEquals(0xFFFFFFFFL, made.block().getLong(made.block().voxels() - 1));
            assertTrue(ledger.peak() <= 600_000);
            assertEquals(0, ledger.leased());
        }
    }

    @Test
    void aBudgetThatCannotHoldTheSmallestBlockIsAnErrorThatSaysHowMuchItTakes() {
        RasterSpec spec = RasterSpec.labels(Grid.of("yx", 2000, 3000), DType.U32);
        try (Arena arena = Arena.ofConfined();
                Ledger ledger = new Ledger(5000)) {
            RoimillException e = assertThrows(RoimillException.class, () -> run(spec, Lane.LABEL, ledger, arena, 1, 1));
            assertEquals(Failure.OUT_OF_MEMORY, e.failure());
            assertTrue(e.getMessage().contains("--memory"), e.getMessage());
        }
    }

    @Test
    void idsOf64BitsComeThroughTheLabelLaneUnchanged() {
        for (DType type : List.of(DType.I64, DType.U64)) {
            RasterSpec spec = RasterSpec.labels(Grid.of("yx", 30, 40), type);
            long huge = type == DType.U64 ? -5L : Long.MAX_VALUE - 1;
            try (Arena arena = Arena.ofConfined();
                    Ledger ledger = new Ledger(1 << 24)) {
                MemoryRaster made = run(spec, Lane.LABEL, ledger, arena, 3, huge);
                assertEquals(3, made.block().getLong(0));
                assertEquals(huge, made.block().getLong(made.block().voxels() - 1));
            }
        }
    }

    /** Copies an image whose first voxel is {@code first}, whose last is {@code last}, and which is zero between. */
    private static MemoryRaster run(RasterSpec spec, Lane lane, Ledger ledger, Arena arena, long first, long last) {
        MemoryRaster in = MemoryRaster.zeros(spec, arena);
        in.block().setLong(0, first);
        in.block().setLong(in.block().voxels() - 1, last);
        MemoryRaster out = MemoryRaster.zeros(spec, arena);
        Plan.Builder plan = Plan.builder();
        plan.stage(new Copy(lane), List.of(plan.input("labels")), List.of(plan.output("copy", spec)));
        try (PlanRun run = new PlanRun(
                Engine.single(ledger),
                COPY,
                plan.build(),
                Map.of("labels", List.of(new Source.Raster(in))),
                Map.of("copy", out),
                null)) {
            run.run();
        }
        return out;
    }
}
