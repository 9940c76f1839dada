package org.roimill.stores.zarr.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.roimill.core.error.RoimillException;

/** Reads the central directory of a Zip archive, and believes nothing that contradicts itself. */
final class ZipDirectory {
    static final int END = 0x06054b50;
    static final int END64 = 0x06064b50;
    static final int LOCATOR64 = 0x07064b50;
    static final int ENTRY = 0x02014b50;
    static final int LOCAL = 0x04034b50;
    static final int END_LENGTH = 22;
    static final int LOCATOR_LENGTH = 20;
    static final int END64_LENGTH = 56;
    static final int ENTRY_LENGTH = 46;
    static final int LOCAL_LENGTH = 30;
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int MOST_COMMENT = 0xFFFF;
    private static final long MOST_ENTRIES = 1 << 24;
    private static final int ENCRYPTED = 1;
    private static final int EXTRA64 = 1;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** One file: where its local header is, and what lies behind that. */
    record Entry(String name, int method, long stored, long size, int crc, long header) {}

    private final MemorySegment zip;
    private final String place;

    private ZipDirectory(MemorySegment zip, String place) {
        this.zip = zip;
        this.place = place;
    }

    static NavigableMap<String, Entry> read(MemorySegment zip, String place) {
        return new ZipDirectory(zip, place).read();
    }

    private record Bounds(long entries, long offset, long length) {}

    private NavigableMap<String, Entry> read() {
        Bounds bounds = bounds();
        if (bounds.entries > MOST_ENTRIES || bounds.entries * ENTRY_LENGTH > bounds.length) {
            throw fault("it claims " + bounds.entries + " entries in " + bounds.length + " bytes");
        }
        TreeMap<String, Entry> entries = new TreeMap<>();
        List<Entry> all = new ArrayList<>();
        long at = bounds.offset;
        long end = bounds.offset + bounds.length;
        for (long i = 0; i < bounds.entries; i++) {
            if (end - at < ENTRY_LENGTH || zip.get(INT, at) != ENTRY) {
                throw fault("its directory is damaged at byte " + at);
            }
            long next = at + ENTRY_LENGTH + u16(at + 28) + u16(at + 30) + u16(at + 32);
            if (next > end) {
                throw fault("its directory is damaged at byte " + at);
            }
            Entry entry = entry(at);
            all.add(entry);
            if (!entry.name.endsWith("/") && entries.put(entry.name, entry) != null) {
                throw fault("'" + entry.name + "' is in it twice");
            }
            at = next;
        }
        checkOverlap(all, bounds.offset);
        return entries;
    }

    private Bounds bounds() {
        long last = zip.byteSize() - END_LENGTH;
        for (long at = last; at >= Math.max(0, last - MOST_COMMENT); at--) {
            if (zip.get(INT, at) == END && at + END_LENGTH + u16(at + 20) == zip.byteSize()) {
                Bounds bounds = bounds(at);
                if (bounds.offset < 0 || bounds.length < 0 || bounds.offset > at - bounds.length) {
                    throw fault("its directory of " + bounds.length + " bytes at " + bounds.offset
                            + " does not lie within it");
                }
                return bounds;
            }
        }
        throw fault("it has no directory at its end");
    }

    private Bounds bounds(long end) {
        long locator = end - LOCATOR_LENGTH;
        if (locator >= 0 && zip.get(INT, locator) == LOCATOR64) {
            long at = zip.get(LONG, locator + 8);
            if (at < 0 || at > locator - END64_LENGTH || zip.get(INT, at) != END64) {
                throw fault("its Zip64 directory is not where it says");
            }
            return new Bounds(Math.max(0, zip.get(LONG, at + 32)), zip.get(LONG, at + 48), zip.get(LONG, at + 40));
        }
        return new Bounds(u16(end + 10), u32(end + 16), u32(end + 12));
    }

    private Entry entry(long at) {
        String name = new String(
                zip.asSlice(at + ENTRY_LENGTH, u16(at + 28)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        String wrong = Keys.fault(bare);
        if (wrong != null) {
            throw fault("its entry '" + name + "' has no sound name: " + wrong);
        }
        int method = u16(at + 10);
        if ((u16(at + 8) & ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
            throw fault(
                    "'" + name + "' is encrypted, or packed by method " + method + "; stored and deflated are read");
        }
        // What does not fit into 32 bits stands in an extra field, in this order, as far as it does not fit.
        long[] wide = {u32(at + 24), u32(at + 20), u32(at + 42)};
        long extra = at + ENTRY_LENGTH + u16(at + 28);
        long extraEnd = extra + u16(at + 30);
        while (extraEnd - extra >= 4) {
            long next = extra + 4 + u16(extra + 2);
            if (u16(extra) == EXTRA64 && next <= extraEnd) {
                long field = extra + 4;
                for (int k = 0; k < wide.length; k++) {
                    if (wide[k] == 0xFFFFFFFFL && next - field >= 8) {
                        wide[k] = zip.get(LONG, field);
                        field += 8;
                    }
                }
            }
            extra = next;
        }
        Entry entry = new Entry(name, method, wide[1], wide[0], zip.get(INT, at + 16), wide[2]);
        check(entry);
        return entry;
    }

    private void check(Entry e) {
        // Deflate makes at most 1032 bytes of one.
        boolean sound = e.stored >= 0
                && e.size >= 0
                && e.header >= 0
                && e.header <= zip.byteSize() - LOCAL_LENGTH
                && e.stored <= zip.byteSize() - LOCAL_LENGTH - e.header
                && (e.method == STORED ? e.size == e.stored : e.size / 1032 <= e.stored + 1);
        if (!sound) {
            throw fault("'" + e.name + "' claims " + e.size + " bytes, " + e.stored + " stored, at " + e.header);
        }
    }

    private void checkOverlap(List<Entry> entries, long directory) {
        entries.sort(Comparator.comparingLong(Entry::header));
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            long end = e.header + LOCAL_LENGTH + u16(e.header + 26) + u16(e.header + 28) + e.stored;
            long next = i + 1 < entries.size() ? entries.get(i + 1).header : directory;
            if (zip.get(INT, e.header) != LOCAL || end > next) {
                throw fault("'" + e.name + "' overlaps what comes after it, or is not where the directory says");
            }
        }
    }

    /** The stored bytes of an entry. */
    static MemorySegment data(MemorySegment zip, Entry e) {
        int name = zip.get(SHORT, e.header + 26) & 0xFFFF;
        int extra = zip.get(SHORT, e.header + 28) & 0xFFFF;
        return zip.asSlice(e.header + LOCAL_LENGTH + name + extra, e.stored);
    }

    private int u16(long at) {
        return zip.get(SHORT, at) & 0xFFFF;
    }

    private long u32(long at) {
        return zip.get(INT, at) & 0xFFFFFFFFL;
    }

    private RoimillException fault(String what) {
        return RoimillException.badData(place + " is no sound Zip archive: " + what, "Copy or make it again.");
    }
}
