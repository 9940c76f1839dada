package org.roimill.testkit;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.roimill.core.space.Region;

/** All places of a region, in C order. Slow, and meant to be obvious. */
final class Voxels {
    private Voxels() {}

    static Iterable<long[]> of(Region region) {
        return () -> new Iterator<>() {
            private final long[] at = region.min();
            private boolean more = !region.isEmpty();

            @Override
            public boolean hasNext() {
                return more;
            }

            @Override
            public long[] next() {
                if (!more) {
                    throw new NoSuchElementException();
                }
                long[] now = at.clone();
                int d = at.length - 1;
                while (d >= 0 && ++at[d] == region.max(d)) {
                    at[d] = region.min(d);
                    d--;
                }
                more = d >= 0;
                return now;
            }
        };
    }
}
