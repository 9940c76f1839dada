package org.roimill.kernels.instanseg;

import java.util.Arrays;

/**
 * Keeps, of the foreground of a window, what touches the three by three pixels at the seed or is connected to them by
 * faces or corners, and fills its holes: background that is not connected, by faces or corners, to a pixel more than
 * three away. For one thread.
 */
final class Fragments {
    private static final byte OUTSIDE = 0;
    private static final byte WANTED = 1;
    private static final byte REACHED = 2;
    private static final int FAR = 3;

    private boolean[] loose = new boolean[0];
    private byte[] states = new byte[0];
    private byte[] near = new byte[0];
    private int[] stack = new int[0];
    private int waiting;

    /** In place. The seed lies at a row and a column of the window. What was foreground and only fills a hole is loose. */
    void clean(boolean[] mask, int height, int width, int seedRow, int seedColumn) {
        int n = height * width;
        if (states.length < n) {
            loose = new boolean[n];
            states = new byte[n];
            near = new byte[n];
            stack = new int[n];
        }
        for (int i = 0; i < n; i++) {
            states[i] = mask[i] ? WANTED : OUTSIDE;
        }
        Rect window = new Rect(0, 0, height, width);
        Rect start = new Rect(seedRow - 1, seedColumn - 1, 3, 3).intersect(window);
        for (int y = start.y(); y < start.bottom(); y++) {
            for (int x = start.x(); x < start.right(); x++) {
                reach(y * width + x);
            }
        }
        Rect part = flood(height, width);
        for (int i = 0; i < n; i++) {
            loose[i] = states[i] == WANTED;
            mask[i] = states[i] == REACHED;
        }
        if (!part.isEmpty()) {
            fill(mask, window, part);
        }
        for (int i = 0; i < n; i++) {
            loose[i] &= mask[i];
        }
    }

    /** Of the window that was cleaned last. */
    boolean[] loose() {
        return loose;
    }

    private void reach(int at) {
        if (states[at] == WANTED) {
            states[at] = REACHED;
            stack[waiting++] = at;
        }
    }

    /** Reaches what is connected to what was; gives the box of all that. */
    private Rect flood(int height, int width) {
        int top = height;
        int left = width;
        int bottom = 0;
        int right = 0;
        while (waiting > 0) {
            int at = stack[--waiting];
            int y = at / width;
            int x = at % width;
            top = Math.min(top, y);
            left = Math.min(left, x);
            bottom = Math.max(bottom, y + 1);
            right = Math.max(right, x + 1);
            for (int yy = Math.max(0, y - 1); yy <= Math.min(height - 1, y + 1); yy++) {
                for (int xx = Math.max(0, x - 1); xx <= Math.min(width - 1, x + 1); xx++) {
                    reach(yy * width + xx);
                }
            }
        }
        return new Rect(top, left, Math.max(0, bottom - top), Math.max(0, right - left));
    }

    /** All that is far lies outside the part grown by {@link #FAR} or is seen from within; one more joins the two. */
    private void fill(boolean[] mask, Rect window, Rect part) {
        int margin = FAR + 1;
        Rect box = new Rect(part.y() - margin, part.x() - margin, part.height() + 2 * margin, part.width() + 2 * margin)
                .intersect(window);
        int h = box.height();
        int w = box.width();
        markNear(mask, window, box);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                states[y * w + x] = mask[(box.y() + y) * window.width() + box.x() + x] ? OUTSIDE : WANTED;
            }
        }
        for (int i = 0; i < h * w; i++) {
            if (near[i] == 0) {
                reach(i);
            }
        }
        flood(h, w);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                if (states[y * w + x] == WANTED) {
                    mask[(box.y() + y) * window.width() + box.x() + x] = true;
                }
            }
        }
    }

    /** The pixels of the box that are at most {@link #FAR} from the part, along each axis. */
    private void markNear(boolean[] mask, Rect window, Rect box) {
        int h = box.height();
        int w = box.width();
        Arrays.fill(near, 0, h * w, (byte) 0);
        for (int y = 0; y < h; y++) {
            int until = -1;
            for (int x = -FAR; x < w; x++) {
                int ahead = x + FAR;
                if (ahead < w && mask[(box.y() + y) * window.width() + box.x() + ahead]) {
                    until = ahead + FAR;
                }
                if (x >= 0 && x <= until) {
                    near[y * w + x] = 1;
                }
            }
        }
        for (int x = 0; x < w; x++) {
            int until = -1;
            for (int y = -FAR; y < h; y++) {
                int ahead = y + FAR;
                if (ahead < h && (near[ahead * w + x] & 1) != 0) {
                    until = ahead + FAR;
                }
                if (y >= 0 && y <= until) {
                    near[y * w + x] |= 2;
                }
            }
        }
        for (int i = 0; i < h * w; i++) {
            near[i] >>= 1;
        }
    }
}
