package org.roimill.api.demo;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.roimill.core.element.Pixels;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * How well objects were found where it is known what is there. An object is found where some made one covers it: where
 * what they share is at least half of what they are together.
 *
 * @param there how many objects there are
 * @param found how many of them were found
 * @param made how many objects were made
 * @param wrong how many of those cover none
 */
public record Found(int there, int found, int made, int wrong) {
    private static final double LEAST = 0.5;
    /** How many voxels are looked at in one go. */
    private static final long BAND = 1 << 18;

    /** Compares two labels of a ROI, band by band; what is remembered grows with the number of objects alone. */
    public static Found of(Roi roi, String truth, String made) {
        Overlaps overlaps = new Overlaps();
        Pixels left = roi.pixels(truth, 0);
        Pixels right = roi.pixels(made, 0);
        Region whole = left.spec().grid().region();
        if (!whole.equals(right.spec().grid().region())) {
            throw RoimillException.usage(
                    truth + " and " + made + " of " + roi.name() + " are not of one shape",
                    "Compare labels that were made of one image.");
        }
        long[] band = whole.shape();
        long row = Math.max(1, whole.voxels() / Math.max(1, band[0]));
        band[0] = Math.clamp(BAND / row, 1, Math.max(1, band[0]));
        for (Region part : whole.cells(band)) {
            try (Arena arena = Arena.ofConfined()) {
                overlaps.count(read(left, part, arena), read(right, part, arena));
            }
        }
        return overlaps.found();
    }

    private static Block read(Pixels pixels, Region part, Arena arena) {
        Block block = Block.zeros(pixels.spec().dtype(), part, arena);
        pixels.read(block);
        return block;
    }

    /** The sum of two counts. */
    public Found plus(Found other) {
        return new Found(there + other.there, found + other.found, made + other.made, wrong + other.wrong);
    }

    /** From 0 to 1; 1 where there is nothing to be found. */
    public double share() {
        return there == 0 ? 1 : (double) found / there;
    }

    private record Pair(long truth, long made) {}

    /** How many voxels each pair of ids shares; an id of 0 is the background. */
    private static final class Overlaps {
        private final Map<Pair, Long> shared = new HashMap<>();

        /** Runs of the same two ids are counted as one. */
        void count(Block truth, Block made) {
            long from = 0;
            for (long i = 1; i <= truth.voxels(); i++) {
                if (i == truth.voxels()
                        || truth.getLong(i) != truth.getLong(from)
                        || made.getLong(i) != made.getLong(from)) {
                    shared.merge(new Pair(truth.getLong(from), made.getLong(from)), i - from, Long::sum);
                    from = i;
                }
            }
        }

        Found found() {
            Map<Long, Long> truthSize = new HashMap<>();
            Map<Long, Long> madeSize = new HashMap<>();
            shared.forEach((pair, voxels) -> {
                truthSize.merge(pair.truth(), voxels, Long::sum);
                madeSize.merge(pair.made(), voxels, Long::sum);
            });
            truthSize.remove(0L);
            madeSize.remove(0L);
            Set<Long> found = new HashSet<>();
            Set<Long> right = new HashSet<>();
            shared.forEach((pair, voxels) -> {
                if (pair.truth() != 0 && pair.made() != 0) {
                    long together = truthSize.get(pair.truth()) + madeSize.get(pair.made()) - voxels;
                    if (voxels >= LEAST * together) {
                        found.add(pair.truth());
                        right.add(pair.made());
                    }
                }
            });
            return new Found(truthSize.size(), found.size(), madeSize.size(), madeSize.size() - right.size());
        }
    }
}
