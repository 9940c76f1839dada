package org.roimill.api.demo;

import java.util.Arrays;
import java.util.List;

/** A rectangle of the ROI: who owns each pixel, how far that is from the nucleus and from the cell's edge. */
final class Tile {
    /** No cell leaves so few pixels beyond another one. Less than the margin of a tile. */
    private static final int TRIMS = 3;

    final int top;
    final int left;
    final int height;
    final int width;
    /** The id of the cell, 0 for none. */
    final int[] cell;
    /** Distance from the outline of the nucleus, below zero inside. */
    final float[] outside;
    /** Distance from the edge of the cell. */
    final float[] inside;

    private Tile(int top, int left, int height, int width) {
        this.top = top;
        this.left = left;
        this.height = height;
        this.width = width;
        cell = new int[height * width];
        outside = new float[height * width];
        inside = new float[height * width];
    }

    /** Each pixel goes to the cell whose nucleus is nearest, if that reaches so far; of two equal ones to the first. */
    static Tile of(List<Cell> cells, int top, int left, int height, int width) {
        Tile tile = new Tile(top, left, height, width);
        float[] second = tile.inside;
        Arrays.fill(tile.outside, Float.MAX_VALUE);
        Arrays.fill(second, Float.MAX_VALUE);
        int first = firstBelow(cells, top - Cell.FURTHEST);
        for (int i = first; i < cells.size() && cells.get(i).y() < top + height + Cell.FURTHEST; i++) {
            tile.claim(cells.get(i), i + 1, second);
        }
        for (int i = 0; i < tile.cell.length; i++) {
            if (tile.cell[i] != 0) {
                float toOther = (second[i] - tile.outside[i]) / 2;
                float toLimit = (float) cells.get(tile.cell[i] - 1).reach() - tile.outside[i];
                tile.inside[i] = Math.min(toOther, toLimit);
            }
        }
        return tile;
    }

    /** The owners without what hangs on by one pixel or by none: spikes of cells, and crumbs beyond others. */
    int[] trimmed() {
        int[] now = cell;
        for (int i = 0; i < TRIMS; i++) {
            now = trimmed(now);
        }
        return now;
    }

    private int[] trimmed(int[] owners) {
        int[] less = owners.clone();
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                int id = owners[at];
                if (id != 0 && outside[at] > 0) {
                    int own = (owners[at - 1] == id ? 1 : 0)
                            + (owners[at + 1] == id ? 1 : 0)
                            + (owners[at - width] == id ? 1 : 0)
                            + (owners[at + width] == id ? 1 : 0);
                    less[at] = own < 2 ? 0 : id;
                }
            }
        }
        return less;
    }

    /** Cells are sorted from top to bottom. */
    private static int firstBelow(List<Cell> cells, double y) {
        int low = 0;
        int high = cells.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells.get(middle).y() < y) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void claim(Cell owner, int id, float[] second) {
        int yFrom = Math.max(top, (int) Math.floor(owner.y() - owner.extent()));
        int yTo = Math.min(top + height, (int) Math.ceil(owner.y() + owner.extent()) + 1);
        int xFrom = Math.max(left, (int) Math.floor(owner.x() - owner.extent()));
        int xTo = Math.min(left + width, (int) Math.ceil(owner.x() + owner.extent()) + 1);
        for (int y = yFrom; y < yTo; y++) {
            for (int x = xFrom; x < xTo; x++) {
                float d = (float) owner.outside(y, x);
                if (d > owner.reach()) {
                    continue;
                }
                int at = (y - top) * width + x - left;
                if (d < outside[at]) {
                    second[at] = outside[at];
                    outside[at] = d;
                    cell[at] = id;
                } else if (d < second[at]) {
                    second[at] = d;
                }
            }
        }
    }
}
