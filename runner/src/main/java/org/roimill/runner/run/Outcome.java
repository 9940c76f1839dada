package org.roimill.runner.run;

import java.util.Locale;

/** What became of a ROI. */
public enum Outcome {
    OK,
    /** It worked, and found nothing. */
    EMPTY,
    FAILED,
    /** The user stopped the run before it was done; it is as it was. */
    INTERRUPTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
