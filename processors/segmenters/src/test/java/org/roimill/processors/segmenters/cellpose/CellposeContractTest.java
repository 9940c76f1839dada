package org.roimill.processors.segmenters.cellpose;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.testkit.ContractSuite;

class CellposeContractTest {
    private static final Map<String, Object> STUB = Map.of("model", "flows", "channels", "0");

    @TestFactory
    Stream<DynamicTest> planes() {
        return ContractSuite.of(new Cellpose(), STUB);
    }

    @TestFactory
    Stream<DynamicTest> scaledMirroredOffEdges() {
        return ContractSuite.brief(
                new Cellpose(),
                Map.of("model", "flows", "channels", "1", "diameter", 24, "augment", true, "exclude_on_edges", true));
    }

    @TestFactory
    Stream<DynamicTest> onTheNetworksGrid() {
        return ContractSuite.brief(
                new Cellpose(), Map.of("model", "flows", "channels", "0", "diameter", 45, "resample", false));
    }

    @TestFactory
    Stream<DynamicTest> stitched() {
        return ContractSuite.brief(new Cellpose(), Map.of("model", "flows", "channels", "0", "stitch_threshold", 0.25));
    }

    @TestFactory
    Stream<DynamicTest> volumes() {
        return ContractSuite.brief(
                new Cellpose(),
                Map.of("model", "flows", "channels", "0", "do3d", true, "anisotropy", 2, "flow3d_smooth", 1));
    }

    @TestFactory
    Stream<DynamicTest> withCellposesFaults() {
        return ContractSuite.brief(new Cellpose(), Map.of("model", "flows", "channels", "0", "compatibility", "4.0.9"));
    }

    @TestFactory
    Stream<DynamicTest> sharpenedBetweenPercentilesOfTiles() {
        return ContractSuite.of(
                new Cellpose(),
                Map.of(
                        "model",
                        "flows",
                        "channels",
                        "0",
                        "sharpen_radius",
                        3,
                        "tile_norm_blocksize",
                        20,
                        "invert",
                        true));
    }

    @TestFactory
    Stream<DynamicTest> stackOfTiles() {
        return ContractSuite.brief(
                new Cellpose(),
                Map.of(
                        "model",
                        "flows",
                        "channels",
                        "0",
                        "stitch_threshold",
                        0.25,
                        "norm3d",
                        false,
                        "smooth_radius",
                        1,
                        "tile_norm_blocksize",
                        16));
    }

    @TestFactory
    Stream<DynamicTest> sharpenedVolumesWithCellposesFaults() {
        return ContractSuite.brief(
                new Cellpose(),
                Map.of(
                        "model",
                        "flows",
                        "channels",
                        "0",
                        "do3d",
                        true,
                        "sharpen_radius",
                        2,
                        "tile_norm_blocksize",
                        16,
                        "compatibility",
                        "4.1.1"));
    }

    @TestFactory
    Stream<DynamicTest> diametersOfWhatIsFound() {
        return ContractSuite.brief(new CellposeDiameter(), Map.of("model", "flows", "channels", "0", "diameter", 24));
    }

    @TestFactory
    Stream<DynamicTest> theMeanOfAllChannels() {
        return ContractSuite.brief(new Cellpose(), Map.of("model", "flows", "channels", 0, "smooth_radius", 1));
    }
}
