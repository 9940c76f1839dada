package org.roimill.kernels.flow;

import org.roimill.core.error.RoimillException;

/** What is said when a block's state, read back, cannot be what was written. */
final class State {
    private State() {}

    static void check(boolean sound) {
        if (!sound) {
            throw damaged(null);
        }
    }

    static RoimillException damaged(Throwable cause) {
        return RoimillException.badData(
                "the state of a segmented block is damaged", "Delete the run's scratch folder and run again.", cause);
    }
}
