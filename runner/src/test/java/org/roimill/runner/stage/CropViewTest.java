package org.roimill.runner.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.Crop;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

class CropViewTest {
    private final RasterSpec image = RasterSpec.image(Grid.of("yx", 4, 5), DType.U8);

    @Test
    void beyondTheEdgeStandsWhatTheBorderSays() {
        Region box = Region.at(new long[] {-2, 3}, new long[] {4, 4});
        try (Arena arena = Arena.ofConfined();
                Ledger ledger = new Ledger(1 << 20)) {
            CropView view = view(box, arena, ledger);
            Block block = Block.zeros(DType.U8, box, arena).fill(99);
            view.read(0, block);
            // Rows -2 and -1 are outside, as are columns 5 and 6; row 0 begins 0 1 2 3 4.
            assertEquals(0, block.getLong(block.index(-1, 3)));
            assertEquals(3, block.getLong(block.index(0, 3)));
            assertEquals(9, block.getLong(block.index(1, 4)));
            assertEquals(0, block.getLong(block.index(1, 5)));
            assertEquals(0, ledger.leased());
        }
    }

    @Test
    void aBoxWhollyOutsideIsAllBorder() {
        Region box = Region.at(new long[] {10, 10}, new long[] {2, 2});
        try (Arena arena = Arena.ofConfined();
                Ledger ledger = new Ledger(1 << 20)) {
            Block block = Block.zeros(DType.U8, box, arena).fill(99);
            view(box, arena, ledger).read(0, block);
            for (long i = 0; i < block.voxels(); i++) {
                assertEquals(0, block.getLong(i));
            }
        }
    }

    @Test
    void nothingBeyondTheBoxIsRead() {
        try (Arena arena = Arena.ofConfined();
                Ledger ledger = new Ledger(1 << 20)) {
            CropView view = view(Region.ofShape(2, 2), arena, ledger);
            Block larger = Block.zeros(DType.U8, Region.ofShape(3, 3), arena);
            assertThrows(IndexOutOfBoundsException.class, () -> view.read(0, larger));
        }
    }

    private CropView view(Region box, Arena arena, Ledger ledger) {
        MemoryRaster raster = MemoryRaster.zeros(image, arena);
        for (long i = 0; i < raster.block().voxels(); i++) {
            raster.block().setLong(i, i);
        }
        CropsSpec spec = new CropsSpec(image, Border.ZERO, List.of());
        return new CropView(spec, List.of(new Crop("one", box, Map.of())), raster, ledger);
    }
}
