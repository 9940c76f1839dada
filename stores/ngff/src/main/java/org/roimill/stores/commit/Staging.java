package org.roimill.stores.commit;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.Store;

/** What has been built and waits for its commit. */
final class Staging {
    private Staging() {}

    /** The key of an element that is complete. */
    static String check(Store staging, Path folder, String element, Completeness completeness) {
        String key = ElementKey.of(folder, element, completeness);
        if (key.equals(ElementKey.ABSENT)) {
            throw new RoimillException(
                    Failure.INTERNAL,
                    "'" + element + "' was declared but never written",
                    "This is a defect: report it.");
        }
        completeness.check(staging, element);
        return key;
    }

    static long bytes(Store staging, Intent intent) {
        AtomicLong bytes = new AtomicLong();
        for (Intent.Change change : intent.changes()) {
            staging.walk(change.element(), key -> bytes.addAndGet(staging.size(key)));
        }
        return bytes.get();
    }
}
