package org.roimill.kernels.flow;

/**
 * Points that follow one field together. The next state depends on the state alone, so a point that comes to a state it
 * had before goes round for ever, and where it will be after its last step is known without taking the steps.
 */
final class Swarm {
    private static final int MOST = 512;

    /** Where points go when the swarm is done with them; their state is that at {@code k}. */
    interface Exit {
        void arrived(long source, float[][] states, int k);

        /** The point needs a voxel that the field does not hold, and has {@code steps} to take. */
        void strayed(long source, int steps, float[][] states, int k);
    }

    private final int dims;
    private final float[][] now;
    private final float[][] next;
    /** An earlier state of each point: of the last age that was a power of two, so that cycles of any length are met. */
    private final float[][] seen;

    private final int[] left = new int[MOST];
    private final long[] source = new long[MOST];
    private int n;

    Swarm(int dims) {
        this.dims = dims;
        now = new float[dims][MOST];
        next = new float[dims][MOST];
        seen = new float[dims][MOST];
    }

    boolean isFull() {
        return n == MOST;
    }

    boolean isEmpty() {
        return n == 0;
    }

    /** Takes in the point whose state is that at {@code k}. */
    void add(long from, int steps, float[][] states, int k) {
        source[n] = from;
        left[n] = steps;
        for (int d = 0; d < dims; d++) {
            now[d][n] = states[d][k];
        }
        n++;
    }

    /** Moves all points until none is left. */
    void run(Field field, Walk walk, Exit exit) {
        int mark = 0;
        look();
        for (int age = 1; n > 0; age++) {
            walk.advance(field, now, next, n);
            settle(age - mark, exit);
            if (Integer.bitCount(age) == 1) {
                mark = age;
                look();
            }
        }
    }

    private void look() {
        for (int d = 0; d < dims; d++) {
            System.arraycopy(now[d], 0, seen[d], 0, n);
        }
    }

    /** Lets go the points that are done and closes the ranks. {@code period}: how long ago they were seen. */
    private void settle(int period, Exit exit) {
        int kept = 0;
        for (int k = 0; k < n; k++) {
            if (Float.isNaN(next[0][k])) {
                exit.strayed(source[k], left[k], now, k);
                continue;
            }
            int rest = left[k] - 1;
            if (same(next, now, k)) {
                rest = 0;
            } else if (same(next, seen, k)) {
                rest %= period;
            }
            if (rest == 0) {
                exit.arrived(source[k], next, k);
                continue;
            }
            source[kept] = source[k];
            left[kept] = rest;
            for (int d = 0; d < dims; d++) {
                now[d][kept] = next[d][k];
                seen[d][kept] = seen[d][k];
            }
            kept++;
        }
        n = kept;
    }

    private boolean same(float[][] a, float[][] b, int k) {
        return a[0][k] == b[0][k] && a[1][k] == b[1][k] && (dims == 2 || a[2][k] == b[2][k]);
    }
}
