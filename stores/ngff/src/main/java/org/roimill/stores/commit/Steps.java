package org.roimill.stores.commit;

import java.nio.file.Path;

/** Told before each thing that is done to the disk; a test stops the work there. */
@FunctionalInterface
interface Steps {
    Steps NONE = (what, path) -> {};

    /** Thrown by a test in place of a kill: nothing is tidied up on its way. */
    final class Stop extends Error {
        Stop(String where) {
            super(where, null, false, false);
        }
    }

    void before(String what, Path path);
}
