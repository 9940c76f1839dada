package org.roimill.core.pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;

class LabelsTest {
    private static Block block(DType type, Arena arena, long... ids) {
        Block block = Block.zeros(type, Region.ofShape(ids.length), arena);
        for (int i = 0; i < ids.length; i++) {
            block.setLong(i, ids[i]);
        }
        return block;
    }

    @Test
    void idsComeBackFromTheLane() {
        try (Arena arena = Arena.ofConfined()) {
            for (DType type : DType.values()) {
                if (type.isFloating()) {
                    continue;
                }
                long most = Math.min(Rounding.most(type), LabelTable.LARGEST_PLAIN);
                Block stored = block(type, arena, 0, 1, most, most - 1);
                Block lane = block(DType.U32, arena, 7, 7, 7, 7);
                Block back = block(type, arena, 0, 0, 0, 0);
                Labels.toLane(stored, lane, null);
                Labels.fromLane(lane, back, null);
                for (long i = 0; i < 4; i++) {
                    assertEquals(stored.getLong(i), lane.getLong(i), type.toString());
                    assertEquals(stored.getLong(i), back.getLong(i), type.toString());
                }
            }
        }
    }

    @Test
    void negativeIdsAreBackground() {
        try (Arena arena = Arena.ofConfined()) {
            for (DType type : new DType[] {DType.I8, DType.I16, DType.I32, DType.I64}) {
                Block lane = block(DType.U32, arena, 9, 9);
                Labels.toLane(block(type, arena, -1, 5), lane, null);
                assertEquals(0, lane.getLong(0));
                assertEquals(5, lane.getLong(1));
            }
        }
    }

    @Test
    void longIdsGoThroughATable() {
        try (Arena arena = Arena.ofConfined()) {
            long[] ids = {1L << 63, 3, 1L << 40, -1};
            LabelTable table = new LabelTable(ids);
            Block stored = block(DType.U64, arena, 0, 3, 1L << 40, 1L << 63, -1);
            Block lane = block(DType.U32, arena, 9, 9, 9, 9, 9);
            Block back = block(DType.U64, arena, 9, 9, 9, 9, 9);
            Labels.toLane(stored, lane, table);
            Labels.fromLane(lane, back, table);
            for (long i = 0; i < 5; i++) {
                assertEquals(i, lane.getLong(i));
                assertEquals(stored.getLong(i), back.getLong(i));
            }
            assertThrows(IllegalStateException.class, () -> table.toLane(77));
            assertThrows(RoimillException.class, () -> Labels.toLane(stored, lane, null));
        }
    }

    @Test
    void anIdThatIsTooLargeForItsTypeIsNamed() {
        try (Arena arena = Arena.ofConfined()) {
            Block lane = block(DType.U32, arena, 256);
            Block bytes = block(DType.U8, arena, 0);
            RoimillException e = assertThrows(RoimillException.class, () -> Labels.fromLane(lane, bytes, null));
            assertEquals(
                    "label 256 does not fit into u8",
                    e.getMessage().lines().findFirst().orElseThrow());
        }
    }
}
