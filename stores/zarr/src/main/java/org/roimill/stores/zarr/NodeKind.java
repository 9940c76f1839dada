package org.roimill.stores.zarr;

import java.util.Locale;

/** What lies at a path. */
public enum NodeKind {
    ARRAY,
    GROUP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
