package org.roimill.stores.zarr.blosc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.meta.Shuffle;

class BloscTest {
    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 8, 12, 16, 20};
    private static final int[] SIZES = {0, 1, 7, 8, 16, 63, 64, 127, 128, 512, 1000, 4096, 5003};

    private static MemorySegment random(Arena arena, int n, Random r) {
        MemorySegment m = arena.allocate(n, 8);
        for (int i = 0; i < n; i++) {
            m.set(ValueLayout.JAVA_BYTE, i, (byte) r.nextInt());
        }
        return m;
    }

    /** What byte shuffle is, one byte after the other. */
    private static byte[] simpleBytes(byte[] in, int width) {
        byte[] out = in.clone();
        int n = in.length / width;
        for (int i = 0; i < n; i++) {
            for (int b = 0; b < width; b++) {
                out[b * n + i] = in[i * width + b];
            }
        }
        return out;
    }

    /** What bit shuffle is, one bit after the other. */
    private static byte[] simpleBits(byte[] in, int width) {
        int n = in.length / width;
        if (n % 8 != 0) {
            return in;
        }
        byte[] out = in.clone();
        java.util.Arrays.fill(out, 0, n * width, (byte) 0);
        for (int i = 0; i < n; i++) {
            for (int bit = 0; bit < 8 * width; bit++) {
                int value = in[i * width + bit / 8] >> bit % 8 & 1;
                out[bit * (n / 8) + i / 8] |= (byte) (value << i % 8);
            }
        }
        return out;
    }

    @Test
    void bothShufflesMoveBytesAndBitsAsTheyShouldAndBack() {
        Random r = new Random(1);
        try (Arena arena = Arena.ofConfined()) {
            for (int width : WIDTHS) {
                for (int size : SIZES) {
                    MemorySegment in = random(arena, size, r);
                    byte[] bytes = in.toArray(ValueLayout.JAVA_BYTE);
                    MemorySegment out = arena.allocate(size, 8);
                    MemorySegment back = arena.allocate(size, 8);
                    MemorySegment spare = arena.allocate(size, 8);
                    Bytewise.shuffle(width, in, out);
                    Bytewise.unshuffle(width, out, back);
                    String what = width + " wide, " + size;
                    assertEquals(
                            -1, MemorySegment.ofArray(simpleBytes(bytes, width)).mismatch(out), what);
                    assertEquals(-1, in.mismatch(back), what);
                    Bitwise.shuffle(width, in, out, spare);
                    Bitwise.unshuffle(width, out, back, spare);
                    assertEquals(
                            -1, MemorySegment.ofArray(simpleBits(bytes, width)).mismatch(out), what);
                    assertEquals(-1, in.mismatch(back), what);
                }
            }
        }
    }

    @Test
    void shiftsDoWhatTheInstructionsDo() {
        Random r = new Random(4);
        for (int i = 0; i < 1000; i++) {
            long x = r.nextLong();
            assertEquals(Long.compress(x, 0x00FF00FF00FF00FFL), Bytewise.evensByShifts(x));
            assertEquals(Long.expand(x, 0x00FF00FF00FF00FFL), Bytewise.spreadByShifts(x));
        }
    }

    @Test
    void everyPackingAndLevelComesBack() {
        Random r = new Random(2);
        try (Arena arena = Arena.ofConfined();
                Scratch scratch = new Scratch()) {
            for (String cname : new String[] {"lz4", "lz4hc", "zlib", "zstd"}) {
                for (Shuffle shuffle : Shuffle.values()) {
                    for (int size : new int[] {1, 40, 1000, 70_001}) {
                        int width = WIDTHS[r.nextInt(WIDTHS.length)];
                        Blosc blosc = new Blosc(cname, r.nextInt(7), shuffle, width, r.nextInt(3) * 1000);
                        MemorySegment raw = arena.allocate(size, 8);
                        for (int i = 0; i < size; i++) {
                            raw.set(ValueLayout.JAVA_BYTE, i, (byte) (i / 9 * (r.nextInt(9) == 0 ? 1 : 0)));
                        }
                        MemorySegment stored = blosc.encode(raw, scratch);
                        assertTrue(stored.byteSize() <= blosc.bound(size));
                        MemorySegment back = arena.allocate(size, 8);
                        blosc.decode(stored, back);
                        assertEquals(-1, raw.mismatch(back), blosc.toString());
                        assertEquals(-1, raw.mismatch(blosc.decode(stored, size, scratch)), blosc.toString());
                        RoimillException e =
                                assertThrows(RoimillException.class, () -> blosc.decode(stored, size - 1L, scratch));
                        assertEquals(Failure.BAD_DATA, e.failure());
                    }
                }
            }
        }
    }

    @Test
    void damagedBuffersAreRefusedAndNeverReadBeyond() {
        Random r = new Random(3);
        try (Arena arena = Arena.ofConfined()) {
            for (String cname : new String[] {"lz4", "zlib", "zstd"}) {
                MemorySegment raw = arena.allocate(10_000, 8);
                for (int i = 0; i < 10_000; i++) {
                    raw.set(ValueLayout.JAVA_BYTE, i, (byte) (i / 50));
                }
                Blosc blosc = new Blosc(cname, 5, Shuffle.BYTE, 2, 2000);
                for (int k = 0; k < 1500; k++) {
                    try (Scratch scratch = new Scratch()) {
                        MemorySegment stored = blosc.encode(raw, scratch);
                        MemorySegment cut =
                                stored.asSlice(0, r.nextBoolean() ? stored.byteSize() : r.nextLong(stored.byteSize()));
                        MemorySegment damaged = scratch.allocate(cut.byteSize()).copyFrom(cut);
                        for (int i = r.nextInt(4); i >= 0 && damaged.byteSize() > 0; i--) {
                            damaged.set(ValueLayout.JAVA_BYTE, r.nextLong(Math.min(60, damaged.byteSize())), (byte)
                                    r.nextInt());
                        }
                        try {
                            blosc.decode(damaged, scratch.allocate(10_000));
                        } catch (RoimillException e) {
                            assertEquals(Failure.BAD_DATA, e.failure());
                        }
                    }
                }
            }
        }
    }

    /** Raw snappy: a literal, a copy of it that overlaps itself, a copy with two bytes of distance. */
    @Test
    void snappyIsRead() {
        // Length 5 at distance 3, then 4 at distance 6.
        byte[] stored = {12, 2 << 2, 'a', 'b', 'c', 1 << 2 | 1, 3, 3 << 2 | 2, 6, 0};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocate(stored.length).copyFrom(MemorySegment.ofArray(stored));
            MemorySegment out = arena.allocate(12);
            Snappy.decode(in, out);
            assertEquals(
                    "abcabcabcabc",
                    new String(out.toArray(ValueLayout.JAVA_BYTE), java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}
