package org.roimill.kernels.instanseg;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The pixels of one object: bits within the box that just holds them, each row from a byte of its own on. */
final class Shape {
    private static final int WORD = Long.SIZE;

    private final Rect box;
    private final byte[] bits;
    private final int pixels;

    private Shape(Rect box, byte[] bits) {
        this.box = box;
        this.bits = bits;
        int sum = 0;
        for (byte b : bits) {
            sum += Integer.bitCount(b & 0xFF);
        }
        this.pixels = sum;
    }

    /** What is true in a window. */
    static Shape of(boolean[] mask, Rect window) {
        int w = window.width();
        int top = window.height();
        int bottom = 0;
        int left = w;
        int right = 0;
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < w; x++) {
                if (mask[y * w + x]) {
                    top = Math.min(top, y);
                    bottom = y + 1;
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                }
            }
        }
        if (bottom == 0) {
            return none();
        }
        Rect box = new Rect(window.y() + top, window.x() + left, bottom - top, right - left);
        byte[] bits = new byte[bytes(box)];
        int stride = stride(box);
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                if (mask[(top + y) * w + left + x]) {
                    bits[y * stride + (x >> 3)] |= (byte) (1 << (x & 7));
                }
            }
        }
        return new Shape(box, bits);
    }

    static Shape none() {
        return new Shape(new Rect(0, 0, 0, 0), new byte[0]);
    }

    private static int stride(Rect box) {
        return (box.width() + 7) / 8;
    }

    private static int bytes(Rect box) {
        return box.height() * stride(box);
    }

    Rect box() {
        return box;
    }

    int pixels() {
        return pixels;
    }

    boolean isEmpty() {
        return pixels == 0;
    }

    boolean has(int y, int x) {
        int column = x - box.x();
        if (y < box.y() || y >= box.bottom() || column < 0 || column >= box.width()) {
            return false;
        }
        return ((bits[(y - box.y()) * stride(box) + (column >> 3)] >> (column & 7)) & 1) != 0;
    }

    /** How many pixels both have. */
    int shared(Shape other) {
        Rect both = box.intersect(other.box);
        int sum = 0;
        for (int y = both.y(); y < both.bottom(); y++) {
            for (int x = both.x(); x < both.right(); x += WORD) {
                long mine = word(y, x) & other.word(y, x);
                int n = both.right() - x;
                sum += Long.bitCount(n < WORD ? mine & ((1L << n) - 1) : mine);
            }
        }
        return sum;
    }

    /** 64 pixels of a row from a column on; those past the box have any value. */
    private long word(int y, int x) {
        int stride = stride(box);
        int row = (y - box.y()) * stride;
        int column = x - box.x();
        int first = column >> 3;
        int shift = column & 7;
        long word = (bits[row + first] & 0xFFL) >>> shift;
        for (int i = first + 1; i < stride && 8 * (i - first) - shift < WORD; i++) {
            word |= (bits[row + i] & 0xFFL) << (8 * (i - first) - shift);
        }
        return word;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(box.y());
        out.writeInt(box.x());
        out.writeInt(box.height());
        out.writeInt(box.width());
        out.write(bits);
    }

    static Shape read(DataInput in, int most) throws IOException {
        Rect box = new Rect(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        boolean possible = box.height() >= 0 && box.width() >= 0 && (long) box.height() * stride(box) <= most;
        States.check(possible && (box.height() == 0) == (box.width() == 0));
        byte[] bits = new byte[bytes(box)];
        in.readFully(bits);
        return new Shape(box, bits);
    }
}
