package org.roimill.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

class OnceWriterTest {
    private final RasterSpec spec = RasterSpec.image(Grid.of("yx", 2, 2), DType.U8);

    @Test
    void aVoxelThatIsMissingIsSeen() {
        try (Arena arena = Arena.ofConfined()) {
            OnceWriter writer = new OnceWriter("image", spec, arena);
            writer.write(Block.zeros(DType.U8, Region.ofShape(1, 2), arena));
            assertThrows(AssertionError.class, writer::checkComplete);
        }
    }

    @Test
    void aVoxelThatComesTwiceIsSeen() {
        try (Arena arena = Arena.ofConfined()) {
            OnceWriter writer = new OnceWriter("image", spec, arena);
            writer.write(Block.zeros(DType.U8, Region.ofShape(2, 2), arena));
            writer.write(Block.zeros(DType.U8, Region.ofShape(1, 1), arena));
            assertThrows(AssertionError.class, writer::checkComplete);
        }
    }

    @Test
    void anotherTypeThanDeclaredIsSeen() {
        try (Arena arena = Arena.ofConfined()) {
            OnceWriter writer = new OnceWriter("image", spec, arena);
            Block wrong = Block.zeros(DType.U16, Region.ofShape(2, 2), arena);
            assertThrows(AssertionError.class, () -> writer.write(wrong));
        }
    }
}
