package org.roimill.stores.zarr;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.meta.ElementType;

/** Text between strings and the bytes of elements. */
final class Texts {
    private Texts() {}

    static String decode(ElementType type, byte[] bytes, String place) {
        return type instanceof ElementType.FixedText ? utf32(bytes, place) : utf8(bytes, place);
    }

    private static String utf8(byte[] bytes, String place) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                throw RoimillException.badData(place + ": a text is not UTF-8", "Read it as bytes.", e);
            }
        }
        return text;
    }

    private static String utf32(byte[] bytes, String place) {
        ByteBuffer b = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.nativeOrder());
        int n = bytes.length / 4;
        while (n > 0 && b.getInt(4 * (n - 1)) == 0) {
            n--;
        }
        StringBuilder text = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            int point = b.getInt(4 * i);
            if (!Character.isValidCodePoint(point)) {
                throw RoimillException.badData(
                        place + ": a text holds " + Integer.toHexString(point) + ", no character",
                        "The data is damaged: copy or make it again.");
            }
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    /** The bytes of an element; too long for it, the text is refused rather than cut. */
    static byte[] encode(ElementType type, String text, String place) {
        if (type instanceof ElementType.FixedText fixed) {
            int[] points = text.codePoints().toArray();
            if (points.length > fixed.chars()) {
                throw tooLong(text, type, place);
            }
            MemorySegment out = MemorySegment.ofArray(new byte[4 * fixed.chars()]);
            for (int i = 0; i < points.length; i++) {
                out.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * i, points[i]);
            }
            return out.toArray(ValueLayout.JAVA_BYTE);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return type instanceof ElementType.FixedBytes ? pad(bytes, type, place) : bytes;
    }

    static byte[] pad(byte[] bytes, ElementType type, String place) {
        if (bytes.length > type.bytes()) {
            throw tooLong(new String(bytes, StandardCharsets.UTF_8), type, place);
        }
        return Arrays.copyOf(bytes, type.bytes());
    }

    /** Without the zeros that pad it. */
    static byte[] trim(byte[] bytes) {
        int n = bytes.length;
        while (n > 0 && bytes[n - 1] == 0) {
            n--;
        }
        return n == bytes.length ? bytes : Arrays.copyOf(bytes, n);
    }

    private static RoimillException tooLong(String text, ElementType type, String place) {
        return RoimillException.usage(
                place + ": '" + text + "' does not fit into " + type, "Make the array of type string.");
    }
}
