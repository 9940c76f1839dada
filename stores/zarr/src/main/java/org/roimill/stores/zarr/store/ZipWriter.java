package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * A new Zip archive: entries stored as they are, Zip64 throughout where sizes ask for it, all times the same, so that
 * equal content in equal order gives equal bytes. Chunks are laid down as they come and cannot be changed; metadata
 * documents are held in memory, may be written again, and come last, sorted. The archive appears at {@link #finish},
 * or not at all. Written by several threads, the order of chunks is theirs: {@link #pack} gives one of its own.
 */
public final class ZipWriter implements Store {
    /** Midnight of the first of January 1980, as Zip writes it. */
    private static final int DATE = 0x21;

    private static final int UTF_8 = 1 << 11;
    private static final int VERSION = 45;
    private static final long WIDE = 0xFFFFFFFFL;
    private static final Set<String> DOCUMENTS = Set.of("zarr.json", ".zarray", ".zgroup", ".zattrs", ".zmetadata");

    private record Entry(long header, long data, long size, int crc) {}

    private final Path path;
    private final Path passing;
    private final FileChannel channel;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final List<String> order = new ArrayList<>();
    private final TreeMap<String, MemorySegment> held = new TreeMap<>();
    private boolean done;

    private ZipWriter(Path path, Path passing, FileChannel channel) {
        this.path = path;
        this.passing = passing;
        this.channel = channel;
    }

    public static ZipWriter create(Path path) {
        Path absolute = path.toAbsolutePath();
        Path passing = absolute.resolveSibling(
                Keys.UNFINISHED + ProcessHandle.current().pid() + "-" + absolute.getFileName());
        try {
            FileChannel channel = FileChannel.open(
                    passing,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return new ZipWriter(absolute, passing, channel);
        } catch (IOException e) {
            throw Channels.failure("making", path.toString(), e);
        }
    }

    /** All of a store in one archive, sorted by key, the given keys at the end in the given order. */
    public static void pack(Store from, Path zip, List<String> lastKeys) {
        TreeSet<String> keys = new TreeSet<>();
        from.walk("", keys::add);
        try (ZipWriter writer = create(zip)) {
            for (String key : keys) {
                if (!lastKeys.contains(key)) {
                    writer.copy(from, key);
                }
            }
            for (String key : lastKeys) {
                writer.copy(from, key);
            }
            writer.finish();
        }
    }

    private void copy(Store from, String key) {
        try (Stored stored = from.open(key);
                Arena arena = Arena.ofConfined()) {
            MemorySegment value = stored.read(arena);
            if (value == null) {
                throw RoimillException.usage(from.name() + ": '" + key + "' is not there", "Check the list of keys.");
            }
            lay(key, value);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean canList() {
        return true;
    }

    @Override
    public synchronized Stored open(String key) {
        String what = path + ": '" + key + "'";
        Entry entry = entries.get(Keys.check(key));
        if (entry == null) {
            return new MemoryStored(what, held.get(key));
        }
        MemorySegment value = Arena.ofAuto().allocate(entry.size, 64);
        try {
            Channels.read(channel, entry.data, value, what);
        } catch (IOException e) {
            throw Channels.failure("reading", what, e);
        }
        return new MemoryStored(what, value);
    }

    @Override
    public Sink create(String key) {
        Keys.check(key);
        return new MemoryStore.Buffered(value -> accept(key, value));
    }

    @Override
    public void write(String key, MemorySegment... parts) {
        if (isDocument(key)) {
            Store.super.write(key, parts);
        } else {
            lay(Keys.check(key), parts);
        }
    }

    private static boolean isDocument(String key) {
        return DOCUMENTS.contains(key.substring(key.lastIndexOf('/') + 1));
    }

    private synchronized void accept(String key, MemorySegment value) {
        if (isDocument(key)) {
            held.put(key, value);
        } else {
            lay(key, value);
        }
    }

    private synchronized void lay(String key, MemorySegment... parts) {
        if (done) {
            throw new IllegalStateException(path + " is finished");
        }
        if (entries.containsKey(key)) {
            throw new RoimillException(
                    Failure.EXISTS,
                    path + ": '" + key + "' is written already, and an archive's entries cannot be changed",
                    "Write whole chunks, each once, or write to a folder and pack that.");
        }
        long size = 0;
        CRC32 crc = new CRC32();
        for (MemorySegment part : parts) {
            size += part.byteSize();
            for (long at = 0; at < part.byteSize(); at += 1L << 30) {
                crc.update(part.asSlice(at, Math.min(1L << 30, part.byteSize() - at))
                        .asByteBuffer());
            }
        }
        try {
            long header = channel.position();
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            append(local(name, size, (int) crc.getValue()));
            long data = channel.position();
            for (MemorySegment part : parts) {
                Channels.append(channel, part);
            }
            entries.put(key, new Entry(header, data, size, (int) crc.getValue()));
            order.add(key);
        } catch (IOException e) {
            throw Channels.failure("writing", path.toString(), e);
        }
    }

    private void append(ByteBuffer b) throws IOException {
        b.flip();
        while (b.hasRemaining()) {
            channel.write(b);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer local(byte[] name, long size, int crc) {
        boolean wide = size >= WIDE;
        ByteBuffer b = buffer(ZipDirectory.LOCAL_LENGTH + name.length + (wide ? 20 : 0));
        b.putInt(ZipDirectory.LOCAL);
        common(b, name, size, crc, wide);
        b.putShort((short) (wide ? 20 : 0)).put(name);
        if (wide) {
            b.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size);
        }
        return b;
    }

    /** What stands alike in both headers, to the length of the name. */
    private static void common(ByteBuffer b, byte[] name, long size, int crc, boolean wide) {
        int narrow = wide ? -1 : (int) size;
        b.putShort((short) VERSION).putShort((short) UTF_8).putShort((short) ZipDirectory.STORED);
        b.putShort((short) 0).putShort((short) DATE).putInt(crc).putInt(narrow).putInt(narrow);
        b.putShort((short) name.length);
    }

    private static ByteBuffer central(byte[] name, Entry e) {
        boolean wide = e.size >= WIDE;
        boolean far = e.header >= WIDE;
        int extra = (wide ? 16 : 0) + (far ? 8 : 0);
        ByteBuffer b = buffer(ZipDirectory.ENTRY_LENGTH + name.length + (extra > 0 ? extra + 4 : 0));
        b.putInt(ZipDirectory.ENTRY).putShort((short) VERSION);
        common(b, name, e.size, e.crc, wide);
        b.putShort((short) (extra > 0 ? extra + 4 : 0))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        b.putInt(0).putInt(far ? -1 : (int) e.header).put(name);
        if (extra > 0) {
            b.putShort((short) 1).putShort((short) extra);
            if (wide) {
                b.putLong(e.size).putLong(e.size);
            }
            if (far) {
                b.putLong(e.header);
            }
        }
        return b;
    }

    /** Lays down the metadata, those keys last of all, then the directory, and makes the archive appear. */
    public synchronized void finish(String... lastKeys) {
        List<String> last = List.of(lastKeys);
        held.forEach((key, value) -> {
            if (!last.contains(key)) {
                lay(key, value);
            }
        });
        for (String key : last) {
            MemorySegment value = held.get(key);
            if (value == null) {
                throw new IllegalArgumentException("'" + key + "' is no metadata of " + path);
            }
            lay(key, value);
        }
        held.clear();
        try {
            writeDirectory();
            channel.force(true);
            channel.close();
            Files.move(passing, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } catch (IOException e) {
            throw Channels.failure("writing", path.toString(), e);
        }
    }

    private void writeDirectory() throws IOException {
        long start = channel.position();
        for (String key : order) {
            append(central(key.getBytes(StandardCharsets.UTF_8), entries.get(key)));
        }
        long end = channel.position();
        int n = order.size();
        ByteBuffer b = buffer(ZipDirectory.END64_LENGTH + ZipDirectory.LOCATOR_LENGTH + ZipDirectory.END_LENGTH);
        if (n >= 0xFFFF || end >= WIDE) {
            b.putInt(ZipDirectory.END64).putLong(ZipDirectory.END64_LENGTH - 12L);
            b.putShort((short) VERSION).putShort((short) VERSION).putInt(0).putInt(0);
            b.putLong(n).putLong(n).putLong(end - start).putLong(start);
            b.putInt(ZipDirectory.LOCATOR64).putInt(0).putLong(end).putInt(1);
        }
        short count = (short) Math.min(n, 0xFFFF);
        b.putInt(ZipDirectory.END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        b.putInt((int) Math.min(end - start, WIDE))
                .putInt((int) Math.min(start, WIDE))
                .putShort((short) 0);
        append(b);
    }

    @Override
    public synchronized void delete(String key) {
        if (entries.containsKey(Keys.check(key))) {
            throw new RoimillException(
                    Failure.USAGE,
                    path + ": '" + key + "' is written already, and an archive's entries cannot be deleted",
                    "Write to a folder and pack that.");
        }
        held.remove(key);
    }

    @Override
    public synchronized void deleteAll(String prefix) {
        List<String> keys = new ArrayList<>();
        walk(prefix, keys::add);
        keys.forEach(this::delete);
    }

    @Override
    public synchronized List<String> list(String prefix) {
        return MemoryStore.childrenOf(prefix, allKeys());
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        String start = prefix.isEmpty() ? "" : Keys.check(prefix) + "/";
        allKeys().stream().filter(k -> k.startsWith(start)).forEach(key);
    }

    private synchronized Set<String> allKeys() {
        TreeSet<String> keys = new TreeSet<>(entries.keySet());
        keys.addAll(held.keySet());
        return keys;
    }

    /** Without {@link #finish}, there is no archive. */
    @Override
    public synchronized void close() {
        if (done) {
            return;
        }
        done = true;
        try {
            channel.close();
            Files.deleteIfExists(passing);
        } catch (IOException e) {
            throw Channels.failure("dropping an unfinished archive", path.toString(), e);
        }
    }
}
