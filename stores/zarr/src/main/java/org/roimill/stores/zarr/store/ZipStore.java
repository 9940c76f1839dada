package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * A Zip archive, read only. It is mapped into memory, so stored entries are read without a copy; it must not be
 * shortened while it is open. Deflated entries are unpacked whole, and checked, at every read.
 */
public final class ZipStore implements Store {
    private static final long MOST_DEFLATED = Integer.MAX_VALUE - 64;

    private final Path path;
    private final Arena arena;
    private final MemorySegment zip;
    private final NavigableMap<String, ZipDirectory.Entry> entries;

    private ZipStore(Path path, Arena arena, MemorySegment zip, NavigableMap<String, ZipDirectory.Entry> entries) {
        this.path = path;
        this.arena = arena;
        this.zip = zip;
        this.entries = entries;
    }

    public static ZipStore open(Path path) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment zip = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new ZipStore(path, arena, zip, ZipDirectory.read(zip, path.toString()));
        } catch (NoSuchFileException e) {
            arena.close();
            throw RoimillException.badData(path + " is not there", "Check the path.", e);
        } catch (IOException e) {
            arena.close();
            throw Channels.failure("opening", path.toString(), e);
        } catch (RoimillException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public boolean canList() {
        return true;
    }

    @Override
    public Stored open(String key) {
        ZipDirectory.Entry entry = entries.get(Keys.check(key));
        String what = path + ": '" + key + "'";
        if (entry == null) {
            return new MemoryStored(what, null);
        }
        MemorySegment data = ZipDirectory.data(zip, entry);
        return entry.method() == ZipDirectory.STORED
                ? new MemoryStored(what, data)
                : new Deflated(what, data, entry.size(), entry.crc());
    }

    @Override
    public long size(String key) {
        ZipDirectory.Entry entry = entries.get(Keys.check(key));
        return entry == null ? -1 : entry.size();
    }

    @Override
    public Sink create(String key) {
        throw readOnly();
    }

    @Override
    public void delete(String key) {
        throw readOnly();
    }

    @Override
    public void deleteAll(String prefix) {
        throw readOnly();
    }

    private RoimillException readOnly() {
        return new RoimillException(
                Failure.USAGE, path + " is an archive, which cannot be changed", "Unpack it, or write a new one.");
    }

    @Override
    public List<String> list(String prefix) {
        if (prefix.isEmpty()) {
            return MemoryStore.childrenOf(prefix, entries.keySet());
        }
        return MemoryStore.childrenOf(
                prefix, entries.subMap(Keys.check(prefix) + "/", prefix + "0").keySet());
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        if (prefix.isEmpty()) {
            entries.keySet().forEach(key);
        } else {
            entries.subMap(Keys.check(prefix) + "/", prefix + "0").keySet().forEach(key);
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    private record Deflated(String what, MemorySegment data, long size, int crc) implements Stored {
        @Override
        public MemorySegment read(SegmentAllocator memory) {
            if (size > MOST_DEFLATED) {
                throw RoimillException.badData(
                        what + " has " + size + " bytes, too many for a deflated entry",
                        "Make the archive again without compression.");
            }
            MemorySegment whole = memory.allocate(size, 64);
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(data.asByteBuffer());
                int n = size == 0 ? 0 : inflater.inflate(whole.asByteBuffer());
                CRC32 found = new CRC32();
                found.update(whole.asByteBuffer());
                if (n != size || (int) found.getValue() != crc || inflater.inflate(new byte[1]) > 0) {
                    throw damaged("it does not unpack to what the directory says", null);
                }
            } catch (DataFormatException e) {
                throw damaged(e.getMessage(), e);
            } finally {
                inflater.end();
            }
            return whole;
        }

        private RoimillException damaged(String why, Exception e) {
            return RoimillException.badData(what + " is damaged: " + why, "Copy or make the archive again.", e);
        }

        @Override
        public MemorySegment read(long offset, long length, SegmentAllocator memory) {
            return new MemoryStored(what, read(memory)).read(offset, length, memory);
        }

        @Override
        public MemorySegment readSuffix(long length, SegmentAllocator memory) {
            return new MemoryStored(what, read(memory)).readSuffix(length, memory);
        }

        /** Each read unpacks everything. */
        @Override
        public long gap() {
            return Long.MAX_VALUE / 2;
        }

        @Override
        public void close() {}
    }
}
