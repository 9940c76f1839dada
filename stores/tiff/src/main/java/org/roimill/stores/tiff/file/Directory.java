package org.roimill.stores.tiff.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.roimill.core.error.RoimillException;

/** The header of a file and its chain of directories, classic or BigTIFF, in either byte order. */
public final class Directory {
    private static final int MAX_IFDS = 1 << 20;
    private static final int MAX_ENTRIES = 4096;
    /** So many entries in all are looked at; a file of a million pages has fewer. */
    private static final long MAX_ALL_ENTRIES = 1L << 25;

    private final Source source;
    private final ByteOrder order;
    private final boolean big;
    private final AtomicLong entriesRead = new AtomicLong();
    private final Map<Layout, Layout> layouts = new ConcurrentHashMap<>();
    private List<Ifd> chain = List.of();

    private Directory(Source source, ByteOrder order, boolean big) {
        this.source = source;
        this.order = order;
        this.big = big;
    }

    /** One directory and where the next one starts, zero if it is the last. */
    record Link(Ifd ifd, long next) {}

    public static Directory read(Source source) {
        ByteBuffer header = ByteBuffer.allocate((int) Math.min(16, source.size()));
        source.read(0, header, "the header");
        header.flip();
        if (header.limit() < 8) {
            throw notTiff(source);
        }
        int mark = header.getShort(0);
        if (mark != 0x4949 && mark != 0x4D4D) {
            throw notTiff(source);
        }
        ByteOrder order = mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int version = header.order(order).getShort(2);
        boolean big = version == 43;
        if (version != 42 && !(big && header.limit() == 16 && header.getShort(4) == 8 && header.getShort(6) == 0)) {
            throw notTiff(source);
        }
        Directory directory = new Directory(source, order, big);
        directory.follow(big ? header.getLong(8) : header.getInt(4) & 0xFFFFFFFFL);
        return directory;
    }

    private static RoimillException notTiff(Source source) {
        return RoimillException.badData(
                source.path() + ": is no TIFF file: it does not start with the header of one",
                "Check that it was copied whole, and that it is a TIFF, whatever its name ends in.");
    }

    private void follow(long first) {
        List<Ifd> all = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (long at = first; at != 0; ) {
            if (!seen.add(at)) {
                throw damaged("the chain of directories loops: IFD " + (all.size() - 1) + " points back to byte "
                        + Long.toUnsignedString(at));
            }
            if (all.size() == MAX_IFDS) {
                throw damaged("has more than " + MAX_IFDS + " directories");
            }
            Link link = read(at, "IFD " + all.size());
            all.add(link.ifd());
            at = link.next();
        }
        if (all.isEmpty()) {
            throw damaged("holds no image: its first directory is said to be at byte 0");
        }
        chain = List.copyOf(all);
    }

    Link read(long offset, String name) {
        int countBytes = big ? 8 : 2;
        int pointerBytes = big ? 8 : 4;
        if (offset < 8 || offset > source.size() - countBytes) {
            throw damaged(name + " is said to be at byte " + Long.toUnsignedString(offset)
                    + ", but the file ends at byte " + source.size());
        }
        // Most directories have fewer entries than this and come in one read.
        ByteBuffer bytes = window(offset, countBytes + 24 * entryBytes() + pointerBytes, name);
        long count = big ? bytes.getLong(0) : bytes.getShort(0) & 0xFFFF;
        if (count < 1 || count > MAX_ENTRIES) {
            throw damaged(name + " at byte " + offset + " is said to have " + Long.toUnsignedString(count)
                    + " tags; from 1 to " + MAX_ENTRIES + " are possible");
        }
        if (entriesRead.addAndGet(count) > MAX_ALL_ENTRIES) {
            throw damaged("has more than " + MAX_ALL_ENTRIES + " tags in all");
        }
        int end = countBytes + (int) count * entryBytes();
        if (bytes.limit() < end + pointerBytes) {
            bytes = window(offset, end + pointerBytes, name);
        }
        if (bytes.limit() < end) {
            throw damaged(name + " at byte " + offset + " has " + count + " tags, but the file ends at byte "
                    + source.size());
        }
        Ifd ifd = new Ifd(this, name, offset, known(bytes, countBytes, end));
        // Some writers leave out the last pointer at the very end of the file.
        if (bytes.limit() < end + pointerBytes) {
            return new Link(ifd, 0);
        }
        return new Link(ifd, big ? bytes.getLong(end) : bytes.getInt(end) & 0xFFFFFFFFL);
    }

    private ByteBuffer window(long offset, int wanted, String name) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(wanted, source.size() - offset));
        source.read(offset, bytes, name);
        return bytes.flip().order(order);
    }

    /** The entries of the tags that matter; of one that stands twice, the first. */
    private byte[] known(ByteBuffer bytes, int start, int end) {
        EnumSet<Tag> seen = EnumSet.noneOf(Tag.class);
        ByteBuffer kept = ByteBuffer.allocate(Tag.values().length * entryBytes());
        for (int at = start; at < end; at += entryBytes()) {
            Tag tag = Tag.find(bytes.getShort(at) & 0xFFFF);
            if (tag != null && seen.add(tag)) {
                kept.put(bytes.slice(at, entryBytes()));
            }
        }
        byte[] entries = new byte[kept.position()];
        kept.flip().get(entries);
        return entries;
    }

    private RoimillException damaged(String what) {
        return RoimillException.badData(
                source.path() + ": " + what, "The file was cut off or is damaged: copy or export it again.");
    }

    public List<Ifd> chain() {
        return chain;
    }

    Source source() {
        return source;
    }

    ByteOrder order() {
        return order;
    }

    boolean big() {
        return big;
    }

    int entryBytes() {
        return big ? 20 : 12;
    }

    Layout shared(Layout layout) {
        Layout known = layouts.putIfAbsent(layout, layout);
        return known == null ? layout : known;
    }
}
