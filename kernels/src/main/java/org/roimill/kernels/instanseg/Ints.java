package org.roimill.kernels.instanseg;

import java.util.Arrays;

/** A list of plain integers. */
final class Ints {
    private int[] values = new int[64];
    private int count;

    void add(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int size() {
        return count;
    }

    int get(int i) {
        return values[i];
    }

    int[] toArray() {
        return Arrays.copyOf(values, count);
    }
}
