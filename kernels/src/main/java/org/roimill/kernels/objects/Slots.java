package org.roimill.kernels.objects;

import java.util.Arrays;

/** Gives ids consecutive slots, from 0 on, in the order in which they come. Any id but 0. */
final class Slots {
    private int[] ids = new int[16];
    /** Slot + 1, by hash; 0 is free. Twice as long as {@link #ids}, so never more than half full. */
    private int[] bySlot = new int[32];

    private int size;
    private int lastId;
    private int lastSlot;

    int size() {
        return size;
    }

    /** The id of a slot. */
    int id(int slot) {
        return ids[slot];
    }

    /** The slot of an id, or -1. */
    int find(int id) {
        int mask = bySlot.length - 1;
        for (int i = spread(id) & mask; bySlot[i] != 0; i = (i + 1) & mask) {
            if (ids[bySlot[i] - 1] == id) {
                return bySlot[i] - 1;
            }
        }
        return -1;
    }

    /** The slot of an id, a new one if it has none. */
    int add(int id) {
        if (id == lastId && size > 0) {
            return lastSlot;
        }
        int slot = find(id);
        if (slot < 0) {
            slot = size++;
            if (slot == ids.length) {
                grow();
            }
            ids[slot] = id;
            put(slot);
        }
        lastId = id;
        lastSlot = slot;
        return slot;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, 2 * ids.length);
        bySlot = new int[2 * ids.length];
        for (int slot = 0; slot < size - 1; slot++) {
            put(slot);
        }
    }

    private void put(int slot) {
        int mask = bySlot.length - 1;
        int i = spread(ids[slot]) & mask;
        while (bySlot[i] != 0) {
            i = (i + 1) & mask;
        }
        bySlot[i] = slot + 1;
    }

    private static int spread(int id) {
        int h = id * 0x9E3779B9;
        return h ^ (h >>> 15);
    }

    /** All ids, ascending as unsigned numbers. */
    int[] ids() {
        int[] sorted = Arrays.copyOf(ids, size);
        sort(sorted);
        return sorted;
    }

    /** Ascending as unsigned numbers, whose order is that of signed ones with the first bit turned. */
    static void sort(int[] ids) {
        turn(ids);
        Arrays.sort(ids);
        turn(ids);
    }

    private static void turn(int[] ids) {
        for (int i = 0; i < ids.length; i++) {
            ids[i] ^= Integer.MIN_VALUE;
        }
    }
}
