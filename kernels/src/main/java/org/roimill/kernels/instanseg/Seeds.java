package org.roimill.kernels.instanseg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;

/**
 * Where objects begin: pixels above the threshold that are the first, in raster order, among the greatest of the square
 * around them. NaN is no seed and beats none.
 */
final class Seeds {
    private final MemorySegment values;
    private final Rect rect;
    private int[] found = new int[64];
    private int count;

    private Seeds(Block values, Rect rect) {
        this.values = values.data();
        this.rect = rect;
    }

    /** The seeds within {@code cell}, y and x by turns, in raster order; the block covers their squares. */
    static int[] find(Block values, Frame frame, Rect cell, int distance, float threshold) {
        Rect rect = frame.rect(values.region());
        Seeds seeds = new Seeds(values, rect);
        for (int y = cell.y(); y < cell.bottom(); y++) {
            for (int x = cell.x(); x < cell.right(); x++) {
                float value = seeds.at(y, x);
                if (value > threshold
                        && seeds.first(value, y, x, Math.min(1, distance))
                        && seeds.first(value, y, x, distance)) {
                    seeds.add(y, x);
                }
            }
        }
        return Arrays.copyOf(seeds.found, seeds.count);
    }

    private float at(int y, int x) {
        return values.getAtIndex(ValueLayout.JAVA_FLOAT, (long) (y - rect.y()) * rect.width() + (x - rect.x()));
    }

    private boolean first(float value, int y, int x, int reach) {
        int top = Math.max(rect.y(), y - reach);
        int bottom = Math.min(rect.bottom() - 1, y + reach);
        int left = Math.max(rect.x(), x - reach);
        int right = Math.min(rect.right() - 1, x + reach);
        for (int yy = top; yy <= bottom; yy++) {
            for (int xx = left; xx <= right; xx++) {
                float other = at(yy, xx);
                boolean earlier = yy < y || (yy == y && xx < x);
                if (other > value || (earlier && other == value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void add(int y, int x) {
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = y;
        found[count++] = x;
    }
}
