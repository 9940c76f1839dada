package org.roimill.stores.segfiles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.roimill.kernels.outline.Outline;

/** A polygon in ImageJ's format for a ROI: a head of 64 bytes, the points, a second head, the name; big-endian. */
final class ImageJRoi {
    private static final int HEAD = 64;
    private static final short VERSION = 227;
    private static final int COUNT_SHORT = 16;
    private static final int COUNT_INT = 18;
    private static final int OPTIONS = 50;
    private static final int POSITION = 56;
    private static final int SECOND_HEAD = 60;
    /** Points once more, as floats from the image's corner: where whole numbers of 16 bits are too short. */
    private static final short SUB_PIXEL = 128;

    private static final int SHORT_LIMIT = 32767;

    private ImageJRoi() {}

    /** @param slice from 1; 0 for all */
    static byte[] polygon(Outline outline, String name, int slice) {
        int n = outline.length();
        int left = Arrays.stream(outline.x()).min().orElseThrow();
        int top = Arrays.stream(outline.y()).min().orElseThrow();
        int right = Arrays.stream(outline.x()).max().orElseThrow();
        int bottom = Arrays.stream(outline.y()).max().orElseThrow();
        boolean far = Math.max(right, bottom) >= SHORT_LIMIT;
        int points = HEAD + 4 * n + (far ? 8 * n : 0);
        ByteBuffer b = ByteBuffer.allocate(points + HEAD + 2 * name.length());
        b.put("Iout".getBytes(StandardCharsets.US_ASCII)).putShort(VERSION);
        b.position(8);
        b.putShort((short) top)
                .putShort((short) left)
                .putShort((short) (bottom + 1))
                .putShort((short) (right + 1));
        if (n <= 0xFFFF) {
            b.putShort(COUNT_SHORT, (short) n);
        } else {
            b.putInt(COUNT_INT, n);
        }
        b.putShort(OPTIONS, far ? SUB_PIXEL : 0).putInt(POSITION, slice).putInt(SECOND_HEAD, points);
        b.position(HEAD);
        for (int x : outline.x()) {
            b.putShort((short) (x - left));
        }
        for (int y : outline.y()) {
            b.putShort((short) (y - top));
        }
        if (far) {
            for (int x : outline.x()) {
                b.putFloat(x);
            }
            for (int y : outline.y()) {
                b.putFloat(y);
            }
        }
        b.position(points + 8);
        b.putInt(slice);
        b.putInt(points + 16, points + HEAD).putInt(points + 20, name.length());
        b.position(points + HEAD);
        b.put(name.getBytes(StandardCharsets.UTF_16BE));
        return b.array();
    }
}
