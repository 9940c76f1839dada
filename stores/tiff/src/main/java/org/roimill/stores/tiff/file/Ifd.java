package org.roimill.stores.tiff.file;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;

/**
 * One image file directory: the tags of one page. Values longer than a few bytes stay in the file until they are
 * asked for. Immutable but for caches; safe for many threads.
 */
public final class Ifd {
    /** The longest text that is taken; the OME-XML of a very large plate stays below it. */
    public static final long MAX_TEXT = 128L << 20;

    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    private static final int RATIONAL = 5;

    private final Directory directory;
    private final String name;
    private final long offset;
    private final byte[] entries;
    private volatile Layout layout;
    private volatile Ifd[] children;
    private volatile SoftReference<Chunks> chunks = new SoftReference<>(null);

    Ifd(Directory directory, String name, long offset, byte[] entries) {
        this.directory = directory;
        this.name = name;
        this.offset = offset;
        this.entries = entries;
    }

    public Source source() {
        return directory.source();
    }

    public ByteOrder order() {
        return directory.order();
    }

    /** Where it starts. */
    public long offset() {
        return offset;
    }

    public boolean has(Tag tag) {
        return find(tag) >= 0;
    }

    /** The first number of an integer tag, or {@code fallback} where the tag is absent. */
    public long number(Tag tag, long fallback) {
        int at = find(tag);
        return at < 0 || count(at) == 0 ? fallback : integer(values(tag, at, 1), type(tag, at), tag);
    }

    /** All numbers of an integer tag; none where it is absent. More than {@code limit} are an error. */
    public long[] numbers(Tag tag, long limit) {
        int at = find(tag);
        if (at < 0) {
            return new long[0];
        }
        long count = count(at);
        if (count < 0 || count > limit) {
            throw bad(tag, "has " + Long.toUnsignedString(count) + " values, more than the " + limit + " it can have");
        }
        ByteBuffer bytes = values(tag, at, count);
        int type = type(tag, at);
        long[] numbers = new long[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = integer(bytes, type, tag);
        }
        return numbers;
    }

    /** A rational tag as a quotient; NaN where it is absent, of another type, or divided by zero. */
    public double quotient(Tag tag) {
        int at = find(tag);
        if (at < 0 || type(tag, at) != RATIONAL || count(at) != 1) {
            return Double.NaN;
        }
        ByteBuffer bytes = values(tag, at, 1);
        double above = bytes.getInt() & 0xFFFFFFFFL;
        double below = bytes.getInt() & 0xFFFFFFFFL;
        return below == 0 ? Double.NaN : above / below;
    }

    /** The ImageDescription up to its first zero byte, as UTF-8 where it is that, else as Latin-1; never null. */
    public String description() {
        Tag tag = Tag.IMAGE_DESCRIPTION;
        int at = find(tag);
        if (at < 0) {
            return "";
        }
        long count = count(at);
        if (count < 0 || count > MAX_TEXT) {
            throw bad(
                    tag,
                    "is " + Long.toUnsignedString(count) + " bytes long; at most " + Bytes.text(MAX_TEXT)
                            + " are read");
        }
        if (TYPE_BYTES[type(tag, at)] != 1) {
            throw bad(tag, "is no text");
        }
        ByteBuffer bytes = values(tag, at, count);
        int end = 0;
        while (end < bytes.limit() && bytes.get(end) != 0) {
            end++;
        }
        bytes.limit(end);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes).toString();
        }
    }

    /** How its pixels are laid out. Pages that are alike share one. */
    public Layout layout() {
        Layout known = layout;
        if (known == null) {
            known = directory.shared(Layout.of(this));
            layout = known;
        }
        return known;
    }

    /** Where its strips or tiles are. */
    public Chunks chunks() {
        Chunks known = chunks.get();
        if (known == null) {
            known = Chunks.of(this);
            chunks = new SoftReference<>(known);
        }
        return known;
    }

    /** The directories that its SubIFDs tag points to. They are not asked for theirs. */
    public Ifd[] children() {
        Ifd[] known = children;
        if (known == null) {
            long[] offsets = numbers(Tag.SUB_IFDS, 64);
            known = new Ifd[offsets.length];
            for (int i = 0; i < known.length; i++) {
                known[i] = directory.read(offsets[i], name + ", SubIFD " + i).ifd();
            }
            children = known;
        }
        return known.clone();
    }

    public RoimillException bad(Tag tag, String what) {
        return RoimillException.badData(
                this + ": " + tag + " " + what, "The file is damaged or lies: copy or export it again.");
    }

    /** The file, which directory, and where it starts. */
    @Override
    public String toString() {
        return directory.source().path() + ": " + name + " at byte " + Long.toUnsignedString(offset);
    }

    /** As {@link #toString} without the file. */
    String place(Tag tag) {
        return name + " at byte " + Long.toUnsignedString(offset) + ": " + tag;
    }

    /** The place of the entry of a tag, or -1. */
    private int find(Tag tag) {
        int step = directory.entryBytes();
        boolean little = directory.order() == ByteOrder.LITTLE_ENDIAN;
        byte low = (byte) tag.id();
        byte high = (byte) (tag.id() >> 8);
        for (int at = 0; at < entries.length; at += step) {
            if (entries[at] == (little ? low : high) && entries[at + 1] == (little ? high : low)) {
                return at;
            }
        }
        return -1;
    }

    private ByteBuffer raw() {
        return ByteBuffer.wrap(entries).order(directory.order());
    }

    private int type(Tag tag, int at) {
        int type = raw().getShort(at + 2) & 0xFFFF;
        if (type >= TYPE_BYTES.length || TYPE_BYTES[type] == 0) {
            throw bad(tag, "is of the unknown type " + type);
        }
        return type;
    }

    private long count(int at) {
        return directory.big() ? raw().getLong(at + 4) : raw().getInt(at + 4) & 0xFFFFFFFFL;
    }

    /** The first {@code count} values as bytes; the caller has made sure that they are few or in the file. */
    private ByteBuffer values(Tag tag, int at, long count) {
        int room = directory.big() ? 8 : 4;
        int start = at + 4 + room;
        int width = TYPE_BYTES[type(tag, at)];
        if (count(at) >= 0 && count(at) <= room / width) {
            return raw().slice(start, (int) count(at) * width).order(directory.order());
        }
        long where = directory.big() ? raw().getLong(start) : raw().getInt(start) & 0xFFFFFFFFL;
        long bytes = count * width;
        if (where < 0 || bytes > directory.source().size() - where) {
            throw bad(
                    tag,
                    "is said to be " + bytes + " bytes at byte " + Long.toUnsignedString(where)
                            + ", but the file ends at byte "
                            + directory.source().size());
        }
        if (bytes > Integer.MAX_VALUE - 8) {
            throw bad(tag, "is said to be " + Bytes.text(bytes) + " long; at most 2 GiB are read");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) bytes).order(directory.order());
        directory.source().read(where, buffer, place(tag));
        return buffer.flip();
    }

    private long integer(ByteBuffer bytes, int type, Tag tag) {
        return switch (type) {
            case 1, 7 -> bytes.get() & 0xFF;
            case 3 -> bytes.getShort() & 0xFFFF;
            case 4, 13 -> bytes.getInt() & 0xFFFFFFFFL;
            case 6 -> bytes.get();
            case 8 -> bytes.getShort();
            case 9 -> bytes.getInt();
            case 16, 17, 18 -> bytes.getLong();
            default -> throw bad(tag, "is of type " + type + ", which holds no integers");
        };
    }
}
