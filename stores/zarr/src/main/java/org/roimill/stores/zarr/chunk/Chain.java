package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.codec.Scratch;

/** The codecs of a pipeline from bytes to bytes, one after the other. */
final class Chain {
    private Chain() {}

    static MemorySegment encode(Pipeline pipeline, MemorySegment raw, Scratch scratch) {
        MemorySegment bytes = raw;
        for (BytesCodec codec : pipeline.codecs()) {
            bytes = codec.encode(bytes, scratch);
        }
        return bytes;
    }

    /** Where the length of the serialized bytes is not known beforehand. */
    static MemorySegment decode(Pipeline pipeline, MemorySegment stored, Scratch scratch) {
        return decodeDownTo(pipeline, stored, 0, most(pipeline), scratch);
    }

    /** Serialized bytes of known length, written to the target. */
    static void decode(Pipeline pipeline, MemorySegment stored, MemorySegment target, Scratch scratch) {
        List<BytesCodec> codecs = pipeline.codecs();
        if (codecs.isEmpty()) {
            checkLength(stored, target.byteSize());
            target.copyFrom(stored);
            return;
        }
        codecs.getFirst().decode(decodeDownTo(pipeline, stored, 1, target.byteSize(), scratch), target);
    }

    static void checkLength(MemorySegment stored, long wanted) {
        if (stored.byteSize() != wanted) {
            throw BytesCodec.damaged("it has " + stored.byteSize() + " bytes where " + wanted + " belong");
        }
    }

    private static MemorySegment decodeDownTo(
            Pipeline pipeline, MemorySegment stored, int first, long raw, Scratch scratch) {
        List<BytesCodec> codecs = pipeline.codecs();
        MemorySegment bytes = stored;
        for (int k = codecs.size() - 1; k >= first; k--) {
            bytes = codecs.get(k).decode(bytes, pipeline.bound(raw, k), scratch);
        }
        return bytes;
    }

    /** How long serialized bytes of no fixed length may be: as long as memory for them may be. */
    private static long most(Pipeline pipeline) {
        return switch (pipeline.serializer()) {
            case Pipeline.Serializer.Sharding s ->
                2 * pipeline.rawBytes() + s.index().bytes() + 4096;
            case Pipeline.Serializer.Dense d -> pipeline.rawBytes();
            case Pipeline.Serializer.Variable v -> org.roimill.stores.zarr.meta.Limits.CHUNK_BYTES / 2;
        };
    }
}
