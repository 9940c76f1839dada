package org.roimill.kernels.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class FlowErrorTest {
    private static final int ROUNDS = 60;

    private static Block noise(Random random, Region region) {
        Block maps = Blocks.zeros(DType.F32, Region.ofShape(3).join(region));
        for (long i = 0; i < maps.voxels(); i++) {
            maps.set(i, random.nextGaussian() * 4);
        }
        return maps;
    }

    @Test
    void neitherTheWindowNorItsPlaceNorWhatLiesAroundMatters() {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            Block labels = Blocks.discs(random, 12, 6, 40, 43);
            Block maps = noise(random, labels.region());
            Extents extents = new Extents(labels.region()).add(labels);
            FlowError error = new FlowError(CentreRule.values()[round % 2]);
            for (int id : extents.ids()) {
                Region box = extents.box(id);
                double whole = error.error(labels, id, box, maps, ROUNDS);
                Region window = box.grow(
                                random.longs(2, 0, 5).toArray(),
                                random.longs(2, 0, 5).toArray())
                        .intersect(labels.region());
                Block near = Blocks.cut(labels, window);
                Block seen = Blocks.cut(maps, Region.ofShape(3).join(window));
                for (long i = 0; i < near.voxels(); i++) {
                    if (near.getLong(i) != id) {
                        near.setLong(i, random.nextInt(3) == 0 ? id + 1000 : 0);
                    }
                }
                assertEquals(whole, error.error(near, id, box, seen, ROUNDS));
                long[] far = {70000, -300};
                Block moved = near.at(window.shift(far));
                Block movedMaps = seen.at(Region.ofShape(3).join(window.shift(far)));
                assertEquals(whole, error.error(moved, id, box.shift(far), movedMaps, ROUNDS));
            }
        }
    }

    @Test
    void aMasksOwnFlowsHaveNoError() {
        Block labels = Blocks.discs(new Random(2), 5, 8, 50, 50);
        Extents extents = new Extents(labels.region()).add(labels);
        Block flows = Blocks.zeros(DType.F64, 2, 50, 50);
        FlowsFromMasks make = new FlowsFromMasks(CentreRule.ROUNDED_MEAN);
        FlowError error = new FlowError(CentreRule.ROUNDED_MEAN);
        for (int id : extents.ids()) {
            make.flows(labels, id, extents.box(id), ROUNDS, flows);
        }
        Block maps = Blocks.zeros(DType.F32, flows.region());
        for (long i = 0; i < maps.voxels(); i++) {
            maps.set(i, 5 * flows.get(i));
        }
        for (int id : extents.ids()) {
            assertEquals(0, error.error(labels, id, extents.box(id), maps, ROUNDS), 1e-13);
            assertNotEquals(0, error.error(labels, id, extents.box(id), maps, 3), 1e-3);
        }
    }

    @Test
    void masksThatDoNotTouchAreTheSameInTheWhole() {
        Block labels = Blocks.zeros(DType.I32, 20, 31);
        for (long y = 2; y < 9; y++) {
            for (long x = 3; x < 12; x++) {
                labels.setLong(labels.index(y, x), 4);
                labels.setLong(labels.index(y + 10, x + 15), 2);
            }
        }
        Block maps = noise(new Random(3), labels.region());
        Extents extents = new Extents(labels.region()).add(labels);
        FlowError error = new FlowError(CentreRule.ROUNDED_MEAN);
        double[] apart = {
            error.error(labels, 2, extents.box(2), maps, ROUNDS), error.error(labels, 4, extents.box(4), maps, ROUNDS)
        };
        assertArrayEquals(apart, FlowError.whole(labels, extents, maps, CentreRule.ROUNDED_MEAN, ROUNDS));
    }

    @Test
    void anIdThatIsNotThereHasNone() {
        Block labels = Blocks.zeros(DType.I32, 4, 4);
        Block maps = Blocks.zeros(DType.F32, 2, 4, 4);
        assertEquals(
                Double.NaN, new FlowError(CentreRule.ROUNDED_MEAN).error(labels, 1, labels.region(), maps, ROUNDS));
    }
}
