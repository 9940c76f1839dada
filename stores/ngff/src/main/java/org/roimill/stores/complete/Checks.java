package org.roimill.stores.complete;

import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.Store;

/** What others ask about the completeness of elements. */
public final class Checks {
    private static final int SHOWN = 5;

    private Checks() {}

    /** The root of an element's chunk list as its attributes state it; null where it has none. */
    public static String root(Store store, String element) {
        Seal seal = Seal.of(store, element);
        return seal == null ? null : seal.root();
    }

    /** The chunk list of an element; null where it has none. */
    public static ChunkList list(Store store, String element) {
        Seal seal = Seal.of(store, element);
        return seal == null ? null : seal.open(store, element);
    }

    /**
     * What is wrong with an element; empty for nothing, null where it has no chunk list.
     *
     * @param content whether all is read, or presence and length looked at alone
     */
    public static List<Verifier.Bad> verify(Store store, String element, boolean content) {
        ChunkList list = list(store, element);
        if (list == null) {
            return null;
        }
        Verifier verifier = new Verifier(store, element, list);
        return content ? verifier.content() : verifier.quick();
    }

    /** Refuses an element whose stored objects are not all there, with the length that they were written with. */
    public static void check(Store store, String element) {
        List<Verifier.Bad> bad = verify(store, element, false);
        if (bad != null && !bad.isEmpty()) {
            String some = String.join(
                    "; ", bad.stream().limit(SHOWN).map(Verifier.Bad::toString).toList());
            throw RoimillException.badData(
                    store.name() + ": '" + element + "' is not complete: " + some
                            + (bad.size() > SHOWN ? "; and " + (bad.size() - SHOWN) + " more" : ""),
                    "Make the element again.");
        }
    }
}
