package org.roimill.core.format;

/**
 * How a raster is to be stored. Zeros and nulls leave the choice to the format, which follows the store that it adds to.
 *
 * @param chunk side of a chunk in the plane
 * @param shard side of a shard in the plane; equal to {@code chunk} for none
 * @param levels how many levels in all, the full resolution included
 * @param downscale the factor between two levels
 * @param codec for example {@code blosc}, {@code zstd}, {@code gzip}, {@code none}
 * @param compression its level; -1 for the codec's own choice
 */
public record Storage(int chunk, int shard, int levels, int downscale, String codec, int compression) {
    public static final Storage DEFAULT = new Storage(0, 0, 0, 2, null, -1);
}
