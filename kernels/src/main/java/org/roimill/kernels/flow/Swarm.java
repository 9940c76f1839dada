package org.roimill.kernels.flow;

import java.util.Arrays;

/**
 * Points that follow one field together. The next state depends on the state alone. So points that come to one state
 * at one time stay together from then on and go on as one; and a point that comes to a state it had before goes round
 * for ever: where it will be after its last step is known without taking the steps.
 */
final class Swarm {
    /** Before that few points have met or come to rest. */
    private static final int FIRST_LOOK = 16;

    /** Looking for points that meet costs about a step. */
    private static final int BETWEEN_LOOKS = 4;

    /** From here on each step asks whether the point is where it was at the mark; most points are merged by then. */
    private static final int FIRST_MARK = 32;

    /** Where points go when the swarm is done with them. */
    interface Exit {
        /** What {@link #arrived} is told of that state. */
        long end(float[][] states, int k);

        void arrived(long source, long end);

        /** The point needs a voxel that the field does not hold, and has {@code steps} to take. */
        void strayed(long source, int steps, float[][] states, int k);
    }

    private final int dims;
    private final Walk walk;
    private final Exit exit;

    /** Of each group of points that go as one: the state, that of the step before, that at the mark. */
    private float[][] now;

    private float[][] before;
    private final float[][] seen;

    /** The age at which the group is done. */
    private final int[] until;

    /** The first point of the group. */
    private final int[] head;

    private int groups;

    /** Of each point: where it comes from, the next of its group or -1, and, of a head, the last of its group. */
    private final long[] source;

    private final int[] after;
    private final int[] last;
    private int points;

    private final int[] lost;
    private final Meetings meetings;
    /** No group is done before this age. */
    private int soonest;

    Swarm(int dims, int most, Walk walk, Exit exit) {
        this.dims = dims;
        this.walk = walk;
        this.exit = exit;
        now = new float[dims][most];
        before = new float[dims][most];
        seen = new float[dims][most];
        until = new int[most];
        head = new int[most];
        source = new long[most];
        after = new int[most];
        last = new int[most];
        lost = new int[most];
        meetings = new Meetings(most);
    }

    boolean isFull() {
        return points == source.length;
    }

    /** Takes in the point whose state is that at {@code k}; it has at least one step to take. */
    void add(long from, int steps, float[][] states, int k) {
        source[points] = from;
        after[points] = -1;
        last[points] = points;
        head[groups] = points++;
        until[groups] = steps;
        for (int d = 0; d < dims; d++) {
            now[d][groups] = states[d][k];
        }
        groups++;
    }

    /** Moves all points until none is left. */
    void run(Field field) {
        soonest = groups == 0 ? 0 : Arrays.stream(until, 0, groups).min().getAsInt();
        int look = FIRST_LOOK;
        int mark = 0;
        for (int age = 1; groups > 0; age++) {
            int n = walk.advance(field, now, before, groups, lost);
            if (n > 0) {
                loseTo(n, age - 1);
            }
            float[][] swap = now;
            now = before;
            before = swap;
            if (mark > 0) {
                meetMark(age, mark);
            }
            if (age >= soonest) {
                finish(age);
            }
            if (age == look) {
                look(mark > 0);
                look += Math.max(BETWEEN_LOOKS, age / 8);
            }
            if (age >= FIRST_MARK && age >= mark * 4 / 3) {
                mark = age;
                for (int d = 0; d < dims; d++) {
                    System.arraycopy(now[d], 0, seen[d], 0, groups);
                }
            }
        }
        points = 0;
    }

    /** Lets go the groups that are lost; their step has not been taken. */
    private void loseTo(int n, int age) {
        float[][][] all = {now, before, seen};
        int kept = lost[0];
        int next = 0;
        for (int g = lost[0]; g < groups; g++) {
            if (next < n && lost[next] == g) {
                next++;
                for (int p = head[g]; p >= 0; p = after[p]) {
                    exit.strayed(source[p], until[g] - age, now, g);
                }
            } else {
                keep(g, kept++, all);
            }
        }
        groups = kept;
    }

    private void keep(int g, int at, float[][][] states) {
        until[at] = until[g];
        head[at] = head[g];
        for (float[][] state : states) {
            for (float[] along : state) {
                along[at] = along[g];
            }
        }
    }

    private void arrive(int g) {
        long end = exit.end(now, g);
        for (int p = head[g]; p >= 0; p = after[p]) {
            exit.arrived(source[p], end);
        }
    }

    /** Groups that go round need not go all their rounds. */
    private void meetMark(int age, int mark) {
        for (int g = 0; g < groups; g++) {
            if (same(now, g, seen, g)) {
                until[g] = age + (until[g] - age) % (age - mark);
                soonest = Math.min(soonest, until[g]);
            }
        }
    }

    private void finish(int age) {
        float[][][] all = {now, before, seen};
        int kept = 0;
        soonest = Integer.MAX_VALUE;
        for (int g = 0; g < groups; g++) {
            if (until[g] == age) {
                arrive(g);
            } else {
                soonest = Math.min(soonest, until[g]);
                keep(g, kept++, all);
            }
        }
        groups = kept;
    }

    /** Lets go the groups that have come to rest and merges those that have met. */
    private void look(boolean isMarked) {
        float[][][] stillRead = isMarked ? new float[][][] {now, seen} : new float[][][] {now};
        meetings.clear(groups);
        int kept = 0;
        for (int g = 0; g < groups; g++) {
            if (same(now, g, before, g)) {
                arrive(g);
                continue;
            }
            int place = meetings.first(now, dims, g);
            int other = meetings.at(place);
            while (other >= 0 && !(until[other] == until[g] && same(now, other, now, g))) {
                place = meetings.next(place);
                other = meetings.at(place);
            }
            if (other >= 0) {
                after[last[head[other]]] = head[g];
                last[head[other]] = last[head[g]];
                continue;
            }
            meetings.put(place, kept);
            keep(g, kept++, stillRead);
        }
        groups = kept;
    }

    private boolean same(float[][] a, int i, float[][] b, int k) {
        return a[0][i] == b[0][k] && a[1][i] == b[1][k] && (dims == 2 || a[2][i] == b[2][k]);
    }
}
