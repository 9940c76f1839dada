package org.roimill.core.param;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;

/** All that is wrong in one place, two lines each: what, and the way out. */
final class Problems {
    private final String place;
    private final List<String> lines = new ArrayList<>();

    Problems(String place) {
        this.place = place;
    }

    void add(String what, String wayOut) {
        lines.add(place + ": " + what);
        if (!wayOut.isEmpty()) {
            lines.add(wayOut);
        }
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw exception();
        }
    }

    RoimillException exception() {
        return RoimillException.usage(String.join(System.lineSeparator(), lines), null);
    }
}
