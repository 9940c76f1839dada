package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;

/**
 * The value of what was never written, as the bytes of one element in native order; of text and byte strings of any
 * length, the bytes themselves.
 */
public record Fill(byte[] element) {
    private static final int LONGEST = 1 << 20;

    public boolean isZero() {
        for (byte b : element) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** As a number; null for other types. */
    public Number number(ElementType type) {
        if (!(type instanceof ElementType.Numeric n)) {
            return null;
        }
        ByteBuffer b = ByteBuffer.wrap(element).order(ByteOrder.nativeOrder());
        return switch (n.dtype()) {
            case BOOL, U8 -> b.get(0) & 0xFF;
            case I8 -> (int) b.get(0);
            case U16 -> b.getShort(0) & 0xFFFF;
            case I16 -> (int) b.getShort(0);
            case U32 -> b.getInt(0) & 0xFFFFFFFFL;
            case I32 -> b.getInt(0);
            case U64 -> new BigInteger(Long.toUnsignedString(b.getLong(0)));
            case I64 -> b.getLong(0);
            case F16 -> Float.float16ToFloat(b.getShort(0));
            case F32 -> b.getFloat(0);
            case F64 -> b.getDouble(0);
        };
    }

    static Fill parse(JsonNode node, ElementType type, String place) {
        try {
            return new Fill(
                    switch (type) {
                        case ElementType.Numeric n -> number(node, n.dtype());
                        case ElementType.Text t -> text(node).getBytes(StandardCharsets.UTF_8);
                        case ElementType.VarBytes v -> bytes(node);
                        case ElementType.FixedText t -> utf32(text(node), t);
                        case ElementType.FixedBytes b -> Arrays.copyOf(fit(bytes(node), b.length()), b.length());
                        case ElementType.Other o -> new byte[0];
                    });
        } catch (IllegalArgumentException | ArithmeticException e) {
            String text = node.toString();
            throw RoimillException.badData(
                    place + ": fill_value " + (text.length() > 80 ? text.substring(0, 80) + "..." : text)
                            + " is no value of type " + type + (e.getMessage() == null ? "" : ": " + e.getMessage()),
                    "The metadata is damaged, or written by a newer program.");
        }
    }

    private static byte[] number(JsonNode node, DType dtype) {
        byte[] element = new byte[dtype.bytes()];
        ByteBuffer b = ByteBuffer.wrap(element).order(ByteOrder.nativeOrder());
        if (node.isNull()) {
            return element;
        }
        if (node.isTextual() && node.textValue().startsWith("0x")) {
            putHex(node.textValue(), b);
            return element;
        }
        if (dtype.isFloating()) {
            double v = floating(node);
            switch (dtype) {
                case F16 -> b.putShort(Float.floatToFloat16((float) v));
                case F32 -> b.putFloat((float) v);
                default -> b.putDouble(v);
            }
            return element;
        }
        BigInteger v = integer(node);
        BigInteger least = dtype.isUnsigned()
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(8 * dtype.bytes() - 1).negate();
        BigInteger past = dtype == DType.BOOL
                ? BigInteger.TWO
                : BigInteger.ONE.shiftLeft(8 * dtype.bytes() - (dtype.isUnsigned() ? 0 : 1));
        if (v.compareTo(least) < 0 || v.compareTo(past) >= 0) {
            throw new IllegalArgumentException("it is out of range");
        }
        putInteger(v.longValue(), b);
        return element;
    }

    private static void putInteger(long v, ByteBuffer b) {
        switch (b.capacity()) {
            case 1 -> b.put((byte) v);
            case 2 -> b.putShort((short) v);
            case 4 -> b.putInt((int) v);
            default -> b.putLong(v);
        }
    }

    /** The bits of a value, the highest digit first. */
    private static void putHex(String text, ByteBuffer b) {
        if (text.length() != 2 + 2 * b.capacity()) {
            throw new IllegalArgumentException("it needs " + 2 * b.capacity() + " hexadecimal digits");
        }
        putInteger(Long.parseUnsignedLong(text, 2, text.length(), 16), b);
    }

    private static double floating(JsonNode node) {
        if (node.isTextual()) {
            return switch (node.textValue()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw new IllegalArgumentException(null, null);
            };
        }
        if (!node.isNumber()) {
            throw new IllegalArgumentException(null, null);
        }
        return node.doubleValue();
    }

    private static BigInteger integer(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        if (!node.isBigDecimal()) {
            throw new IllegalArgumentException(null, null);
        }
        BigDecimal d = node.decimalValue();
        if ((long) d.precision() - d.scale() > 40 || d.scale() > 2 * Limits.NUMBER_DIGITS) {
            throw new IllegalArgumentException("it is out of range");
        }
        return d.toBigIntegerExact();
    }

    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return checkLength(node.textValue());
        }
        // numpy's zero of an object array.
        if (node.isNull() || (node.isIntegralNumber() && node.asLong() == 0)) {
            return "";
        }
        throw new IllegalArgumentException(null, null);
    }

    private static byte[] bytes(JsonNode node) {
        if (node.isArray()) {
            byte[] bytes = new byte[node.size()];
            for (int i = 0; i < bytes.length; i++) {
                JsonNode v = node.get(i);
                if (!v.isIntegralNumber() || v.asLong() < 0 || v.asLong() > 255) {
                    throw new IllegalArgumentException("element " + i + " is no byte");
                }
                bytes[i] = (byte) v.asLong();
            }
            return bytes;
        }
        return Base64.getDecoder().decode(text(node));
    }

    private static String checkLength(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has " + text.length() + " characters");
        }
        return text;
    }

    private static byte[] fit(byte[] bytes, int length) {
        if (bytes.length > length) {
            throw new IllegalArgumentException("it has " + bytes.length + " bytes");
        }
        return bytes;
    }

    private static byte[] utf32(String text, ElementType.FixedText type) {
        int[] points = text.codePoints().toArray();
        if (points.length > type.chars()) {
            throw new IllegalArgumentException("it has " + points.length + " characters");
        }
        byte[] element = new byte[4 * type.chars()];
        ByteBuffer b = ByteBuffer.wrap(element).order(ByteOrder.nativeOrder());
        for (int p : points) {
            b.putInt(p);
        }
        return element;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Fill other && Arrays.equals(element, other.element);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(element);
    }
}
