package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;

/** Reads Blosc's own packing, a relative of FastLZ. */
final class BloscLz {
    private static final int FAR = 8191;

    private BloscLz() {}

    static void decode(MemorySegment in, MemorySegment out) {
        Copies copies = new Copies("blosclz", in, out);
        // The first control byte is a literal run whatever its high bits say.
        int control = copies.next() & 31;
        while (true) {
            if (control >= 32) {
                match(copies, control);
            } else {
                copies.literal(control + 1);
            }
            if (!copies.more()) {
                break;
            }
            control = copies.next();
        }
        copies.finish();
    }

    private static void match(Copies copies, int control) {
        long length = (control >> 5) - 1L;
        if (length == 6) {
            int more;
            do {
                more = copies.next();
                length += more;
            } while (more == 255);
        }
        long distance = (long) (control & 31) << 8;
        int low = copies.next();
        if (low == 255 && distance == 31 << 8) {
            distance = (long) copies.next() << 8;
            distance += copies.next() + FAR;
        } else {
            distance += low;
        }
        copies.again(distance + 1, length + 3);
    }
}
