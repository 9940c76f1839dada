package org.roimill.kernels.instanseg;

/** A box of pixels: its corner and its sides. */
record Rect(int y, int x, int height, int width) {
    int pixels() {
        return height * width;
    }

    int bottom() {
        return y + height;
    }

    int right() {
        return x + width;
    }

    boolean contains(Rect other) {
        return other.y >= y && other.x >= x && other.bottom() <= bottom() && other.right() <= right();
    }

    /** What both cover; sides of zero where that is nothing. */
    Rect intersect(Rect other) {
        int top = Math.max(y, other.y);
        int left = Math.max(x, other.x);
        return new Rect(
                top,
                left,
                Math.max(0, Math.min(bottom(), other.bottom()) - top),
                Math.max(0, Math.min(right(), other.right()) - left));
    }

    boolean isEmpty() {
        return height == 0 || width == 0;
    }
}
