package org.roimill.kernels.flow;

import org.roimill.core.error.RoimillException;

/** Counts ids from 1 on, as far as 32 bits go. */
final class Serial {
    private static final long MOST = 0xFFFFFFFFL;

    private long last;

    /** Goes on after {@code last}. */
    Serial(long last) {
        this.last = last;
    }

    long last() {
        return last;
    }

    /** The last of {@code n} new ids in a row. */
    long take(long n) {
        if (n > MOST - last) {
            throw RoimillException.usage(
                    "more than " + MOST + " objects", "Labels have 32 bits: segment the image in parts.");
        }
        last += n;
        return last;
    }
}
