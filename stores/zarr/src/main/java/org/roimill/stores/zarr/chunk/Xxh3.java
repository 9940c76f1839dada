package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** XXH3 with 128 bits and seed 0, after its published specification. */
final class Xxh3 {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long P32_1 = 0x9E3779B1L;
    private static final long P32_2 = 0x85EBCA77L;
    private static final long P32_3 = 0xC2B2AE3DL;
    private static final long P64_1 = 0x9E3779B185EBCA87L;
    private static final long P64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P64_3 = 0x165667B19E3779F9L;
    private static final long P64_4 = 0x85EBCA77C2B2AE63L;
    private static final long P64_5 = 0x27D4EB2F165667C5L;
    private static final long MX1 = 0x165667919E3779F9L;
    private static final long MX2 = 0x9FB21C651E98DF25L;
    private static final long LOW = 0xFFFFFFFFL;

    private static final int STRIPE = 64;
    private static final int STRIPES = 16;
    private static final int BLOCK = STRIPE * STRIPES;
    private static final int SECRET_LENGTH = 192;
    private static final MemorySegment SECRET = MemorySegment.ofArray(HexFormat.of()
            .parseHex("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                    + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                    + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8"
                    + "fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364ea"
                    + "c5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b"
                    + "16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e"));
    /** The secret in words, for the places that are multiples of eight. */
    private static final long[] WORDS = words();

    private Xxh3() {}

    private static long[] words() {
        long[] words = new long[SECRET_LENGTH / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = secret(8 * i);
        }
        return words;
    }

    private static long secret(int at) {
        return SECRET.get(LONG, at);
    }

    static RawHash hash(MemorySegment in) {
        long n = in.byteSize();
        if (n > 240) {
            return large(in, n);
        }
        if (n > 16) {
            return n > 128 ? medium(in, n) : small(in, n);
        }
        return tiny(in, (int) n);
    }

    private static RawHash large(MemorySegment in, long n) {
        long[] acc = {P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1};
        long blocks = (n - 1) / BLOCK;
        for (long b = 0; b < blocks; b++) {
            block(acc, in, b * BLOCK, STRIPES);
            for (int i = 0; i < 8; i++) {
                long a = acc[i];
                acc[i] = (a ^ (a >>> 47) ^ WORDS[(SECRET_LENGTH - STRIPE) / 8 + i]) * P32_1;
            }
        }
        block(acc, in, blocks * BLOCK, (int) ((n - 1 - blocks * BLOCK) / STRIPE));
        for (int i = 0; i < 8; i++) {
            long v = in.get(LONG, n - STRIPE + 8L * i);
            long k = v ^ secret(SECRET_LENGTH - STRIPE - 7 + 8 * i);
            acc[i ^ 1] += v;
            acc[i] += (k & LOW) * (k >>> 32);
        }
        long low = merge(acc, 11, n * P64_1);
        long high = merge(acc, SECRET_LENGTH - STRIPE - 11, ~(n * P64_2));
        return new RawHash(high, low);
    }

    /** Stripes of 64 bytes into eight sums, kept in registers. */
    private static void block(long[] acc, MemorySegment in, long start, int stripes) {
        long a0 = acc[0];
        long a1 = acc[1];
        long a2 = acc[2];
        long a3 = acc[3];
        long a4 = acc[4];
        long a5 = acc[5];
        long a6 = acc[6];
        long a7 = acc[7];
        for (int s = 0; s < stripes; s++) {
            long at = start + (long) s * STRIPE;
            long v0 = in.get(LONG, at);
            long v1 = in.get(LONG, at + 8);
            long v2 = in.get(LONG, at + 16);
            long v3 = in.get(LONG, at + 24);
            long v4 = in.get(LONG, at + 32);
            long v5 = in.get(LONG, at + 40);
            long v6 = in.get(LONG, at + 48);
            long v7 = in.get(LONG, at + 56);
            a0 += v1 + mix(v0 ^ WORDS[s]);
            a1 += v0 + mix(v1 ^ WORDS[s + 1]);
            a2 += v3 + mix(v2 ^ WORDS[s + 2]);
            a3 += v2 + mix(v3 ^ WORDS[s + 3]);
            a4 += v5 + mix(v4 ^ WORDS[s + 4]);
            a5 += v4 + mix(v5 ^ WORDS[s + 5]);
            a6 += v7 + mix(v6 ^ WORDS[s + 6]);
            a7 += v6 + mix(v7 ^ WORDS[s + 7]);
        }
        acc[0] = a0;
        acc[1] = a1;
        acc[2] = a2;
        acc[3] = a3;
        acc[4] = a4;
        acc[5] = a5;
        acc[6] = a6;
        acc[7] = a7;
    }

    private static long mix(long k) {
        return (k & LOW) * (k >>> 32);
    }

    private static long merge(long[] acc, int secret, long start) {
        long sum = start;
        for (int i = 0; i < 4; i++) {
            sum += fold(acc[2 * i] ^ secret(secret + 16 * i), acc[2 * i + 1] ^ secret(secret + 16 * i + 8));
        }
        return avalanche(sum);
    }

    private static RawHash medium(MemorySegment in, long n) {
        long[] acc = {n * P64_1, 0};
        for (int i = 32; i < 160; i += 32) {
            mix32(acc, in, i - 32, i - 16, i - 32);
        }
        acc[0] = avalanche(acc[0]);
        acc[1] = avalanche(acc[1]);
        for (int i = 160; i <= n; i += 32) {
            mix32(acc, in, i - 32, i - 16, 3 + i - 160);
        }
        mix32(acc, in, n - 16, n - 32, 136 - 17 - 16);
        return finish(acc, n);
    }

    private static RawHash small(MemorySegment in, long n) {
        long[] acc = {n * P64_1, 0};
        for (int i = (int) ((n - 1) / 32); i >= 0; i--) {
            mix32(acc, in, 16L * i, n - 16L * (i + 1), 32 * i);
        }
        return finish(acc, n);
    }

    private static RawHash finish(long[] acc, long n) {
        long low = avalanche(acc[0] + acc[1]);
        long high = -avalanche(acc[0] * P64_1 + acc[1] * P64_4 + n * P64_2);
        return new RawHash(high, low);
    }

    private static void mix32(long[] acc, MemorySegment in, long one, long two, int secret) {
        acc[0] += mix16(in, one, secret);
        acc[0] ^= in.get(LONG, two) + in.get(LONG, two + 8);
        acc[1] += mix16(in, two, secret + 16);
        acc[1] ^= in.get(LONG, one) + in.get(LONG, one + 8);
    }

    private static long mix16(MemorySegment in, long at, int secret) {
        return fold(in.get(LONG, at) ^ secret(secret), in.get(LONG, at + 8) ^ secret(secret + 8));
    }

    private static RawHash tiny(MemorySegment in, int n) {
        if (n > 8) {
            return nineToSixteen(in, n);
        }
        if (n >= 4) {
            long v = (in.get(INT, 0) & LOW) + ((in.get(INT, n - 4) & LOW) << 32);
            long keyed = v ^ secret(16) ^ secret(24);
            long factor = P64_1 + ((long) n << 2);
            long low = keyed * factor;
            long high = Math.unsignedMultiplyHigh(keyed, factor) + (low << 1);
            low ^= high >>> 3;
            low = (low ^ (low >>> 35)) * MX2;
            return new RawHash(avalanche(high), low ^ (low >>> 28));
        }
        if (n == 0) {
            return new RawHash(stir(secret(80) ^ secret(88)), stir(secret(64) ^ secret(72)));
        }
        int first = in.get(ValueLayout.JAVA_BYTE, 0) & 0xFF;
        int middle = in.get(ValueLayout.JAVA_BYTE, n >> 1) & 0xFF;
        int last = in.get(ValueLayout.JAVA_BYTE, n - 1) & 0xFF;
        int low = (first << 16) | (middle << 24) | last | (n << 8);
        int high = Integer.rotateLeft(Integer.reverseBytes(low), 13);
        long flipLow = (SECRET.get(INT, 0) ^ SECRET.get(INT, 4)) & LOW;
        long flipHigh = (SECRET.get(INT, 8) ^ SECRET.get(INT, 12)) & LOW;
        return new RawHash(stir((high & LOW) ^ flipHigh), stir((low & LOW) ^ flipLow));
    }

    private static RawHash nineToSixteen(MemorySegment in, int n) {
        long lo = in.get(LONG, 0);
        long hi = in.get(LONG, n - 8);
        long mixed = lo ^ hi ^ secret(32) ^ secret(40);
        long low = mixed * P64_1 + ((long) (n - 1) << 54);
        hi ^= secret(48) ^ secret(56);
        long high = Math.unsignedMultiplyHigh(mixed, P64_1) + hi + (hi & LOW) * (P32_2 - 1);
        low ^= Long.reverseBytes(high);
        long outHigh = Math.unsignedMultiplyHigh(low, P64_2) + high * P64_2;
        return new RawHash(avalanche(outHigh), avalanche(low * P64_2));
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }

    private static long avalanche(long h) {
        h = (h ^ (h >>> 37)) * MX1;
        return h ^ (h >>> 32);
    }

    private static long stir(long h) {
        h = (h ^ (h >>> 33)) * P64_2;
        h = (h ^ (h >>> 29)) * P64_3;
        return h ^ (h >>> 32);
    }
}
