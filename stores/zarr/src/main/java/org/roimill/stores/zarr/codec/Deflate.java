package org.roimill.stores.zarr.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate in a zlib or a gzip frame. The gzip header holds no time, so that equal input gives equal bytes. */
public record Deflate(boolean gzip, int level) implements BytesCodec {
    private static final Pool<Inflater> RAW = new Pool<>(() -> new Inflater(true), Inflater::end);
    private static final Pool<Inflater> ZLIB = new Pool<>(Inflater::new, Inflater::end);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 8;

    private String name() {
        return gzip ? "gzip" : "zlib";
    }

    @Override
    public long bound(long raw) {
        return raw + (raw >> 9) + (raw >> 12) + 64;
    }

    @Override
    public MemorySegment encode(MemorySegment raw, Scratch scratch) {
        MemorySegment out = scratch.allocate(bound(raw.byteSize()));
        long at = 0;
        if (gzip) {
            MemorySegment.copy(HEADER, 0, out, ValueLayout.JAVA_BYTE, 0, HEADER.length);
            at = HEADER.length;
        }
        at += deflate(raw, out.asSlice(at), level, gzip);
        if (gzip) {
            out.set(INT, at, (int) crc(raw));
            out.set(INT, at + 4, (int) raw.byteSize());
            at += TRAILER;
        }
        return out.asSlice(0, at);
    }

    /** Compresses into a target of at least the bound; gives the length. */
    public static int deflate(MemorySegment raw, MemorySegment target, int level, boolean bare) {
        Deflater deflater = new Deflater(level, bare);
        try {
            deflater.setInput(raw.asByteBuffer());
            deflater.finish();
            ByteBuffer out = target.asByteBuffer();
            while (!deflater.finished()) {
                if (deflater.deflate(out) == 0 && !out.hasRemaining()) {
                    throw new IllegalStateException("deflate passed its bound");
                }
            }
            return out.position();
        } finally {
            deflater.end();
        }
    }

    private static long crc(MemorySegment bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }

    @Override
    public void decode(MemorySegment stored, MemorySegment target) {
        long n = gzip ? gunzip(stored, target) : inflate(ZLIB, stored, target, name())[1];
        if (n != target.byteSize()) {
            throw BytesCodec.wrongLength(name(), n, target.byteSize());
        }
    }

    /** Zlib's frame into a target of known length. */
    public static void unzlib(MemorySegment stored, MemorySegment target) {
        long n = inflate(ZLIB, stored, target, "zlib")[1];
        if (n != target.byteSize()) {
            throw BytesCodec.wrongLength("zlib", n, target.byteSize());
        }
    }

    @Override
    public MemorySegment decode(MemorySegment stored, long limit, Scratch scratch) {
        // Deflate makes at most 1032 of one byte, so a small input never takes a large buffer.
        MemorySegment target = scratch.allocate(Math.min(limit, stored.byteSize() * 1032 + 64));
        long n = gzip ? gunzip(stored, target) : inflate(ZLIB, stored, target, name())[1];
        return target.asSlice(0, n);
    }

    /** One member after the other; gives the length of all. */
    private static long gunzip(MemorySegment stored, MemorySegment target) {
        long at = 0;
        long done = 0;
        do {
            at = skipHeader(stored, at);
            long[] used = inflate(RAW, stored.asSlice(at), target.asSlice(done), "gzip");
            at += used[0];
            MemorySegment member = target.asSlice(done, used[1]);
            if (stored.byteSize() - at < TRAILER) {
                throw BytesCodec.damaged("gzip data ends early");
            }
            if (stored.get(INT, at) != (int) crc(member)) {
                throw BytesCodec.damaged("gzip data fails its checksum");
            }
            at += TRAILER;
            done += used[1];
        } while (at < stored.byteSize());
        return done;
    }

    private static long skipHeader(MemorySegment s, long start) {
        if (s.byteSize() - start < HEADER.length
                || (s.get(ValueLayout.JAVA_BYTE, start) & 0xFF) != 0x1f
                || (s.get(ValueLayout.JAVA_BYTE, start + 1) & 0xFF) != 0x8b
                || s.get(ValueLayout.JAVA_BYTE, start + 2) != 8) {
            throw BytesCodec.damaged("gzip data has no gzip header");
        }
        int flags = s.get(ValueLayout.JAVA_BYTE, start + 3);
        long at = start + HEADER.length;
        if ((flags & 4) != 0 && at + 2 <= s.byteSize()) {
            at += 2 + (s.get(ValueLayout.JAVA_BYTE, at) & 0xFF) + ((s.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF) << 8);
        }
        for (int text = 8; text <= 16; text <<= 1) {
            if ((flags & text) != 0) {
                while (at < s.byteSize() && s.get(ValueLayout.JAVA_BYTE, at) != 0) {
                    at++;
                }
                at++;
            }
        }
        at += (flags & 2) != 0 ? 2 : 0;
        if (at > s.byteSize()) {
            throw BytesCodec.damaged("gzip data ends early");
        }
        return at;
    }

    /** Gives the bytes used and the bytes made. */
    private static long[] inflate(Pool<Inflater> pool, MemorySegment stored, MemorySegment target, String name) {
        Inflater inflater = pool.take();
        try {
            inflater.setInput(stored.asByteBuffer());
            ByteBuffer out = target.asByteBuffer();
            while (!inflater.finished()) {
                int n = inflater.inflate(out);
                if (n == 0 && !inflater.finished()) {
                    if (inflater.needsDictionary() || inflater.needsInput()) {
                        throw BytesCodec.damaged(name + " data ends early");
                    }
                    if (!out.hasRemaining()) {
                        throw overflow(inflater, name, target.byteSize());
                    }
                }
            }
            return new long[] {inflater.getBytesRead(), inflater.getBytesWritten()};
        } catch (DataFormatException e) {
            throw BytesCodec.damaged(name + " data cannot be read: " + e.getMessage());
        } finally {
            inflater.reset();
            pool.giveBack(inflater);
        }
    }

    private static RuntimeException overflow(Inflater inflater, String name, long room) throws DataFormatException {
        byte[] one = new byte[1];
        while (!inflater.finished()) {
            if (inflater.inflate(one) > 0) {
                return BytesCodec.damaged(name + " data holds more than the " + room + " bytes that belong here");
            }
            if (inflater.needsInput()) {
                return BytesCodec.damaged(name + " data ends early");
            }
        }
        return BytesCodec.damaged(name + " data cannot be read");
    }
}
