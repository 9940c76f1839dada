package org.roimill.stores.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes TIFF files that are odd or wrong in just one respect. Nothing is checked. */
final class TinyTiff {
    private final ByteOrder order;
    private final boolean big;
    private final ByteBuffer out;
    private final List<Long> ifds = new ArrayList<>();
    private final List<Integer> nextPointers = new ArrayList<>();

    TinyTiff() {
        this(ByteOrder.LITTLE_ENDIAN, false);
    }

    TinyTiff(ByteOrder order, boolean big) {
        this.order = order;
        this.big = big;
        out = ByteBuffer.allocate(1 << 22).order(order);
        out.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
        out.putShort((short) (big ? 43 : 42));
        if (big) {
            out.putShort((short) 8).putShort((short) 0);
        }
        pointer(0);
    }

    record Entry(int tag, int type, Object value) {}

    static Entry shorts(int tag, long... values) {
        return new Entry(tag, 3, values);
    }

    static Entry longs(int tag, long... values) {
        return new Entry(tag, 4, values);
    }

    static Entry longs8(int tag, long... values) {
        return new Entry(tag, 16, values);
    }

    static Entry text(int tag, String text) {
        return new Entry(tag, 2, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** An entry that claims so many values at that place. */
    static Entry claim(int tag, int type, long count, long where) {
        return new Entry(tag, type, new Claim(count, where));
    }

    record Claim(long count, long where) {}

    /** A grey page of bytes in one strip, changed by the entries given: same tag, other value. */
    List<Entry> page(int width, int height, long dataOffset, Entry... changes) {
        List<Entry> all = new ArrayList<>(List.of(
                longs(256, width),
                longs(257, height),
                shorts(258, 8),
                shorts(259, 1),
                shorts(262, 1),
                longs(273, dataOffset),
                shorts(277, 1),
                longs(278, height),
                longs(279, (long) width * height)));
        for (Entry change : changes) {
            all.removeIf(e -> e.tag() == change.tag());
            all.add(change);
        }
        all.removeIf(e -> e.value() == null);
        all.sort((a, b) -> Integer.compare(a.tag(), b.tag()));
        return all;
    }

    long data(byte[] bytes) {
        long at = out.position();
        out.put(bytes);
        return at;
    }

    /** Where the next thing goes. */
    long position() {
        return out.position();
    }

    /** Adds a directory to the chain; where it starts. */
    long ifd(List<Entry> entries) {
        long at = loose(entries);
        if (ifds.isEmpty()) {
            patch(big ? 8 : 4, at);
        } else {
            patch(nextPointers.get(nextPointers.size() - 2), at);
        }
        ifds.add(at);
        return at;
    }

    /** A directory that is not in the chain, such as a SubIFD. */
    long loose(List<Entry> entries) {
        List<Long> places = new ArrayList<>();
        for (Entry e : entries) {
            byte[] bytes = bytes(e);
            places.add(bytes != null && bytes.length > (big ? 8 : 4) ? data(bytes) : 0L);
        }
        long at = out.position();
        if (big) {
            out.putLong(entries.size());
        } else {
            out.putShort((short) entries.size());
        }
        for (int i = 0; i < entries.size(); i++) {
            entry(entries.get(i), places.get(i));
        }
        nextPointers.add(out.position());
        pointer(0);
        return at;
    }

    private void entry(Entry e, long place) {
        out.putShort((short) e.tag()).putShort((short) e.type());
        if (e.value() instanceof Claim c) {
            pointer(c.count());
            pointer(c.where());
            return;
        }
        byte[] bytes = bytes(e);
        pointer(e.value() instanceof long[] v ? v.length : bytes.length);
        if (bytes.length > (big ? 8 : 4)) {
            pointer(place);
        } else {
            out.put(Arrays.copyOf(bytes, big ? 8 : 4));
        }
    }

    private byte[] bytes(Entry e) {
        if (e.value() instanceof byte[] raw) {
            return raw;
        }
        if (!(e.value() instanceof long[] values)) {
            return null;
        }
        int width = e.type() == 3 ? 2 : e.type() == 16 ? 8 : 4;
        ByteBuffer b = ByteBuffer.allocate(values.length * width).order(order);
        for (long v : values) {
            switch (width) {
                case 2 -> b.putShort((short) v);
                case 4 -> b.putInt((int) v);
                default -> b.putLong(v);
            }
        }
        return b.array();
    }

    /** Lets the last directory point to another place. */
    void next(long where) {
        patch(nextPointers.getLast(), where);
    }

    private void pointer(long value) {
        if (big) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private void patch(int at, long value) {
        if (big) {
            out.putLong(at, value);
        } else {
            out.putInt(at, (int) value);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    Path write(Path folder) throws IOException {
        Path path = Files.createTempFile(folder, "tiny", ".tif");
        Files.write(path, bytes());
        return path;
    }
}
