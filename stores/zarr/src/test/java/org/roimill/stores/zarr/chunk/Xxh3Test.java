package org.roimill.stores.zarr.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against the reference implementation: python-xxhash's {@code xxh3_128_hexdigest} of the same bytes. */
class Xxh3Test {
    private static final Map<Integer, String> KNOWN = new TreeMap<>();

    static {
        KNOWN.put(0, "99aa06d3014798d86001c324468d497f");
        KNOWN.put(1, "22bbb76b211a39ba13e608bc156defed");
        KNOWN.put(2, "d823723550361bd383e76fedea937056");
        KNOWN.put(3, "86e7dba8d8de1e21b7391e018153d37a");
        KNOWN.put(4, "ebc05709b280db0f14e3cfbdb70d26bd");
        KNOWN.put(5, "8477d94450e4025f7632e68af9214383");
        KNOWN.put(8, "9941ab142ed05f6209ae116fe118de4c");
        KNOWN.put(9, "0af95ebbd7610f70f7edb27bcabaa284");
        KNOWN.put(13, "854e92d2d66fffaba135ce073e38bc55");
        KNOWN.put(16, "3050c908b1fb1d1f414d35b3f8ff9c24");
        KNOWN.put(17, "ced175682e90f41d7adf9ede0c868ea5");
        KNOWN.put(32, "13915b91c4b47f943fcb314367642c2c");
        KNOWN.put(33, "48db749307894ecd38168f07f8d1665f");
        KNOWN.put(64, "ca54780b4faeecf6c25d7a6311e9f4cc");
        KNOWN.put(65, "0b3838507c381b39a5f719ea331a7e57");
        KNOWN.put(96, "c349a9b8b80bbfbb314337f93d986951");
        KNOWN.put(97, "dc92c2843e040fa4cda2ed8bf7881bdf");
        KNOWN.put(128, "0e75e861783e8fcc8e11709461c6cf79");
        KNOWN.put(129, "e9888cf9f76af2f0c387615d309cc07f");
        KNOWN.put(160, "b76d775e6c9283427cf35b6598dfb53b");
        KNOWN.put(161, "7e103147395279a69e6353d648ee3422");
        KNOWN.put(200, "b412a6f166669714fa7ab7d87d12d9c9");
        KNOWN.put(240, "e1dc894b4f208c733f5f5cd62d6b49f3");
        KNOWN.put(241, "b0b44328f3adb6e36819923e2201397d");
        KNOWN.put(256, "b3a8ddf7dd678e8ca86aedfd039ef473");
        KNOWN.put(511, "d2cad4bde400141a0cc96e090a721df8");
        KNOWN.put(1024, "1ecd3d3446d3f866efbb20e87adc204c");
        KNOWN.put(1025, "286fb39c51a2825099244ee55b2fae5d");
        KNOWN.put(2048, "20479f5d45be357bf03407c0f4011c1d");
        KNOWN.put(5000, "69cd8131209fe0a40265b9a41a2b07e1");
        KNOWN.put(65536, "52b798c964294ab5706ee1e6284ca905");
        KNOWN.put(100003, "a0291aada9a21ec07da26f850979b4c3");
    }

    @Test
    void everyLengthHashesAsTheReferenceDoes() {
        KNOWN.forEach((n, hex) -> {
            byte[] bytes = new byte[n];
            for (int i = 0; i < n; i++) {
                bytes[i] = (byte) (i * i * 31 + i * 7 + 3);
            }
            assertEquals(hex, RawHash.of(MemorySegment.ofArray(bytes)).hex(), n + " bytes");
            assertEquals(RawHash.parse(hex), RawHash.of(MemorySegment.ofArray(bytes)));
        });
    }
}
