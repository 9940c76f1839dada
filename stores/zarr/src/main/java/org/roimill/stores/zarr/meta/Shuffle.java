package org.roimill.stores.zarr.meta;

/** How Blosc reorders the bytes or bits of elements before it compresses. */
public enum Shuffle {
    NONE,
    BYTE,
    BIT;

    /** As v3 writes it. */
    public String text() {
        return switch (this) {
            case NONE -> "noshuffle";
            case BYTE -> "shuffle";
            case BIT -> "bitshuffle";
        };
    }

    /** As v2 and Blosc's header number it. */
    public int code() {
        return switch (this) {
            case NONE -> 0;
            case BYTE -> 1;
            case BIT -> 2;
        };
    }
}
