package org.roimill.inference.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

class HalvingTest {
    private final List<Long> batches = new ArrayList<>();

    /** Doubles its input, of as many tiles as fit. */
    private Halving fits(long tiles, String message) {
        return new Halving("fake", "cuda", (in, out) -> {
            long batch = in.getFirst().region().size(0);
            batches.add(batch);
            if (batch > tiles) {
                throw new OrtException(message);
            }
            for (long i = 0; i < in.getFirst().voxels(); i++) {
                out.getFirst().set(i, 2 * in.getFirst().get(i));
            }
        });
    }

    private static void checkDoubled(Halving halving, int tiles) {
        try (Arena arena = Arena.ofConfined()) {
            Block in = Block.zeros(DType.F32, Region.ofShape(tiles, 1, 2, 3), arena);
            Block out = Block.zeros(DType.F32, Region.ofShape(tiles, 1, 2, 3), arena);
            for (long i = 0; i < in.voxels(); i++) {
                in.set(i, i + 1.0);
            }
            halving.run(List.of(in), List.of(out));
            for (long i = 0; i < in.voxels(); i++) {
                assertEquals(2 * (i + 1.0), out.get(i));
            }
        }
    }

    @Test
    void whatDoesNotFitIsHalvedAndNotTriedAgain() {
        Halving halving = fits(3, "CUDA failure 2: out of memory");
        checkDoubled(halving, 8);
        assertEquals(List.of(8L, 4L, 2L, 2L, 2L, 2L), batches);
        assertEquals(2, halving.most());
        batches.clear();
        checkDoubled(halving, 5);
        assertEquals(List.of(2L, 1L, 2L), batches);
    }

    @Test
    void whereNotEvenOneTileFitsMemoryDidNotSuffice() {
        Halving halving = fits(0, "Failed to allocate memory for requested buffer of size 1");
        RoimillException e = assertThrows(RoimillException.class, () -> checkDoubled(halving, 4));
        assertEquals(Failure.OUT_OF_MEMORY, e.failure());
        assertEquals(List.of(4L, 2L, 1L), batches);
        assertTrue(e.getMessage().contains("--device cpu"), e.getMessage());
    }

    @Test
    void anythingElseIsNotTriedInHalves() {
        Halving halving = fits(0, "Got invalid dimensions");
        RoimillException e = assertThrows(RoimillException.class, () -> checkDoubled(halving, 4));
        assertEquals(Failure.BAD_DATA, e.failure());
        assertEquals(List.of(4L), batches);
    }
}
