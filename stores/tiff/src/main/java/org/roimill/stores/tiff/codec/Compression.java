package org.roimill.stores.tiff.codec;

import java.util.Map;
import java.util.function.Supplier;

/** The compressions by their numbers in the file: those that are read, and the names of those that are not. */
public final class Compression {
    private static final Map<Integer, Supplier<Unpacker>> READ = Map.of(
            1, Stored::new,
            5, Lzw::new,
            8, Deflate::new,
            32946, Deflate::new,
            32773, PackBits::new,
            34926, Zstandard::new,
            50000, Zstandard::new);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "none"),
            Map.entry(2, "CCITT RLE"),
            Map.entry(3, "CCITT group 3 fax"),
            Map.entry(4, "CCITT group 4 fax"),
            Map.entry(5, "LZW"),
            Map.entry(6, "old JPEG"),
            Map.entry(7, "JPEG"),
            Map.entry(8, "deflate"),
            Map.entry(22610, "JPEG XR"),
            Map.entry(32773, "PackBits"),
            Map.entry(32946, "deflate"),
            Map.entry(33003, "JPEG 2000"),
            Map.entry(33004, "JPEG 2000"),
            Map.entry(33005, "JPEG 2000"),
            Map.entry(33007, "JPEG"),
            Map.entry(34712, "JPEG 2000"),
            Map.entry(34887, "LERC"),
            Map.entry(34892, "lossy JPEG"),
            Map.entry(34925, "LZMA"),
            Map.entry(34926, "zstd"),
            Map.entry(34933, "PNG"),
            Map.entry(34934, "JPEG XR"),
            Map.entry(48124, "Jetraw"),
            Map.entry(50000, "zstd"),
            Map.entry(50001, "WebP"),
            Map.entry(50002, "JPEG XL"),
            Map.entry(52546, "JPEG XL"));

    private Compression() {}

    public static boolean isRead(int number) {
        return READ.containsKey(number);
    }

    /** For example {@code JPEG (7)}. */
    public static String name(int number) {
        return NAMES.getOrDefault(number, "unknown") + " (" + number + ")";
    }

    /** The predictor tag means something to these alone; files that set it besides are read without it. */
    static boolean usesPredictor(int number) {
        return number != 1 && number != 32773;
    }

    static Unpacker unpacker(int number) {
        return READ.get(number).get();
    }
}
