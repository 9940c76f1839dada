package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;
import org.roimill.stores.zarr.codec.BytesCodec;

/** Reads raw snappy blocks. */
final class Snappy {
    private Snappy() {}

    static void decode(MemorySegment in, MemorySegment out) {
        Copies copies = new Copies("snappy", in, out);
        long claimed = varint(copies);
        if (claimed != out.byteSize()) {
            throw BytesCodec.wrongLength("snappy", claimed, out.byteSize());
        }
        while (copies.more()) {
            int tag = copies.next();
            int high = tag >>> 2;
            switch (tag & 3) {
                case 0 -> copies.literal(1 + (high < 60 ? high : little(copies, high - 59)));
                case 1 -> copies.again(((long) (tag >>> 5) << 8) | copies.next(), 4 + (high & 7));
                case 2 -> copies.again(little(copies, 2), 1 + high);
                default -> copies.again(little(copies, 4), 1 + high);
            }
        }
        copies.finish();
    }

    private static long varint(Copies copies) {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = copies.next();
            value |= (long) (b & 127) << shift;
            if (b < 128) {
                return value;
            }
        }
        throw BytesCodec.damaged("snappy data has no sound length");
    }

    private static long little(Copies copies, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) copies.next() << (8 * i);
        }
        return value;
    }
}
