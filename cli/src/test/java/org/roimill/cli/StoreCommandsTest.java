package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.format.StoreFormat.Verified;

/** verify and commit: what they ask of a store, and how they tell what it answered. */
class StoreCommandsTest {
    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void makeAStore() {
        store = folder.resolve("core.zarr");
        FakeStores.put(store, new FakeRoi("core"));
    }

    @Test
    void wholeStoresVerify() {
        FakeStores.verified = List.of(
                new Verified("nuclei", true, 12, 2048, List.of()), new Verified("image", false, 0, 0, List.of()));
        Ran ran = Ran.roimill("verify", store);
        assertEquals(0, ran.exit(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals("nuclei: ok, 12 chunks, 2.0 KiB", lines.get(0));
        assertTrue(lines.get(1).startsWith("image: has no chunk list"), lines.get(1));
        assertEquals("verify [] false", FakeStores.ASKED.getLast());
    }

    @Test
    void eachProblemIsALineAndTheExitCodeTells() throws IOException {
        FakeStores.verified = List.of(
                new Verified("nuclei", true, 2, 10, List.of("0/c/0/0 is missing", "0/c/0/1 is 7 bytes, not 9")));
        Ran ran = Ran.roimill("verify", store, "nuclei", "--content");
        assertEquals(65, ran.exit());
        assertEquals(
                List.of("nuclei: 0/c/0/0 is missing", "nuclei: 0/c/0/1 is 7 bytes, not 9"),
                ran.out().lines().toList());
        assertEquals("verify [nuclei] true", FakeStores.ASKED.getLast());
        Ran json = Ran.roimill("verify", store, "--json");
        assertEquals(65, json.exit());
        assertEquals(
                2,
                new ObjectMapper().readTree(json.out()).get(0).get("problems").size());
    }

    @Test
    void committingSaysWhatCameIn() throws IOException {
        Path delta = Files.writeString(folder.resolve("d.zip"), "");
        Ran ran = Ran.roimill("commit", store, delta, "--overwrite");
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(
                List.of(
                        "committed: nuclei",
                        "unchanged: cells",
                        "only temporary, dropped: flows",
                        store + ": 2.0 KiB copied, 0 B cloned"),
                ran.out().lines().toList());
        assertEquals("join 1 false WriteOptions[overwrite=true, acceptWindow=false]", FakeStores.ASKED.getLast());
        Ran json = Ran.roimill("commit", store, delta, "--to", folder.resolve("new.zarr"), "--json");
        assertEquals(
                2048,
                new ObjectMapper().readTree(json.out()).get("bytes_copied").asInt());
        assertEquals("join 1 true WriteOptions[overwrite=false, acceptWindow=false]", FakeStores.ASKED.getLast());
    }

    @Test
    void healingStandsAlone() throws IOException {
        Ran ran = Ran.roimill("commit", store, "--heal");
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().contains("1 interrupted commits finished, 2 abandoned"), ran.out());
        Path delta = Files.writeString(folder.resolve("d.zip"), "");
        expect(2, "--heal joins no deltas", "commit", store, delta, "--heal");
    }

    @Test
    void mistakesAreExplained() throws IOException {
        Path delta = Files.writeString(folder.resolve("d.zip"), "");
        expect(2, "no delta to commit", "commit", store);
        expect(2, "there is no delta", "commit", store, folder.resolve("gone.zip"));
        expect(73, "is there already", "commit", store, delta, "--to", store);
        Path image = FakeImages.file(folder, "core.img", "image yx u8 9 9");
        expect(2, "which cannot be added to", "commit", image, delta);
        expect(2, "which cannot be added to", "verify", image);
        expect(2, "there is nothing at", "verify", folder.resolve("gone.zarr"));
    }

    private static void expect(int exit, String words, Object... arguments) {
        Ran ran = Ran.roimill(arguments);
        assertEquals(exit, ran.exit(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
        assertEquals(2, ran.err().lines().count(), ran.err());
    }
}
