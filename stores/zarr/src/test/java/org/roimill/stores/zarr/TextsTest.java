package org.roimill.stores.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Compression;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.store.MemoryStore;

class TextsTest {
    private static final String[] WORDS = {"", "a", "Zürich", "核", "😀😀", "beta-β", "a longer text with\nlines", "x\0y"
    };

    private static String[] words(Random r, int n) {
        String[] texts = new String[n];
        Arrays.setAll(texts, i -> WORDS[r.nextInt(WORDS.length)]);
        return texts;
    }

    @Test
    void textsOfAnyLengthComeBackInBothVersionsShardedAndTransposedToo() {
        Random r = new Random(1);
        for (int version = 2; version <= 3; version++) {
            for (int k = 0; k < 8; k++) {
                ArraySpec spec = ArraySpec.of(version, new ElementType.Text(), 17, 5)
                        .chunks(4, 3)
                        .fill("nothing")
                        .compression(k % 2 == 0 ? Compression.zstd(1) : Compression.NONE);
                spec = version == 3 && k % 4 > 1 ? spec.shards(8, 6) : spec;
                spec = k > 3 ? spec.transpose(1, 0) : spec;
                MemoryStore store = new MemoryStore();
                ZarrArray array = ZarrArray.create(store, "t", spec).with(Access.SERIAL.leaveOutEmpty(k % 3 == 0));
                String[] all = new String[17 * 5];
                Arrays.fill(all, "nothing");
                Region part = Region.between(new long[] {2, 1}, new long[] {11, 5});
                String[] some = words(r, 36);
                array.writeStrings(part, some);
                for (int i = 0; i < 36; i++) {
                    all[(2 + i / 4) * 5 + 1 + i % 4] = some[i];
                }
                ZarrArray again = ZarrArray.open(store, "t");
                assertArrayEquals(all, again.readStrings());
                assertArrayEquals(some, again.readStrings(part));
            }
        }
    }

    @Test
    void textsAndBytesOfOneLengthComeBackAndLongerOnesAreRefused() {
        for (int version = 2; version <= 3; version++) {
            for (boolean big : new boolean[] {false, true}) {
                MemoryStore store = new MemoryStore();
                ZarrArray text = ZarrArray.create(
                        store,
                        "u",
                        ArraySpec.of(version, new ElementType.FixedText(7), 6)
                                .chunks(4)
                                .bigEndian(big));
                String[] values = {"", "a", "Zürich", "核", "😀😀", "seven77"};
                text.writeStrings(values);
                assertArrayEquals(values, ZarrArray.open(store, "u").readStrings());
                RoimillException e =
                        assertThrows(RoimillException.class, () -> text.writeStrings(Region.ofShape(1), "eight888"));
                assertEquals(Failure.USAGE, e.failure());
                ZarrArray bytes = ZarrArray.create(
                        store,
                        "s",
                        ArraySpec.of(version, new ElementType.FixedBytes(6, true), 2, 2)
                                .chunks(1, 2));
                bytes.writeStrings("abc", "", "Zürch", "x");
                assertArrayEquals(
                        new String[] {"abc", "", "Zürch", "x"},
                        ZarrArray.open(store, "s").readStrings());
            }
        }
    }

    @Test
    void aScalarTextAndAnEmptyListOfTextsAreArraysToo() {
        for (int version = 2; version <= 3; version++) {
            MemoryStore store = new MemoryStore();
            ZarrArray.create(store, "one", ArraySpec.of(version, new ElementType.Text()))
                    .writeStrings("only");
            assertArrayEquals(
                    new String[] {"only"}, ZarrArray.open(store, "one").readStrings());
            ZarrArray.create(store, "none", ArraySpec.of(version, new ElementType.Text(), 0))
                    .writeStrings();
            assertEquals(0, ZarrArray.open(store, "none").readStrings().length);
        }
    }
}
