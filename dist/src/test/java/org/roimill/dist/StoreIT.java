package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a real TIFF to a store and on, by the launcher alone. */
class StoreIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void aTiffBecomesAStoreThatIsWhole(String zarr) throws IOException {
        Samples.cells(folder);
        Launched convert = Launched.roimill(
                folder,
                "convert",
                "cells.tif",
                "cells.zarr",
                "--zarr",
                zarr,
                "--channels",
                "membrane,nucleus",
                "--pixel-size",
                "0.5um",
                "--chunk",
                "128",
                "--memory",
                "1G",
                "--cpus",
                "2");
        assertEquals(0, convert.exit(), convert.err());
        Launched inspect = Launched.roimill(folder, "inspect", "cells.zarr", "cells");
        assertEquals(0, inspect.exit(), inspect.err());
        assertTrue(inspect.out().contains("c=2 y=450 x=450, voxel y x 0.5 um"), inspect.out());
        assertTrue(inspect.out().contains("membrane, nucleus"), inspect.out());
        Launched verify = Launched.roimill(folder, "verify", "cells.zarr", "--content");
        assertEquals(0, verify.exit(), verify.out() + verify.err());
        assertTrue(verify.out().startsWith("cells: ok"), verify.out());

        Launched again = Launched.roimill(folder, "convert", "cells.tif", "cells.zarr");
        assertEquals(73, again.exit(), again.err());

        Files.delete(aChunk());
        Launched damaged = Launched.roimill(folder, "verify", "cells.zarr");
        assertEquals(65, damaged.exit(), damaged.out() + damaged.err());
        assertTrue(damaged.out().lines().allMatch(line -> line.startsWith("cells: ")), damaged.out());
    }

    @Test
    void channelsCanBecomeImagesAndStoresOtherStores() throws IOException {
        Samples.cells(folder);
        Launched split = Launched.roimill(
                folder, "convert", "cells.tif", "split.zarr", "--channels", "membrane,nucleus", "--split-channels");
        assertEquals(0, split.exit(), split.err());
        Launched copy = Launched.roimill(folder, "convert", "split.zarr", "copy.zarr", "--zarr", "2");
        assertEquals(0, copy.exit(), copy.err());
        for (String element : List.of("membrane", "nucleus")) {
            for (String store : List.of("split.zarr", "copy.zarr")) {
                String png = element + store + ".png";
                Launched look = Launched.roimill(folder, "inspect", store, element, "--png", png);
                assertEquals(0, look.exit(), look.err());
            }
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve(element + "split.zarr.png"), folder.resolve(element + "copy.zarr.png")));
        }
        assertFalse(
                Files.mismatch(folder.resolve("membranecopy.zarr.png"), folder.resolve("nucleuscopy.zarr.png")) == -1);
    }

    /** Some file of the store that holds voxels. */
    private Path aChunk() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cells.zarr/images/cells"))) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().matches("[\\d.]+"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
