package org.roimill.kernels.labelling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.space.Region;

/** Finds which parts of neighbouring blocks touch, across faces, edges and corners of the blocks. */
final class Contacts {
    private final List<BlockParts> blocks;
    private final int steps;
    private final Found found;

    /** Part {@code a} of one block touches part {@code b} of another. */
    interface Found {
        void touch(int blockA, int a, int blockB, int b);
    }

    private Contacts(List<BlockParts> blocks, int steps, Found found) {
        this.blocks = blocks;
        this.steps = steps;
        this.found = found;
    }

    static void between(List<BlockParts> blocks, Connectivity connectivity, Found found) {
        if (blocks.size() > 1) {
            new Contacts(blocks, connectivity.steps(), found).run();
        }
    }

    private void run() {
        int dims = blocks.getFirst().region().dims();
        long[][] starts = new long[dims][];
        for (int d = 0; d < dims; d++) {
            int axis = d;
            starts[d] = blocks.stream()
                    .mapToLong(b -> b.region().min(axis))
                    .distinct()
                    .sorted()
                    .toArray();
        }
        Map<List<Integer>, Integer> cells = new HashMap<>();
        for (int b = 0; b < blocks.size(); b++) {
            if (cells.put(cell(blocks.get(b).region(), starts), b) != null) {
                throw new IllegalArgumentException(
                        "two blocks begin at " + blocks.get(b).region());
            }
        }
        List<int[]> offsets = forward(dims, steps);
        cells.forEach((cell, a) -> {
            for (int[] offset : offsets) {
                List<Integer> next = new ArrayList<>(cell);
                for (int d = 0; d < dims; d++) {
                    next.set(d, cell.get(d) + offset[d]);
                }
                Integer b = cells.get(next);
                if (b != null) {
                    compare(a, b, offset);
                }
            }
        });
    }

    private static List<Integer> cell(Region region, long[][] starts) {
        List<Integer> cell = new ArrayList<>();
        for (int d = 0; d < starts.length; d++) {
            cell.add(Arrays.binarySearch(starts[d], region.min(d)));
        }
        return cell;
    }

    /** The steps to neighbours that come later in raster order, along at most {@code most} axes at once. */
    private static List<int[]> forward(int dims, int most) {
        List<int[]> all = within(dims, most);
        return all.subList(all.size() / 2 + 1, all.size());
    }

    /** All steps of -1, 0 or 1 along each axis, along at most {@code most} axes at once, in raster order. */
    private static List<int[]> within(int dims, int most) {
        List<int[]> list = new ArrayList<>();
        int total = (int) Math.pow(3, dims);
        for (int code = 0; code < total; code++) {
            int[] step = new int[dims];
            int used = 0;
            int rest = code;
            for (int d = dims - 1; d >= 0; d--) {
                step[d] = rest % 3 - 1;
                used += Math.abs(step[d]);
                rest /= 3;
            }
            if (used <= most) {
                list.add(step);
            }
        }
        return list;
    }

    /** Visits all pairs of neighbouring voxels of two blocks of which the second lies at {@code offset}. */
    private void compare(int blockA, int blockB, int[] offset) {
        BlockParts a = blocks.get(blockA);
        BlockParts b = blocks.get(blockB);
        if (!adjoin(a.region(), b.region(), offset)) {
            return;
        }
        int dims = offset.length;
        int axis = 0;
        while (offset[axis] == 0) {
            axis++;
        }
        int sideA = offset[axis] > 0 ? 1 : 0;
        int used = Arrays.stream(offset).map(Math::abs).sum();
        List<int[]> asides = within(dims, steps - used).stream()
                .filter(s -> isAlong(s, offset))
                .toList();
        long[] atA = corner(a.region(), offset, 1);
        long[] cornerB = corner(b.region(), offset, -1);
        long[] atB = new long[dims];
        do {
            int idA = a.onFace(axis, sideA, atA);
            for (int k = 0; idA != 0 && k < asides.size(); k++) {
                if (moveAside(atA, cornerB, offset, asides.get(k), b.region(), atB)) {
                    int idB = b.onFace(axis, 1 - sideA, atB);
                    if (idB != 0) {
                        found.touch(blockA, idA, blockB, idB);
                    }
                }
            }
        } while (advance(atA, offset, a.region()));
    }

    /** False where a gap lies between them; a failure where their sides do not match. */
    private static boolean adjoin(Region a, Region b, int[] offset) {
        for (int d = 0; d < offset.length; d++) {
            if (offset[d] > 0 ? a.max(d) != b.min(d) : offset[d] < 0 && b.max(d) != a.min(d)) {
                return false;
            }
            if (offset[d] == 0 && a.size(d) != b.size(d)) {
                throw new IllegalArgumentException(a + " and " + b + " are not cells of one lattice");
            }
        }
        return true;
    }

    /** True if the step leaves the axes alone across which the blocks meet. */
    private static boolean isAlong(int[] step, int[] offset) {
        for (int d = 0; d < offset.length; d++) {
            if (step[d] != 0 && offset[d] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The first voxel of the contact, counted from the block's corner. */
    private static long[] corner(Region region, int[] offset, int sign) {
        long[] at = new long[offset.length];
        for (int d = 0; d < at.length; d++) {
            at[d] = offset[d] * sign > 0 ? region.size(d) - 1 : 0;
        }
        return at;
    }

    private static boolean advance(long[] at, int[] offset, Region region) {
        for (int d = at.length - 1; d >= 0; d--) {
            if (offset[d] == 0) {
                if (++at[d] < region.size(d)) {
                    return true;
                }
                at[d] = 0;
            }
        }
        return false;
    }

    /** False where a step aside leaves the block: then another pair of blocks sees to it. */
    private static boolean moveAside(long[] atA, long[] cornerB, int[] offset, int[] aside, Region b, long[] atB) {
        for (int d = 0; d < atB.length; d++) {
            atB[d] = offset[d] == 0 ? atA[d] + aside[d] : cornerB[d];
            if (atB[d] < 0 || atB[d] >= b.size(d)) {
                return false;
            }
        }
        return true;
    }
}
