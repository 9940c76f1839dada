package org.roimill.stores.zarr.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.roimill.core.error.RoimillException;

/** A value behind an address. That it stays the same from one range to the next is seen by its tag or its date. */
final class HttpStored implements Stored {
    private static final long GAP = 256 << 10;
    /** A server that knows no ranges sends everything; so much is taken. */
    private static final long MOST_UNASKED = 256 << 20;

    private final HttpReader reader;
    private final URI address;
    private final String what;
    private String tag;

    HttpStored(HttpReader reader, URI address, String what) {
        this.reader = reader;
        this.address = address;
        this.what = what;
    }

    @Override
    public long size() {
        HttpResponse<byte[]> answer = reader.head(address, what);
        if (answer == null) {
            return -1;
        }
        checkTag(answer);
        return answer.headers()
                .firstValueAsLong("Content-Length")
                .orElseThrow(() -> RoimillException.badData(
                        what + ": the server does not say how long it is", "Copy the store to a disk."));
    }

    @Override
    public MemorySegment read(SegmentAllocator memory) {
        HttpResponse<byte[]> answer = reader.get(address, null, Long.MAX_VALUE, what);
        if (answer == null) {
            return null;
        }
        checkTag(answer);
        return copy(answer.body(), 0, answer.body().length, memory);
    }

    @Override
    public MemorySegment read(long offset, long length, SegmentAllocator memory) {
        if (length == 0) {
            return memory.allocate(0, 64);
        }
        if (offset < 0 || length < 0) {
            throw MemoryStored.beyond(what, offset, length, -1);
        }
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        HttpResponse<byte[]> answer = reader.get(address, range, Math.max(length, MOST_UNASKED), what);
        if (answer == null) {
            return null;
        }
        checkTag(answer);
        byte[] body = answer.body();
        long start = answer.statusCode() == 206 ? 0 : offset;
        if (answer.statusCode() == 416 || start > body.length - length) {
            throw MemoryStored.beyond(what, offset, length, body.length + offset - start);
        }
        return copy(body, start, length, memory);
    }

    @Override
    public MemorySegment readSuffix(long length, SegmentAllocator memory) {
        HttpResponse<byte[]> answer = reader.get(address, "bytes=-" + length, Math.max(length, MOST_UNASKED), what);
        if (answer == null) {
            return null;
        }
        checkTag(answer);
        byte[] body = answer.statusCode() == 416 ? new byte[0] : answer.body();
        long n = Math.min(length, body.length);
        return copy(body, body.length - n, n, memory);
    }

    private static MemorySegment copy(byte[] body, long start, long length, SegmentAllocator memory) {
        return memory.allocate(length, 64).copyFrom(MemorySegment.ofArray(body).asSlice(start, length));
    }

    private synchronized void checkTag(HttpResponse<byte[]> answer) {
        Optional<String> found = answer.headers().firstValue("ETag");
        String now =
                found.or(() -> answer.headers().firstValue("Last-Modified")).orElse(null);
        if (tag != null && now != null && !tag.equals(now)) {
            throw RoimillException.trouble(what + " was changed while it was read", "Try again.", null);
        }
        tag = now;
    }

    @Override
    public long gap() {
        return GAP;
    }

    @Override
    public void close() {}
}
