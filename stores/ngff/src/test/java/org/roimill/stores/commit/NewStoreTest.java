package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.FileStore;

class NewStoreTest {
    @TempDir(factory = InMemory.class)
    Path folder;

    private static ObjectNode attributes() {
        return Json.object().put("made", "here");
    }

    private static Committed make(Path target, int version, Host host) {
        try (NewStore made = NewStore.begin(target, version, attributes(), true, Samples.OPTIONS, host)) {
            for (String element : new String[] {"images/a", "labels/l", "more/deep/x"}) {
                made.add(element, false);
                Samples.write(made.staging(), element, version, 4);
            }
            assertFalse(Files.exists(target), "nothing shows before the commit");
            return made.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void itAppearsWhole(int version) {
        Path target = folder.resolve("into/new.zarr");
        assertEquals(3, make(target, version, Host.REAL).keys().size());
        assertEquals(4, Samples.generation(target, "images/a"));
        assertEquals(4, Samples.generation(target, "more/deep/x"));
        assertTrue(Samples.checkConsolidated(target));
        ZarrGroup root = ZarrGroup.open(FileStore.open(target), "");
        assertEquals(version, root.version());
        assertEquals("here", root.attributes().path("made").asText());
        Samples.assertNoLeftovers(target);
    }

    @Test
    void whatIsThereIsNeverReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("new.zarr"), "mine");
        assertEquals(
                Failure.EXISTS,
                assertThrows(RoimillException.class, () -> make(target, 3, Host.REAL))
                        .failure());
        Files.delete(target);
        Steps late = (what, path) -> {
            if (what.equals("move")) {
                assertTrue(path.toFile().mkdirs());
            }
        };
        assertEquals(
                Failure.EXISTS,
                assertThrows(
                                RoimillException.class,
                                () -> make(target, 3, Samples.host(late, Renames.NATIVE, Holder.SELF)))
                        .failure());
        assertTrue(Disk.list(target).isEmpty());
        Samples.assertNoLeftovers(target);
    }

    @Test
    void stoppedAnywhereItIsThereOrNotAndTheNextOneClearsItsRemains() {
        boolean stopped = true;
        for (int n = 0; stopped; n++) {
            Path target = folder.resolve("s" + n + "/new.zarr");
            int[] left = {n};
            Steps steps = (what, path) -> {
                if (left[0]-- <= 0) {
                    throw new Steps.Stop(what);
                }
            };
            stopped = false;
            try {
                NewStore made = NewStore.begin(
                        target,
                        3,
                        attributes(),
                        true,
                        Samples.OPTIONS,
                        Samples.host(steps, Renames.NATIVE, Samples.DEAD));
                made.add("images/a", false);
                Samples.write(made.staging(), "images/a", 3, 4);
                made.commit();
            } catch (Steps.Stop e) {
                stopped = true;
            }
            if (Files.exists(target)) {
                assertEquals(4, Samples.generation(target, "images/a"));
                Recovery.recover(target, Samples.OPTIONS);
            } else {
                make(target, 3, Host.REAL);
            }
            assertTrue(Samples.checkConsolidated(target));
            Samples.assertNoLeftovers(target);
        }
    }

    @Test
    void withoutACommitNothingRemains() {
        Path target = folder.resolve("new.zarr");
        try (NewStore made = NewStore.begin(target, 3, attributes(), false, Samples.OPTIONS)) {
            made.add("images/a", false);
            assertThrows(RoimillException.class, () -> made.add("images/a", false));
        }
        assertTrue(Disk.list(folder).isEmpty());
    }
}
