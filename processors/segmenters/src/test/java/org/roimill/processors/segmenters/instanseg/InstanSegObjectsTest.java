package org.roimill.processors.segmenters.instanseg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.testkit.ContractSuite;
import org.roimill.testkit.Trial;

/** The stages after the network keep the contract: in blocks, by threads, over processes. */
class InstanSegObjectsTest {
    @TestFactory
    Stream<DynamicTest> theStagesKeepTheContract() {
        return ContractSuite.of(new MadeMaps(), Map.of());
    }

    /** Else the suite would compare nothing with nothing. */
    @Test
    void thereAreObjectsInSeveralCellsOfTheLattice() {
        Block image = Block.zeros(DType.U16, Region.ofShape(600, 700), Arena.ofAuto());
        Random random = new Random(3);
        for (long i = 0; i < image.voxels(); i++) {
            image.setLong(i, random.nextInt(60000));
        }
        Block labels = Trial.of(new MadeMaps()).given("image", "yx", image).run();
        long most = 0;
        for (long i = 0; i < labels.voxels(); i++) {
            most = Math.max(most, labels.getLong(i));
        }
        assertTrue(most > 1000, "ids up to " + most);
    }
}
