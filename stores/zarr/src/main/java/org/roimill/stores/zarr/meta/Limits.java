package org.roimill.stores.zarr.meta;

/** What metadata may claim. Beyond it lies damage or malice, and the message says which limit was passed. */
public final class Limits {
    /** Of one metadata document; consolidated metadata of large plates runs to some MiB. */
    public static final int DOCUMENT_BYTES = 256 << 20;

    public static final int JSON_DEPTH = 200;
    public static final int NUMBER_DIGITS = 1000;
    public static final int DIMENSIONS = 32;
    /** Of the shape along one axis, and of all voxels. */
    public static final long EXTENT = 1L << 62;
    /** Of one chunk, decoded: what one direct buffer and the codecs' lengths hold. */
    public static final long CHUNK_BYTES = Integer.MAX_VALUE - (64 << 10);

    public static final long CHUNKS_PER_SHARD = 1L << 24;
    /** Of one shard, decoded. */
    public static final long SHARD_BYTES = 1L << 46;

    public static final int CODECS = 32;
    public static final int SHARD_NESTING = 8;

    private Limits() {}
}
