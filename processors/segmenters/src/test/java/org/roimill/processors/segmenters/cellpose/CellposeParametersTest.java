package org.roimill.processors.segmenters.cellpose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Provider;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.inference.Models;
import org.roimill.inference.library.Library;
import org.roimill.kernels.flow.Sampling;
import org.roimill.testkit.Trial;

/** Parameters as Cellpose and PlexPipe write them. */
class CellposeParametersTest {
    private static final org.roimill.core.param.Parameters<Parameters> ALL =
            org.roimill.core.param.Parameters.of(Parameters.class);

    private static Map<String, Object> tree(Object... pairs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    private static Parameters of(Object... pairs) {
        return ALL.bind(tree(pairs), "step 1");
    }

    private static String problem(Object... pairs) {
        return assertThrows(RoimillException.class, () -> of(pairs)).getMessage();
    }

    @Test
    void plexPipesNullsAreWhatTheyAreThere() {
        Parameters p = of("diameter", null, "flow_threshold", null, "cellprob_threshold", null, "niter", null);
        assertNull(p.mostError());
        assertEquals(of("flow_threshold", 0), p);
    }

    @Test
    void cellposesKeysMeanTheSame() {
        Parameters ours = of(
                "resample", false, "do3d", true, "flow3d_smooth", 2, "orthogonal_model", "side", "sampling", "nearest");
        Parameters theirs = of(
                "no_resample",
                true,
                "do_3D",
                true,
                "dP_smooth",
                2,
                "pretrained_model_ortho",
                "side",
                "no_interp",
                true);
        assertEquals(ours, theirs);
        assertEquals("nearest", ALL.values(theirs).get("sampling"));
        assertEquals(Sampling.NEAREST, of("interp", false).sampling());
        assertEquals(of(), of("interp", true));
        assertTrue(problem("interp", false, "sampling", "linear").contains("contradict"));
        assertTrue(problem("resample", true, "no_resample", true).contains("are about the same"));
    }

    @Test
    void normalizeIsTakenNestedAndFlat() {
        Map<String, Object> nested = tree(
                "lowhigh",
                null,
                "percentile",
                null,
                "normalize",
                true,
                "norm3D",
                false,
                "sharpen_radius",
                3,
                "smooth_radius",
                1,
                "tile_norm_blocksize",
                100,
                "tile_norm_smooth3D",
                2,
                "invert",
                true);
        Parameters flat = of(
                "norm3d",
                false,
                "sharpen_radius",
                3,
                "smooth_radius",
                1,
                "tile_norm",
                100,
                "tile_norm_smooth3d",
                2,
                "invert",
                true);
        assertEquals(flat, of("normalize", nested));
        assertFalse(of("no_norm", true).normalize());
        assertTrue(problem("normalize", false, "sharpen_radius", 3).contains("part of it"));
        assertTrue(problem("lowhigh", List.of(0, 9), "tile_norm", 3).contains("takes the place of"));
    }

    private static String refused(String model, Object... pairs) {
        Block image = Block.zeros(DType.U8, Region.ofShape(3, 30, 40), Arena.ofAuto());
        try (Models models = new Models(new Library(Path.of("none")), Provider.CPU, note -> {})) {
            Trial trial = Trial.of(new Cellpose())
                    .resources(models)
                    .with(
                            "model",
                            Path.of("..", "..", "models", "testmodels", model).toString())
                    .given("image", "cyx", image);
            tree(pairs).forEach(trial::with);
            RoimillException e = assertThrows(RoimillException.class, trial::plan);
            return String.join(" / ", e.getMessage().lines().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 4, there is no channel 4 among the 3 that are given",
        "0, 2, 'channels [0, 2]: Cellpose counts one or two, and takes none beside grey'"
    })
    void channelsThatAreNoneAreRefused(int first, int second, String why) {
        assertTrue(refused("tiny-flow", "channels", List.of(first, second)).contains(why));
    }

    @Test
    void channelsAreEitherNamedOrCounted() {
        assertTrue(refused("tiny-flow", "channels", Arrays.asList("1", 2)).contains("mixes names with the numbers"));
    }

    @Test
    void anAxisThatIsNotThereIsSaid() {
        assertTrue(refused("tiny-flow", "channels", List.of(1), "z_axis", 0)
                .contains("z_axis is 0, and the image has the axes cyx / Leave z_axis out, or say by --axes"));
        assertTrue(refused("tiny-flow", "channels", List.of(1), "channel_axis", 3)
                .contains("channel_axis is 3, and the image has the axes cyx"));
        assertTrue(problem("channel_axis", 1, "z_axis", 1).contains("are both 1"));
    }

    @Test
    void anEstimateIsAStepOfItsOwn() {
        assertTrue(refused("tiny-flow", "channels", List.of(1), "diameter", 0).contains("cellpose_diameter"));
        assertTrue(refused("tiny-sam", "diameter", 0).contains("has no size_model / Measure some objects"));
    }
}
