package org.roimill.stores.raster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Storage;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.meta.Compression;
import org.roimill.stores.zarr.meta.Shuffle;

/**
 * How new rasters are laid out: version of Zarr, names of levels, sides of chunks and shards, compression. New stores
 * have one of their own; what is added to a store follows a raster that is there.
 *
 * @param chunk sides of a chunk by axis
 * @param shard how many chunks to a shard, at most, in bytes of voxels; 0 for no shards
 * @param levels names of levels are this and a number
 * @param like the raster that is followed; null where none is
 */
public record Layout(
        int zarr, Chunk chunk, long shard, char separator, Compression compression, String levels, Raster like) {
    private static final long SHARD_BYTES = 64L << 20;
    private static final int PLANE = 512;
    /** A chunk that is followed may have at most that many bytes. */
    private static final long LARGEST_FOLLOWED = 16L << 20;

    private static final int MOST_LEVELS = 32;

    /** Sides of chunks: in the plane, and in the three axes of a volume. */
    public record Chunk(long y, long x, long volumeZ, long volumeY, long volumeX) {
        static final Chunk DEFAULT = new Chunk(PLANE, PLANE, 16, 256, 256);

        long side(Axis axis, boolean volume) {
            return switch (axis) {
                case T, C -> 1;
                case Z -> volume ? volumeZ : 1;
                case Y -> volume ? volumeY : y;
                case X -> volume ? volumeX : x;
            };
        }
    }

    /** For a new store. Zarr v2 has no shards. */
    public static Layout fresh(int zarr) {
        Compression blosc = Compression.blosc("zstd", 3, Shuffle.BYTE);
        return new Layout(zarr, Chunk.DEFAULT, zarr == 2 ? 0 : SHARD_BYTES, '/', blosc, zarr == 2 ? "" : "s", null);
    }

    /**
     * For a store that holds such a raster.
     *
     * @param firstLevel the name of its finest level
     */
    public static Layout like(Raster raster, String firstLevel) {
        ZarrArray array = raster.arrays().getFirst();
        Layout fresh = fresh(array.version());
        Grid grid = raster.levels().getFirst().grid();
        long[] sides = raster.axes().fromStored(array.chunks());
        Chunk chunk = fresh.chunk;
        long bytes = raster.levels().getFirst().dtype().bytes();
        for (long side : sides) {
            bytes *= side;
        }
        if (bytes <= LARGEST_FOLLOWED) {
            long y = sides[grid.axes().indexOf(Axis.Y)];
            long x = sides[grid.axes().indexOf(Axis.X)];
            boolean whole = y >= grid.size(Axis.Y) && x >= grid.size(Axis.X);
            if (!whole) {
                int z = grid.axes().indexOf(Axis.Z);
                chunk = z < 0
                        ? new Chunk(y, x, Chunk.DEFAULT.volumeZ, y, x)
                        : new Chunk(Math.max(y, PLANE), Math.max(x, PLANE), sides[z], y, x);
            }
        }
        long shard = array.isSharded() ? SHARD_BYTES : 0;
        ObjectNode document = array.metadata();
        String separator = array.version() == 2
                ? document.path("dimension_separator").asText(".")
                : document.path("chunk_key_encoding")
                        .path("configuration")
                        .path("separator")
                        .asText("/");
        String levels = firstLevel.endsWith("0") ? firstLevel.substring(0, firstLevel.length() - 1) : fresh.levels;
        return new Layout(
                array.version(), chunk, shard, separator.charAt(0), compression(document, fresh), levels, raster);
    }

    /** The compression that an array has, where it is one that we write; else our own. */
    private static Compression compression(ObjectNode document, Layout fresh) {
        if (document.path("zarr_format").asInt() == 2) {
            JsonNode c = document.path("compressor");
            return c.isNull() ? Compression.NONE : compression(c.path("id").asText(), c, fresh);
        }
        JsonNode codecs = document.path("codecs");
        if (codecs.path(0).path("name").asText().equals("sharding_indexed")) {
            codecs = codecs.path(0).path("configuration").path("codecs");
        }
        boolean compressed = false;
        for (JsonNode codec : codecs) {
            String name = codec.path("name").asText();
            if (List.of("blosc", "zstd", "gzip").contains(name)) {
                return compression(name, codec.path("configuration"), fresh);
            }
            compressed |= !List.of("bytes", "transpose", "crc32c").contains(name);
        }
        return compressed ? fresh.compression : Compression.NONE;
    }

    private static Compression compression(String name, JsonNode c, Layout fresh) {
        return switch (name) {
            case "blosc" -> {
                String cname = c.path("cname").asText("lz4");
                int level = c.path("clevel").asInt(5);
                yield List.of("lz4", "lz4hc", "zstd", "zlib").contains(cname)
                        ? Compression.blosc(cname, level, shuffle(c.path("shuffle")))
                        : fresh.compression;
            }
            case "zstd" -> Compression.zstd(c.path("level").asInt(0));
            case "gzip" -> Compression.gzip(c.path("level").asInt(5));
            case "zlib" -> Compression.zlib(c.path("level").asInt(1));
            case "lz4" -> Compression.lz4(c.path("acceleration").asInt(1));
            default -> fresh.compression;
        };
    }

    private static Shuffle shuffle(JsonNode node) {
        return switch (node.asText()) {
            case "0", "noshuffle" -> Shuffle.NONE;
            case "2", "bitshuffle" -> Shuffle.BIT;
            default -> Shuffle.BYTE;
        };
    }

    /** With what the user asks for. */
    public Layout with(Storage storage) {
        Chunk c = storage.chunk() == 0
                ? chunk
                : new Chunk(storage.chunk(), storage.chunk(), chunk.volumeZ, storage.chunk(), storage.chunk());
        long s = shard;
        if (storage.shard() != 0) {
            if (zarr == 2 && storage.shard() > storage.chunk()) {
                throw RoimillException.usage("this store is Zarr v2, which has no shards", "Leave 'shard' out.");
            }
            s = storage.shard() <= c.y ? 0 : -storage.shard();
        }
        return new Layout(zarr, c, s, separator, compression(storage), levels, like);
    }

    private Compression compression(Storage storage) {
        if (storage.codec() == null) {
            return compression;
        }
        int level = storage.compression();
        return switch (storage.codec()) {
            case "none" -> Compression.NONE;
            case "blosc" -> Compression.blosc("zstd", level < 0 ? 3 : level, Shuffle.BYTE);
            case "zstd" -> Compression.zstd(level < 0 ? 3 : level);
            case "gzip" -> Compression.gzip(level < 0 ? 5 : level);
            default ->
                throw RoimillException.usage(
                        "'" + storage.codec() + "' is no codec that is written", "Use blosc, zstd, gzip or none.");
        };
    }

    public String level(int k) {
        return levels + k;
    }

    /**
     * The factors of every level after the finest, by axis. The plane shrinks until it fits into one chunk; z shrinks
     * with it once its voxels are no longer than those of the plane. A raster like the one that is followed gets as many
     * levels.
     */
    List<int[]> factors(RasterSpec spec, Storage storage) {
        Grid grid = spec.grid();
        int downscale = storage.downscale() == 0 ? 2 : storage.downscale();
        long[] shape = grid.shape();
        double[] size = new double[shape.length];
        for (int d = 0; d < size.length; d++) {
            size[d] = grid.toWorld().spacing(d);
        }
        int count = storage.levels() > 0 ? storage.levels() : followed(grid);
        boolean volume = grid.size(Axis.Z) > 1;
        long enough = chunk.side(Axis.X, volume);
        List<int[]> factors = new ArrayList<>();
        int y = grid.axes().indexOf(Axis.Y);
        int x = grid.axes().indexOf(Axis.X);
        int z = grid.axes().indexOf(Axis.Z);
        while (factors.size() < MOST_LEVELS
                && (count > 0 ? factors.size() + 1 < count : Math.max(shape[y], shape[x]) > enough)) {
            int[] f = new int[shape.length];
            Arrays.fill(f, 1);
            f[y] = shape[y] > 1 ? downscale : 1;
            f[x] = shape[x] > 1 ? downscale : 1;
            if (z >= 0 && shape[z] > 1 && size[z] <= size[y]) {
                f[z] = downscale;
            }
            if (f[y] == 1 && f[x] == 1) {
                break;
            }
            factors.add(f);
            for (int d = 0; d < f.length; d++) {
                shape[d] = Math.ceilDiv(shape[d], f[d]);
                size[d] *= f[d];
            }
        }
        return factors;
    }

    private int followed(Grid grid) {
        if (like == null) {
            return 0;
        }
        Grid other = like.levels().getFirst().grid();
        boolean same = other.size(Axis.Y) == grid.size(Axis.Y) && other.size(Axis.X) == grid.size(Axis.X);
        return same ? like.levels().size() : 0;
    }

    /**
     * Sides of a chunk, for a grid of that shape at its finest level: multiples of the downscaling, so that no cell is
     * cut by a chunk's edge, or the whole side.
     */
    long[] chunk(Grid grid, int downscale) {
        boolean volume = grid.size(Axis.Z) > 1;
        long[] sides = new long[grid.axes().count()];
        for (int d = 0; d < sides.length; d++) {
            long side = chunk.side(grid.axes().get(d), volume);
            if (grid.axes().get(d).isSpatial() && side > 1) {
                side = Math.ceilDiv(side, downscale) * downscale;
            }
            sides[d] = side;
        }
        return sides;
    }

    /** Sides of a shard for a level of that shape, a multiple of the chunk; null where one chunk holds all, or for none. */
    long[] shard(long[] shape, long[] chunks, DType dtype) {
        long[] count = new long[shape.length];
        Arrays.fill(count, 1);
        long total = 1;
        for (int d = 0; d < shape.length; d++) {
            total *= Math.max(1, Math.ceilDiv(shape[d], chunks[d]));
        }
        if (shard == 0 || total == 1) {
            return null;
        }
        long bytes = dtype.bytes();
        for (long side : chunks) {
            bytes *= side;
        }
        long budget = shard > 0 ? shard / bytes : Long.MAX_VALUE;
        // The plane doubles in both directions while that fits; then volumes grow in depth.
        int last = shape.length - 1;
        grow(count, shape, chunks, budget, last - 1, last);
        for (int d = last - 2; d >= 0; d--) {
            if (shard > 0 && chunks[d] > 1) {
                grow(count, shape, chunks, budget, d, d);
            }
        }
        long[] sides = new long[shape.length];
        for (int d = 0; d < sides.length; d++) {
            sides[d] = count[d] * chunks[d];
        }
        return sides;
    }

    private void grow(long[] count, long[] shape, long[] chunks, long budget, int from, int to) {
        boolean grown = true;
        while (grown) {
            grown = false;
            long[] larger = count.clone();
            long product = 1;
            for (int d = 0; d < larger.length; d++) {
                boolean more = d >= from && d <= to && count[d] * chunks[d] < shape[d];
                boolean asked = shard > 0 || count[d] * chunks[d] * 2 <= -shard;
                if (more && asked) {
                    larger[d] = Math.min(2 * count[d], Math.ceilDiv(shape[d], chunks[d]));
                    grown = true;
                }
                product *= larger[d];
            }
            if (grown && product <= budget) {
                System.arraycopy(larger, 0, count, 0, count.length);
            } else {
                grown = false;
            }
        }
    }
}
