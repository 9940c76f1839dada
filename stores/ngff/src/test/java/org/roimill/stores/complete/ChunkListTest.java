package org.roimill.stores.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.chunk.RawHash;

class ChunkListTest {
    private static Map<String, ChunkList.Entry> entries(int count, long seed) {
        Random random = new Random(seed);
        Map<String, ChunkList.Entry> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            RawHash raw = new RawHash(random.nextLong(), random.nextLong());
            entries.put(
                    "obs/cell area \u00b5/c/" + i, new ChunkList.Entry(random.nextInt(1 << 30), random.nextInt(), raw));
        }
        return entries;
    }

    @Test
    void aListIsReadAsItWasWritten() {
        for (int count = 0; count < 20; count++) {
            ChunkList list = new ChunkList(entries(count, count));
            ChunkList again = ChunkList.parse(list.bytes(), "test");
            assertEquals(list.entries(), again.entries());
            assertEquals(list.root(), again.root());
        }
    }

    @Test
    void theRootTellsContentAndNotItsCompression() {
        for (int count = 1; count < 12; count++) {
            Map<String, ChunkList.Entry> entries = entries(count, 1);
            String root = new ChunkList(entries).root();
            String key = entries.keySet().iterator().next();
            ChunkList.Entry e = entries.get(key);
            entries.put(key, new ChunkList.Entry(e.length() + 1, ~e.crc32c(), e.raw()));
            assertEquals(root, new ChunkList(entries).root());
            entries.put(
                    key,
                    new ChunkList.Entry(
                            e.length(),
                            e.crc32c(),
                            new RawHash(e.raw().high() ^ 1, e.raw().low())));
            assertNotEquals(root, new ChunkList(entries).root());
            entries.remove(key);
            entries.put(key + "0", e);
            assertNotEquals(root, new ChunkList(entries).root());
        }
    }

    /** Fixed once and for all: a list that was written today is read in ten years. */
    @Test
    void theFormatIsTheOneThatIsDocumented() {
        String text = "roimill-chunks 1\n12 0000abcd 000000000000000100000000000000ff s0/c/0/0\n";
        ChunkList list = ChunkList.parse(text.getBytes(StandardCharsets.UTF_8), "test");
        assertEquals(Map.of("s0/c/0/0", new ChunkList.Entry(12, 0xabcd, new RawHash(1, 255))), list.entries());
        assertEquals(text, new String(list.bytes(), StandardCharsets.UTF_8));
        assertEquals("e8a90b128ca230aaaa9954ad3b92db60aa4a3c2ed3fb717173fd83245aa9d88c", list.root());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "roimill-chunks 2\n",
                "roimill-chunks 1",
                "roimill-chunks 1\n12 0000abcd 00 s0/c/0\n",
                "roimill-chunks 1\n12 0000abcd 000000000000000100000000000000ff s0/c/0/0",
                "roimill-chunks 1\n99999999999999999999 0000abcd 000000000000000100000000000000ff k\n"
            })
    void aDamagedListIsRefused(String text) {
        RoimillException e = assertThrows(
                RoimillException.class, () -> ChunkList.parse(text.getBytes(StandardCharsets.UTF_8), "test"));
        assertEquals(Failure.BAD_DATA, e.failure());
    }
}
