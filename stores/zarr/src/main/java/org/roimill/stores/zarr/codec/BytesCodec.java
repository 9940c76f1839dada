package org.roimill.stores.zarr.codec;

import java.lang.foreign.MemorySegment;
import org.roimill.core.error.RoimillException;

/** Bytes to bytes and back, over native memory. Without state, safe for many threads. */
public interface BytesCodec {
    /** The stored form, in memory of the scratch or as a view of the raw bytes. */
    MemorySegment encode(MemorySegment raw, Scratch scratch);

    /** Fills the whole target; anything shorter or longer is damaged data. */
    void decode(MemorySegment stored, MemorySegment target);

    /** Where the length is not known beforehand: at most {@code limit} bytes. */
    MemorySegment decode(MemorySegment stored, long limit, Scratch scratch);

    /** The most that {@link #encode} makes of that many bytes. */
    long bound(long raw);

    /** Damage that a codec has found. */
    static RoimillException damaged(String what) {
        return RoimillException.badData(what, "The data is damaged: copy or make it again.");
    }

    static RoimillException wrongLength(String codec, long found, long wanted) {
        return damaged(codec + " data holds " + found + " bytes where " + wanted + " belong");
    }

    static RoimillException tooLong(String codec, long found, long limit) {
        return damaged(codec + " data claims " + found + " bytes; at most " + limit + " can belong here");
    }
}
