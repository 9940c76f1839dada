package org.roimill.stores.spatialdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.zarr.meta.Json;

class TransformsTest {
    private static Transforms read(String transforms) {
        ObjectNode node =
                Json.parse(("{'t': [" + transforms + "]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test");
        return Transforms.read(Meta.of(node, "test:").at("t"), List.of("c", "y", "x"));
    }

    @Test
    void everyKindIsOneAffineMapInTheEnd() {
        Transforms t = read("{'type': 'sequence', 'output': {'name': 'w'}, 'transformations': ["
                + "{'type': 'scale', 'scale': [1, 2, 3]}, {'type': 'translation', 'translation': [0, 10, 20]},"
                + "{'type': 'mapAxis', 'mapAxis': {'c': 'c', 'x': 'y', 'y': 'x'}},"
                + "{'type': 'rotation', 'input': {'axes': [{'name': 'y'}, {'name': 'x'}]}, 'output': {'axes': ['y', 'x']}, 'rotation': [[0, -1], [1, 0]]},"
                + "{'type': 'byDimension', 'transformations': ["
                + "{'type': 'scale', 'scale': [5], 'input': {'axes': ['x']}, 'output': {'axes': ['x']}}]},"
                + "{'type': 'affine', 'affine': [[1, 0, 0, 0], [0, 1, 1, 1], [0, 0, 1, 0]]}, {'type': 'identity'}]}");
        assertEquals("w", t.preferred());
        // y, x -> 2y+10, 3x+20 -> 3x+20, 2y+10 -> -(2y+10), 3x+20 -> ., 15x+100 -> sum and one, .
        Affine expected = Affine.of(new double[][] {{-2, 15, 91}, {0, 15, 100}});
        assertEquals(expected, t.toWorld("w", Axes.YX));
    }

    @Test
    void globalIsPreferredAndTheOthersAreKept() {
        Transforms t = read(
                "{'type': 'identity', 'output': {'name': 'a'}}, {'type': 'identity', 'output': {'name': 'global'}}");
        assertEquals("global", t.preferred());
        assertEquals(List.of("a", "global"), t.systems());
        assertEquals(Map.of("a", Affine.identity(2)), t.others("global", Axes.YX));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            double[][] m = new double[2][3];
            for (double[] row : m) {
                for (int c = 0; c < 3; c++) {
                    row[c] = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
                }
            }
            if (round % 3 == 0) {
                m[0][1] = 0;
                m[1][0] = 0;
            }
            if (round % 6 == 0) {
                m[0][0] = 1;
                m[1][1] = 1;
            }
            Affine map = Affine.of(m);
            ObjectNode written = Transforms.write(
                    List.of(Axis.C, Axis.Y, Axis.X), Axes.YX, map, "w", Map.of(Axis.Y, Unit.MICROMETER));
            ArrayNode list = Json.array();
            list.add(written);
            Transforms t = Transforms.read(Meta.of(list, "test:"), List.of("c", "y", "x"));
            assertEquals(map, t.toWorld("w", Axes.YX));
            assertEquals(Map.of(Axis.Y, Unit.MICROMETER), t.units("w"));
        }
    }

    @Test
    void anUnknownTransformIsNamedWithItsPath() {
        Transforms t = read("{'type': 'displacements', 'output': {'name': 'w'}}");
        RoimillException e = assertThrows(RoimillException.class, () -> t.toWorld("w", Axes.YX));
        assertEquals(
                "test:: t[0].type is 'displacements', a transform that is not read",
                e.getMessage().lines().findFirst().orElseThrow());
    }
}
