package org.roimill.stores.tiff.file;

/** Where the strips or tiles of one directory lie, and how many bytes each takes. */
public record Chunks(long[] offsets, long[] counts) {

    static Chunks of(Ifd ifd) {
        Layout layout = ifd.layout();
        Tag where = layout.tiled() ? Tag.TILE_OFFSETS : Tag.STRIP_OFFSETS;
        Tag bytes = layout.tiled() ? Tag.TILE_BYTE_COUNTS : Tag.STRIP_BYTE_COUNTS;
        long expected = layout.chunkCount();
        if (!ifd.has(where)) {
            throw ifd.bad(where, "is missing: nothing says where the pixels are");
        }
        // One value is at least two bytes, so a file cannot hold more of them than this.
        long limit = Math.max(4, ifd.source().size());
        long[] offsets = ifd.numbers(where, limit);
        if (offsets.length < expected) {
            throw ifd.bad(
                    where,
                    "has " + offsets.length + " values, but an image of " + layout.width() + " x " + layout.height()
                            + " pixels needs " + expected);
        }
        long[] counts = ifd.numbers(bytes, limit);
        if (counts.length == 0 && layout.compression() == 1) {
            counts = computed(layout, offsets.length);
        }
        if (counts.length < expected) {
            throw ifd.bad(
                    bytes,
                    "has " + counts.length + " values, but there are " + expected
                            + (layout.tiled() ? " tiles" : " strips"));
        }
        return new Chunks(offsets, counts);
    }

    /** Some old writers leave the byte counts out, which is harmless where nothing is compressed. */
    private static long[] computed(Layout layout, int n) {
        long[] counts = new long[n];
        for (int i = 0; i < n; i++) {
            counts[i] = Math.multiplyExact(layout.rowBytes(), layout.rowsIn(i));
        }
        return counts;
    }
}
