package org.roimill.kernels.flow;

import java.util.Arrays;

/** Open addressing: where the number of a group is kept by the group's state. */
final class Meetings {
    private final int[] table;
    private int mask;

    Meetings(int most) {
        table = new int[places(most)];
    }

    void clear(int groups) {
        int places = places(groups);
        mask = places - 1;
        Arrays.fill(table, 0, places, -1);
    }

    /** At least twice as many as groups. */
    private static int places(int groups) {
        return Integer.highestOneBit(Math.max(2, groups) - 1) * 4;
    }

    /** Where to begin to look for a group with that state. */
    int first(float[][] states, int dims, int k) {
        int hash = 0;
        for (int d = 0; d < dims; d++) {
            hash = (hash ^ Float.floatToRawIntBits(states[d][k])) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash & mask;
    }

    int next(int place) {
        return (place + 1) & mask;
    }

    int at(int place) {
        return table[place];
    }

    void put(int place, int group) {
        table[place] = group;
    }
}
