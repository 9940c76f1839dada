package org.roimill.stores.ngff;

import java.util.List;
import org.roimill.stores.ngff.v04.Ngff04;
import org.roimill.stores.ngff.v05.Ngff05;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.ngff.version.NgffVersion;

/** The versions that are known. */
public final class Ngff {
    private static final List<String> KEYS =
            List.of("multiscales", "plate", "well", "labels", "image-label", "bioformats2raw.layout", "series");

    private Ngff() {}

    /** The version for groups of that version of Zarr. */
    public static NgffVersion forZarr(int zarr) {
        return zarr == 2 ? Ngff04.INSTANCE : Ngff05.INSTANCE;
    }

    /** The version in which these attributes are written; null where they are no metadata of an image or its like. */
    public static NgffVersion of(Meta attributes) {
        if (attributes.at("ome").node().isObject()) {
            return Ngff05.INSTANCE;
        }
        return KEYS.stream().anyMatch(key -> attributes.at(key).isPresent()) ? Ngff04.INSTANCE : null;
    }
}
