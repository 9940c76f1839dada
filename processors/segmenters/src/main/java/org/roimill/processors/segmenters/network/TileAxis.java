package org.roimill.processors.segmenters.network;

/**
 * Where the tiles of a network lie along one axis. Each keeps its place whatever part of the image is worked on, so that
 * what it makes depends on nothing else.
 *
 * @param size of the image
 * @param side of a tile
 * @param before how far the first tile reaches out of the image
 * @param starts of the tiles, in voxels of the image; the first is {@code -before}
 */
public record TileAxis(long size, int side, long before, long[] starts) {
    /** How an image is padded and where its tiles start. */
    public enum Rule {
        /** As Cellpose 3 does it: a margin all around, and sides that are a multiple of 16. */
        CELLPOSE3,
        /** As Cellpose 4 does it: the same, and no less than one tile. */
        CELLPOSE4,
        /** No margin: an image that fits into a tile is one tile, no larger than it has to be. */
        PLAIN
    }

    private static final int MARGIN = 8;
    private static final int CELLPOSE_MULTIPLE = 16;

    /**
     * @param overlap of neighbouring tiles, as a part of their side
     * @param mirrored whether tiles are flipped in turn, for which each voxel is to lie in several
     * @param multiple what the side of a tile is a multiple of
     * @param fixed whether a tile is never smaller than {@code side}
     */
    public static TileAxis of(
            Rule rule, long size, int side, double overlap, boolean mirrored, int multiple, boolean fixed) {
        long before = 0;
        long padded;
        if (rule == Rule.PLAIN) {
            padded = fixed ? Math.max(side, size) : Math.ceilDiv(size, (long) multiple) * multiple;
        } else {
            long more = rule == Rule.CELLPOSE4 && size < side
                    ? Math.max(0, side - size - 2 * MARGIN)
                    : Math.ceilDiv(size, (long) CELLPOSE_MULTIPLE) * CELLPOSE_MULTIPLE - size;
            before = MARGIN + more / 2;
            padded = size + 2 * MARGIN + more;
        }
        int n;
        if (mirrored) {
            // Cellpose fills up to a tile at the far side.
            padded = rule == Rule.PLAIN ? padded : Math.max(padded, side);
            n = (int) Math.max(2, Math.ceil(2.0 * padded / side));
        } else {
            double within = Math.clamp(overlap, 0.05, 0.5);
            n = padded <= side ? 1 : (int) Math.ceil((1 + 2 * within) * padded / side);
        }
        int used = (int) Math.min(side, padded);
        long[] starts = new long[n];
        for (int i = 0; i < n; i++) {
            // NumPy's linspace, cut to whole numbers.
            double step = n == 1 ? 0 : (double) (padded - used) / (n - 1);
            starts[i] = (i == n - 1 && n > 1 ? padded - used : (long) (i * step)) - before;
        }
        return new TileAxis(size, used, before, starts);
    }

    public int count() {
        return starts.length;
    }

    /** How much of a tile is laid: of a single one no more than what lies in the image, which may be far less. */
    int kept() {
        return count() == 1 ? Math.toIntExact(size) : side;
    }

    /** How much of a tile lies before what is kept of it. */
    int skipped() {
        return count() == 1 ? (int) before : 0;
    }

    /** The length of all tiles laid side by side. */
    long laid() {
        return (long) count() * kept();
    }

    /** Where a voxel of the image lies among the laid tiles, as this tile tells it. */
    long laid(int tile, long at) {
        return (long) tile * kept() + at - starts[tile] - skipped();
    }

    /** The first tile that reaches beyond a voxel of the image. */
    int first(long at) {
        int i = 0;
        while (i < starts.length - 1 && starts[i] + side <= at) {
            i++;
        }
        return i;
    }

    /** The last tile that starts at or before a voxel. */
    int last(long at) {
        int i = starts.length - 1;
        while (i > 0 && starts[i] > at) {
            i--;
        }
        return i;
    }

    /**
     * How much of a tile's answer is believed at each of its places: less towards its edges.
     *
     * @param across the tile's side along the other axis
     */
    double[] taper(int across) {
        int base = Math.max(224, Math.max(side, across));
        double[] taper = new double[side];
        int from = base / 2 - side / 2;
        for (int i = 0; i < side; i++) {
            double off = Math.abs(from + i - (base - 1) / 2.0);
            taper[i] = 1 / (1 + Math.exp((off - (base / 2.0 - 20)) / 7.5));
        }
        return taper;
    }
}
