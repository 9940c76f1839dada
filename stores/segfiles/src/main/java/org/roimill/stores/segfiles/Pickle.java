package org.roimill.stores.segfiles;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Python's pickle, protocol 4 without frames, as far as dictionaries of arrays need it: opcodes and their arguments as
 * {@code pickletools} of Python documents them. Arrays are begun with their length and their bytes streamed.
 */
final class Pickle {
    private final DataOutputStream out;

    Pickle(OutputStream out) throws IOException {
        this.out = new DataOutputStream(out);
        op(0x80);
        op(4);
    }

    private void op(int code) throws IOException {
        out.writeByte(code);
    }

    void emptyDict() throws IOException {
        op('}');
    }

    void emptyList() throws IOException {
        op(']');
    }

    void mark() throws IOException {
        op('(');
    }

    /** Puts keys and values since the mark into the dictionary before it. */
    void setItems() throws IOException {
        op('u');
    }

    /** Puts what follows the mark into the list before it. */
    void appends() throws IOException {
        op('e');
    }

    void tuple() throws IOException {
        op('t');
    }

    void none() throws IOException {
        op('N');
    }

    void bool(boolean value) throws IOException {
        op(value ? 0x88 : 0x89);
    }

    void integer(long value) throws IOException {
        if (value == (int) value) {
            op('J');
            littleInt((int) value);
        } else {
            op(0x8a);
            op(8);
            littleLong(value);
        }
    }

    void number(double value) throws IOException {
        op('G');
        out.writeDouble(value);
    }

    void text(String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        op('X');
        littleInt(bytes.length);
        out.write(bytes);
    }

    private void global(String module, String name) throws IOException {
        op('c');
        out.write((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Begins an array; its elements follow, as one list for objects, else by {@link #bytes}; then {@link #endArray}.
     *
     * @param type as NumPy writes it behind the byte order: {@code u2}, {@code f4}, {@code b1}, {@code O8}
     */
    void beginArray(String type, long... shape) throws IOException {
        // The old name of the module is understood by old and new versions of NumPy.
        global("numpy.core.multiarray", "_reconstruct");
        mark();
        global("numpy", "ndarray");
        mark();
        integer(0);
        tuple();
        op('C');
        op(1);
        op('b');
        tuple();
        op('R');
        mark();
        integer(1);
        mark();
        for (long side : shape) {
            integer(side);
        }
        tuple();
        dtype(type);
        bool(false);
    }

    private void dtype(String type) throws IOException {
        boolean object = type.charAt(0) == 'O';
        boolean single = type.endsWith("1");
        global("numpy", "dtype");
        mark();
        text(type);
        bool(false);
        bool(true);
        tuple();
        op('R');
        mark();
        integer(3);
        text(object || single ? "|" : "<");
        none();
        none();
        none();
        integer(-1);
        integer(-1);
        integer(object ? 63 : 0);
        tuple();
        op('b');
    }

    /** Begins the bytes of an array; exactly so many are then written to {@link #stream}. */
    void bytes(long count) throws IOException {
        op(0x8e);
        littleLong(count);
    }

    OutputStream stream() {
        return out;
    }

    void endArray() throws IOException {
        tuple();
        op('b');
    }

    void stop() throws IOException {
        op('.');
        out.flush();
    }

    private void littleInt(int value) throws IOException {
        out.writeInt(Integer.reverseBytes(value));
    }

    private void littleLong(long value) throws IOException {
        out.writeLong(Long.reverseBytes(value));
    }
}
