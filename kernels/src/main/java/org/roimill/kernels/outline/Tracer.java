package org.roimill.kernels.outline;

import java.util.Arrays;

/** Walks along the borders of the parts of one mask, which has an empty rim of one pixel. */
final class Tracer {
    static final byte OBJECT = 1;
    private static final byte SEEN = 2;
    private static final byte OUTSIDE = 3;

    private final byte[] mask;
    private final int width;
    /** East, north-east and so on, against the clock. */
    private final int[] steps;

    private int[] stack = new int[64];
    private int depth;
    private boolean outsideKnown;

    Tracer(byte[] mask, int width) {
        this.mask = mask;
        this.width = width;
        this.steps = new int[] {1, 1 - width, -width, -width - 1, -1, width - 1, width, width + 1};
    }

    /** The first pixel, row by row from {@code from} on, of the next part that lies in no hole; -1 if there is none. */
    int nextPart(int from) {
        for (int i = from; i < mask.length; i++) {
            if (mask[i] == OBJECT) {
                boolean first = !outsideKnown;
                flood(i, OBJECT, SEEN, 1);
                if (first) {
                    // Nothing is before the first part, so it lies in no hole; whether others do is looked at if
                    // needed.
                    outsideKnown = true;
                    flood(0, (byte) 0, OUTSIDE, 2);
                    return i;
                }
                if (mask[i - 1] == OUTSIDE) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Marks what is connected to a pixel, by {@code stride} 1 over all neighbours, by 2 over those with a common side. */
    private void flood(int start, byte from, byte to, int stride) {
        mask[start] = to;
        push(start);
        while (depth > 0) {
            int i = stack[--depth];
            for (int s = 0; s < steps.length; s += stride) {
                int next = i + steps[s];
                if (next >= 0 && next < mask.length && mask[next] == from) {
                    mask[next] = to;
                    push(next);
                }
            }
        }
    }

    private void push(int i) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = i;
    }

    /**
     * Border following after Suzuki and Abe (1985): from the first pixel of a part, whose western neighbour is outside,
     * against the clock until the walk is about to repeat itself.
     */
    Outline walk(int start, int x0, int y0) {
        Points points = new Points(x0, y0);
        int s = firstClockwise(start);
        if (s < 0) {
            points.add(start);
            return points.outline();
        }
        int last = start + steps[s];
        int at = start;
        while (true) {
            do {
                s = (s + 1) & 7;
            } while (!inPart(at + steps[s]));
            int next = at + steps[s];
            points.add(at);
            if (next == start && at == last) {
                return points.outline();
            }
            at = next;
            s = (s + 4) & 7;
        }
    }

    private boolean inPart(int i) {
        return mask[i] == SEEN;
    }

    /** The direction of the first neighbour in the part, clockwise from the west; -1 if it is a single pixel. */
    private int firstClockwise(int start) {
        for (int s = 3; s > 3 - 8; s--) {
            if (inPart(start + steps[s & 7])) {
                return s & 7;
            }
        }
        return -1;
    }

    private final class Points {
        private final int x0;
        private final int y0;
        private int[] x = new int[32];
        private int[] y = new int[32];
        private int count;

        Points(int x0, int y0) {
            this.x0 = x0;
            this.y0 = y0;
        }

        void add(int i) {
            if (count == x.length) {
                x = Arrays.copyOf(x, 2 * count);
                y = Arrays.copyOf(y, 2 * count);
            }
            x[count] = x0 + i % width;
            y[count++] = y0 + i / width;
        }

        Outline outline() {
            return new Outline(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
        }
    }
}
