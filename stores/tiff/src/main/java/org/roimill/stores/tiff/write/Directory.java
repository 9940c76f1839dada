package org.roimill.stores.tiff.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The directories of pages in a little-endian file, each linked to the one before. */
final class Directory {
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int LONG8 = 16;

    private final boolean large;

    Directory(boolean large) {
        this.large = large;
    }

    /** A tag and what it holds; places take as many bytes as the file's variant has. */
    record Field(int tag, int type, long[] values, byte[] text) {
        static Field shorts(int tag, int count, int value) {
            long[] values = new long[count];
            Arrays.fill(values, value);
            return new Field(tag, SHORT, values, null);
        }

        static Field number(int tag, long value) {
            return new Field(tag, LONG, new long[] {value}, null);
        }

        static Field places(int tag, List<Long> values) {
            return new Field(
                    tag, LONG8, values.stream().mapToLong(Long::longValue).toArray(), null);
        }

        static Field text(int tag, String text) {
            return new Field(tag, ASCII, null, (text + "\0").getBytes(StandardCharsets.US_ASCII));
        }

        /** With six digits behind the point, or as many as 32 bits leave. */
        static Field ratio(int tag, double value) {
            long below = 1_000_000;
            while (value * below > 0xFFFF_FFFFL && below > 1) {
                below /= 10;
            }
            return new Field(
                    tag, RATIONAL, new long[] {Math.min(0xFFFF_FFFFL, Math.round(value * below)), below}, null);
        }

        int typeIn(boolean large) {
            return type == LONG8 && !large ? LONG : type;
        }

        byte[] bytes(boolean large) {
            if (text != null) {
                return text;
            }
            int size = typeIn(large) == SHORT ? 2 : typeIn(large) == LONG8 ? 8 : 4;
            byte[] bytes = new byte[values.length * size];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (long value : values) {
                switch (size) {
                    case 2 -> buffer.putShort((short) value);
                    case 4 -> buffer.putInt((int) value);
                    default -> buffer.putLong(value);
                }
            }
            return bytes;
        }

        long count() {
            return text != null ? text.length : type == RATIONAL ? 1 : values.length;
        }
    }

    /** Begins the file; gives the place of the link to the first directory. */
    long header(FileChannel file) throws IOException {
        ByteBuffer header = little(large ? 16 : 8).put((byte) 'I').put((byte) 'I');
        if (large) {
            header.putShort((short) 43).putShort((short) 8).putShort((short) 0);
        } else {
            header.putShort((short) 42);
        }
        write(file, header.rewind());
        return large ? 8 : 4;
    }

    /** Writes a directory at the end of the file and links it; gives the place of the link to the next one. */
    long write(FileChannel file, long link, List<Field> fields) throws IOException {
        int inline = large ? 8 : 4;
        long outside = even(file.position());
        int entry = large ? 20 : 12;
        ByteBuffer table = little((large ? 8 : 2) + fields.size() * entry + inline);
        if (large) {
            table.putLong(fields.size());
        } else {
            table.putShort((short) fields.size());
        }
        file.position(outside);
        for (Field field : fields) {
            byte[] bytes = field.bytes(large);
            table.putShort((short) field.tag()).putShort((short) field.typeIn(large));
            place(table, field.count());
            if (bytes.length <= inline) {
                table.put(bytes).position(table.position() + inline - bytes.length);
            } else {
                long at = even(file.position());
                place(table, at);
                file.position(at);
                write(file, ByteBuffer.wrap(bytes));
            }
        }
        long at = even(file.position());
        file.position(at);
        write(file, table.rewind());
        long end = file.position();
        ByteBuffer to = little(inline);
        place(to, at);
        file.write(to.rewind(), link);
        return end - inline;
    }

    private void place(ByteBuffer buffer, long value) {
        if (large) {
            buffer.putLong(value);
        } else {
            buffer.putInt((int) value);
        }
    }

    private static long even(long position) {
        return position + (position & 1);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
