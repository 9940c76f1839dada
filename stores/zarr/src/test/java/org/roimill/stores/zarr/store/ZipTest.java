package org.roimill.stores.zarr.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

class ZipTest {
    @TempDir
    Path folder;

    private byte[] plain(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write((name + " ").repeat(200).getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void assertRefused(byte[] zip, String says) throws IOException {
        Path path = Files.write(folder.resolve("bad.zip"), zip);
        RoimillException e =
                assertThrows(RoimillException.class, () -> ZipStore.open(path).close());
        assertEquals(Failure.BAD_DATA, e.failure());
        assertTrue(e.getMessage().contains(says), e.getMessage());
    }

    @Test
    void deflatedEntriesOfOthersAreReadWholeAndByRange() throws IOException {
        Path path = Files.write(folder.resolve("a.zip"), plain("d/", "d/one", "two"));
        try (Store store = ZipStore.open(path);
                var arena = java.lang.foreign.Arena.ofConfined();
                Stored one = store.open("d/one")) {
            assertEquals(List.of("d/", "two"), store.list(""));
            assertEquals("d/one ".repeat(200), new String(store.readBytes("d/one", 9999), StandardCharsets.UTF_8));
            assertEquals(6 * 200, one.size());
            assertEquals('o', one.read(2, 3, arena).get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        }
    }

    @Test
    void anotherZipLibraryReadsWhatIsPackedSortedWithTheManifestLast() throws IOException {
        MemoryStore from = new MemoryStore();
        Random r = new Random(1);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] value = new byte[r.nextInt(2000)];
            r.nextBytes(value);
            from.write("a/" + i, value);
            expected.add("a/" + i);
        }
        from.write("manifest.json", new byte[] {1});
        from.write("zarr.json", new byte[] {2});
        expected.sort(null);
        expected.add("zarr.json");
        expected.add("manifest.json");
        Path one = folder.resolve("one.zip");
        Path two = folder.resolve("two.zip");
        ZipWriter.pack(from, one, List.of("manifest.json"));
        ZipWriter.pack(from, two, List.of("manifest.json"));
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
        try (ZipFile zip = new ZipFile(one.toFile())) {
            List<String> names = new ArrayList<>();
            zip.stream().forEach(e -> names.add(e.getName()));
            assertEquals(expected, names);
            for (String name : names) {
                assertArrayEquals(
                        from.readBytes(name, 9999),
                        zip.getInputStream(zip.getEntry(name)).readAllBytes());
            }
        }
    }

    @Test
    void moreEntriesThanSixteenBitsCountAreWrittenAsZip64() throws IOException {
        Path path = folder.resolve("many.zip");
        try (ZipWriter writer = ZipWriter.create(path)) {
            for (int i = 0; i < 70_000; i++) {
                writer.write("c/" + i, new byte[] {(byte) i});
            }
            writer.finish();
        }
        try (Store store = ZipStore.open(path);
                ZipFile zip = new ZipFile(path.toFile())) {
            assertEquals(70_000, zip.size());
            assertArrayEquals(new byte[] {(byte) 69_999}, store.readBytes("c/69999", 1));
        }
    }

    @Test
    void archivesThatContradictThemselvesAreRefused() throws IOException {
        assertRefused(new byte[0], "directory");
        assertRefused(new byte[100], "directory");
        byte[] sound = plain("aa", "bb");
        assertRefused(java.util.Arrays.copyOf(sound, sound.length - 1), "directory");
        assertRefused(renamed(sound, "bb", "aa"), "twice");
        assertRefused(renamed(plain("../a", "bbbb"), "....", "...."), "climbs");
        assertRefused(renamed(plain("a/b/c"), "a/b/c", "a//bc"), "empty name");
        byte[] overlapping = sound.clone();
        int second = secondEntry(sound);
        ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);
        assertRefused(overlapping, "overlaps");
        byte[] bomb = sound.clone();
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 24, Integer.MAX_VALUE);
        assertRefused(bomb, "claims");
        byte[] many = sound.clone();
        ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN).putShort(sound.length - 12, (short) 60_000);
        assertRefused(many, "entries");
        byte[] method = sound.clone();
        method[second + 10] = 99;
        assertRefused(method, "method 99");
    }

    private static int secondEntry(byte[] zip) {
        int at = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        ByteBuffer b = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return at + 46 + b.getShort(at + 28) + b.getShort(at + 30) + b.getShort(at + 32);
    }

    /** In names only: they stand in both headers, and content is deflated. */
    private static byte[] renamed(byte[] zip, String from, String to) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void damagedEntriesAreFoundByTheirChecksum() throws IOException {
        byte[] zip = plain("aa");
        zip[30 + 2 + 3] ^= 0x40;
        Path path = Files.write(folder.resolve("x.zip"), zip);
        try (Store store = ZipStore.open(path)) {
            RoimillException e = assertThrows(RoimillException.class, () -> store.readBytes("aa", 9999));
            assertTrue(e.getMessage().contains("aa"), e.getMessage());
        }
    }

    @Test
    void mutatedArchivesNeverBreakAnything() throws IOException {
        byte[] sound = plain("a/zarr.json", "a/c/0", "b");
        Random r = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = sound.clone();
            for (int k = r.nextInt(4); k >= 0; k--) {
                bytes[sound.length - 1 - r.nextInt(Math.min(sound.length, 250))] = (byte) r.nextInt();
            }
            Path path = Files.write(folder.resolve("m.zip"), bytes);
            try (Store store = ZipStore.open(path)) {
                store.walk("", key -> store.readBytes(key, 1 << 20));
            } catch (RoimillException e) {
                assertEquals(Failure.BAD_DATA, e.failure(), e.getMessage());
            }
        }
    }
}
