package org.roimill.runner.stage;

import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** A request to stop, seen by all threads of a run. */
public final class Stop {
    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public void check() {
        if (requested || Thread.currentThread().isInterrupted()) {
            throw new RoimillException(Failure.INTERRUPTED, "stopped", null);
        }
    }
}
