package org.roimill.kernels.flow;

import java.util.Arrays;

/** Numbers distinct keys from 0 on in the order of their coming. */
final class LongIndex {
    private long[] keys;
    /** Open addressing: the number of the key in this place plus one, or 0. */
    private int[] places;

    private int n;

    LongIndex(int expected) {
        int places = Integer.highestOneBit(Math.max(8, expected)) * 4;
        this.places = new int[places > 0 ? places : 1 << 30];
        keys = new long[Math.max(8, expected)];
    }

    int size() {
        return n;
    }

    long key(int number) {
        return keys[number];
    }

    /** The number of a key, or -1. */
    int find(long key) {
        return places[place(key)] - 1;
    }

    /** The number of a key, a new one where there was none. */
    int add(long key) {
        int place = place(key);
        if (places[place] > 0) {
            return places[place] - 1;
        }
        if (n == keys.length) {
            keys = Arrays.copyOf(keys, Math.addExact(n, Math.min(n, Integer.MAX_VALUE - 8 - n)));
        }
        keys[n++] = key;
        places[place] = n;
        if (n > places.length / 2 && places.length < 1 << 30) {
            spread();
        }
        return n - 1;
    }

    private int place(long key) {
        int mask = places.length - 1;
        long hash = key * 0x9E3779B97F4A7C15L;
        int at = (int) (hash >>> 32) & mask;
        while (places[at] > 0 && keys[places[at] - 1] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void spread() {
        places = new int[places.length * 2];
        for (int i = 0; i < n; i++) {
            places[place(keys[i])] = i + 1;
        }
    }
}
