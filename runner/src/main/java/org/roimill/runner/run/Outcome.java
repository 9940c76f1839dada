package org.roimill.runner.run;

import java.util.Locale;

/** What became of a ROI. */
public enum Outcome {
    OK,
    /** It worked, and found nothing. */
    EMPTY,
    FAILED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
