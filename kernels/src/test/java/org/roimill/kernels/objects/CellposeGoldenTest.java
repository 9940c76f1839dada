package org.roimill.kernels.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

/** Holds flows of masks, their errors, filling, dropping and edges against what Cellpose 4.1.1 and 3.1.1.3 give. */
class CellposeGoldenTest {
    private static final Golden FOUR = new Golden(CellposeGoldenTest.class, "cellpose4.npz");
    private static final Golden THREE = new Golden(CellposeGoldenTest.class, "cellpose3.npz");
    private static final double FLOWS = 1e-12;
    private static final double ERRORS = 1e-10;
    private static final String[] SCENES = {"touching", "shapes"};

    private static Extents extents(Block labels) {
        return new Extents(labels.region()).add(labels);
    }

    static Block maps(Golden golden, String name) {
        Block stored = golden.get("maps_" + name);
        Block maps = Blocks.zeros(DType.F32, stored.region());
        for (long i = 0; i < maps.voxels(); i++) {
            maps.set(i, stored.get(i) / 64);
        }
        return maps;
    }

    @Test
    void flowsAreThoseOfCellpose() {
        for (String name : SCENES) {
            assertFlows(FOUR, name, CentreRule.ROUNDED_MEAN);
            assertFlows(THREE, name, CentreRule.NEAREST_TO_MEAN);
        }
        assertFlows(FOUR, "volume", CentreRule.NEAREST_TO_MEAN);
    }

    private static void assertFlows(Golden golden, String name, CentreRule rule) {
        Block labels = golden.get("labels_" + name);
        Block expected = golden.get("flows_" + name);
        Block found = Blocks.zeros(DType.F64, expected.region());
        Extents extents = extents(labels);
        FlowsFromMasks.whole(labels, extents, rule, Rounds.shared(extents), found);
        assertArrayEquals(Blocks.doubles(expected), Blocks.doubles(found), FLOWS, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"touching", "shapes"})
    void masksByThemselvesHaveTheFlowsOfCellpose3WithoutGpu(String name) {
        Block labels = THREE.get("labels_" + name);
        Block expected = THREE.get("apart_" + name);
        Block found = Blocks.zeros(DType.F64, expected.region());
        Extents extents = extents(labels);
        FlowsFromMasks flows = new FlowsFromMasks(CentreRule.NEAREST_TO_MEAN);
        for (int id : extents.ids()) {
            Region box = extents.box(id);
            flows.flows(labels, id, box, Rounds.own(box), found);
        }
        assertArrayEquals(Blocks.doubles(expected), Blocks.doubles(found), FLOWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"touching", "shapes"})
    void errorsAndWhoIsKeptAreThoseOfCellpose(String name) {
        Block labels = FOUR.get("labels_" + name);
        Extents extents = extents(labels);
        double[] whole =
                FlowError.whole(labels, extents, maps(FOUR, name), CentreRule.ROUNDED_MEAN, Rounds.shared(extents));
        assertErrors(FOUR, name, whole);

        Block third = THREE.get("labels_" + name);
        Extents boxes = extents(third);
        FlowError error = new FlowError(CentreRule.NEAREST_TO_MEAN);
        double[] apart = Arrays.stream(boxes.ids())
                .mapToDouble(id -> error.error(third, id, boxes.box(id), maps(THREE, name), Rounds.own(boxes.box(id))))
                .toArray();
        assertErrors(THREE, name, apart);
    }

    private static void assertErrors(Golden golden, String name, double[] found) {
        assertArrayEquals(Blocks.doubles(golden.get("errors_" + name)), found, ERRORS, name);
        for (String threshold : new String[] {"0.2", "0.4", "1.0"}) {
            double most = Double.parseDouble(threshold);
            long[] kept = Arrays.stream(found).mapToLong(e -> e > most ? 0 : 1).toArray();
            assertArrayEquals(Blocks.ints(golden.get("kept_" + name + "_" + threshold)), kept, name + threshold);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 5, 15, 60})
    void fillingAndDroppingIsThatOfCellpose(int size) {
        for (int dims = 2; dims <= 3; dims++) {
            assertFilled(FOUR, dims, size, FillAndDrop.Variant.BY_ID);
            assertFilled(THREE, dims, size, FillAndDrop.Variant.BY_RANK);
        }
    }

    private static void assertFilled(Golden golden, int dims, int size, FillAndDrop.Variant variant) {
        Block pictures = golden.get("unfilled_" + dims);
        Block results = golden.get("filled_" + dims + "_" + size);
        for (long k = 0; k < pictures.region().size(0); k++) {
            Block labels = whole(pictures.slice(k));
            FillAndDrop.sequential(labels, size, variant);
            assertArrayEquals(Blocks.ints(results.slice(k)), Blocks.ints(labels), dims + "-d " + k + " " + variant);
        }
    }

    /** As i32. */
    private static Block whole(Block narrow) {
        Block labels = Blocks.zeros(DType.I32, narrow.region());
        for (long i = 0; i < labels.voxels(); i++) {
            labels.setLong(i, narrow.getLong(i));
        }
        return labels;
    }

    @Test
    void objectsAtEdgesAreThoseOfCellpose() {
        for (int dims = 2; dims <= 3; dims++) {
            Block labels = FOUR.get("edged_" + dims);
            Extents all = extents(labels);
            Extents inner = extents(FOUR.get("inner_" + dims));
            int[] away =
                    Arrays.stream(all.ids()).filter(id -> inner.count(id) == 0).toArray();
            assertArrayEquals(away, all.atEdges(), dims + "-d");
            assertEquals(all.size(), inner.size() + away.length);
        }
    }
}
