package org.roimill.runner.chain;

import org.roimill.core.format.Storage;

/**
 * Reads {@code storage}. What it does not say is as in the storage around it; {@code auto} leaves the choice to the
 * format.
 */
final class StorageReader {
    static final String AUTO = "auto";
    static final int MOST_LEVELS = 32;
    static final int LONGEST_SIDE = 1 << 16;
    static final int MOST_DOWNSCALE = 16;
    static final int MOST_COMPRESSION = 22;

    private StorageReader() {}

    static Storage read(Fields fields, Storage around) {
        int chunk = whole(fields, "chunk", 1, LONGEST_SIDE, 0, around.chunk());
        int shard = whole(fields, "shard", 1, LONGEST_SIDE, 0, around.shard());
        if (chunk > 0 && shard > 0 && shard % chunk != 0) {
            fields.add(
                    fields.line(),
                    "a shard of " + shard + " cannot be made of chunks of " + chunk,
                    "Take a multiple, for example shard: " + chunk * 4L);
        }
        return new Storage(
                chunk,
                shard,
                whole(fields, "levels", 1, MOST_LEVELS, 0, around.levels()),
                whole(fields, "downscale", 2, MOST_DOWNSCALE, 0, around.downscale()),
                codec(fields, around.codec()),
                whole(fields, "compression", 0, MOST_COMPRESSION, -1, around.compression()));
    }

    static int zarr(Fields fields) {
        return whole(fields, "zarr", 2, 3, 0, 0);
    }

    private static String codec(Fields fields, String around) {
        String codec = fields.text("codec");
        return codec == null ? around : codec.equals(AUTO) ? null : codec;
    }

    private static int whole(Fields fields, String key, int least, int most, int auto, int around) {
        Spot spot = fields.spot(key);
        if (spot != null && AUTO.equals(spot.value())) {
            return auto;
        }
        Integer given = fields.whole(key, least, most);
        return given == null ? around : given;
    }
}
