package org.roimill.stores.zarr.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** What every store promises, and what the folder promises besides. */
class StoreTest {
    @TempDir
    Path folder;

    private static byte[] bytes(MemorySegment m) {
        return m == null ? null : m.toArray(ValueLayout.JAVA_BYTE);
    }

    private static void check(Store store) {
        store.write("zarr.json", new byte[] {1});
        store.write("a/b/c/0/1", new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        store.write("a/b/c/0/2", MemorySegment.ofArray(new byte[] {9}), MemorySegment.ofArray(new byte[] {8, 7}));
        store.write("a/b.x/1", new byte[0]);
        try (Arena arena = Arena.ofConfined();
                Stored stored = store.open("a/b/c/0/1");
                Stored absent = store.open("a/b/c/0/3")) {
            assertEquals(8, stored.size());
            assertArrayEquals(new byte[] {2, 3, 4}, bytes(stored.read(2, 3, arena)));
            assertArrayEquals(new byte[] {6, 7}, bytes(stored.readSuffix(2, arena)));
            assertEquals(8, stored.readSuffix(20, arena).byteSize());
            RoimillException e = assertThrows(RoimillException.class, () -> stored.read(6, 3, arena));
            assertEquals(Failure.BAD_DATA, e.failure());
            assertThrows(RoimillException.class, () -> stored.read(Long.MAX_VALUE - 1, 3, arena));
            assertEquals(-1, absent.size());
            assertNull(absent.read(arena));
            assertNull(absent.read(0, 1, arena));
            assertNull(absent.readSuffix(1, arena));
        }
        assertArrayEquals(new byte[] {9, 8, 7}, store.readBytes("a/b/c/0/2", 10));
        assertThrows(RoimillException.class, () -> store.readBytes("a/b/c/0/2", 2));
        assertTrue(store.exists("a/b.x/1"));
        assertFalse(store.exists("a/b"));
        assertEquals(List.of("a/", "zarr.json"), store.list(""));
        assertEquals(List.of("b.x/", "b/"), store.list("a"));
        assertEquals(List.of("1", "2"), store.list("a/b/c/0"));
        assertEquals(List.of(), store.list("nothing"));
        List<String> keys = new ArrayList<>();
        store.walk("a", keys::add);
        assertEquals(List.of("a/b.x/1", "a/b/c/0/1", "a/b/c/0/2"), keys);
        for (String wrong : new String[] {"", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "a\\b", "a/.~b"}) {
            assertThrows(RoimillException.class, () -> store.open(wrong).close(), wrong);
            assertThrows(RoimillException.class, () -> store.create(wrong).close(), wrong);
        }
        try (Sink dropped = store.create("a/dropped")) {
            dropped.append(MemorySegment.ofArray(new byte[10]));
        }
        assertFalse(store.exists("a/dropped"));
        store.delete("never/there");
    }

    private static void checkChanges(Store store) {
        store.write("a/b/c/0/1", new byte[] {5});
        assertArrayEquals(new byte[] {5}, store.readBytes("a/b/c/0/1", 10));
        store.delete("a/b/c/0/1");
        assertFalse(store.exists("a/b/c/0/1"));
        store.deleteAll("a/b");
        List<String> keys = new ArrayList<>();
        store.walk("", keys::add);
        assertEquals(List.of("a/b.x/1", "zarr.json"), keys);
    }

    @Test
    void aFolderKeepsValues() throws IOException {
        try (Store store = FileStore.create(folder.resolve("new/store"))) {
            check(store);
            checkChanges(store);
            try (var all = Files.walk(folder)) {
                assertTrue(all.noneMatch(p -> p.getFileName().toString().startsWith(".~")));
            }
        }
    }

    @Test
    void memoryKeepsValues() {
        try (Store store = new MemoryStore()) {
            check(store);
            checkChanges(store);
        }
    }

    @Test
    void anArchiveBeingWrittenKeepsValuesAndReadsTheSameWhenFinished() {
        Path zip = folder.resolve("a.zip");
        try (ZipWriter store = ZipWriter.create(zip)) {
            check(store);
            store.write("zarr.json", new byte[] {2});
            assertEquals(
                    Failure.EXISTS,
                    assertThrows(RoimillException.class, () -> store.write("a/b/c/0/1", new byte[1]))
                            .failure());
            assertFalse(Files.exists(zip));
            store.finish();
        }
        try (Store store = ZipStore.open(zip);
                Arena arena = Arena.ofConfined()) {
            assertArrayEquals(new byte[] {2}, store.readBytes("zarr.json", 10));
            try (Stored stored = store.open("a/b/c/0/1")) {
                assertArrayEquals(new byte[] {2, 3, 4}, bytes(stored.read(2, 3, arena)));
            }
            assertEquals(List.of("b.x/", "b/"), store.list("a"));
            assertThrows(RoimillException.class, () -> store.write("x", new byte[1]));
        }
    }

    @Test
    void anOpenValueStaysAsItWasWhenItIsReplaced() {
        try (Store store = FileStore.open(folder);
                Arena arena = Arena.ofConfined()) {
            store.write("k", new byte[] {1, 2, 3});
            try (Stored old = store.open("k")) {
                store.write("k", new byte[] {7});
                assertArrayEquals(new byte[] {1, 2, 3}, bytes(old.read(arena)));
            }
            assertArrayEquals(new byte[] {7}, store.readBytes("k", 5));
        }
    }

    @Test
    void theRootMayBeALinkButNoneInsideIsFollowedOrWrittenThrough() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(outside.resolve("secret"), new byte[] {42});
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Files.createSymbolicLink(real.resolve("dir"), outside);
        Files.createSymbolicLink(real.resolve("file"), outside.resolve("secret"));
        try (Store store = FileStore.open(link)) {
            store.write("x", new byte[] {1});
            assertTrue(Files.exists(real.resolve("x")));
            for (String key : new String[] {"dir/secret", "file"}) {
                RoimillException e = assertThrows(RoimillException.class, () -> store.readBytes(key, 10));
                assertTrue(e.getMessage().contains("is a link"), e.getMessage());
                assertThrows(RoimillException.class, () -> store.size(key));
            }
            assertThrows(RoimillException.class, () -> store.write("dir/new", new byte[1]));
            assertThrows(RoimillException.class, () -> store.delete("dir/secret"));
            assertThrows(RoimillException.class, () -> store.list("dir"));
            store.deleteAll("dir");
            assertTrue(Files.exists(outside.resolve("secret")), "the link went, not what it shows");
        }
        Files.createSymbolicLink(real.resolve("dir"), outside);
        try (Store store = FileStore.openFollowingLinks(link)) {
            assertArrayEquals(new byte[] {42}, store.readBytes("dir/secret", 10));
            assertArrayEquals(new byte[] {42}, store.readBytes("file", 10));
            assertThrows(RoimillException.class, () -> store.write("dir/new", new byte[1]));
        }
    }

    @Test
    void aPlaceThatIsNoStoreIsRefused() throws IOException {
        assertThrows(RoimillException.class, () -> FileStore.open(folder.resolve("nothing")));
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2});
        assertThrows(RoimillException.class, () -> Stores.open(file.toString()));
        assertThrows(
                RoimillException.class,
                () -> Stores.open(folder.resolve("nothing").toString()));
    }
}
