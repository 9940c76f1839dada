package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.store.MemoryStored;

/** Boxes of numbers out of their stored bytes, into the place of a block where they belong. */
final class Dense {
    private Dense() {}

    static void decode(Pipeline pipeline, Region box, MemorySegment stored, Region part, Block target) {
        if (pipeline.isSharded()) {
            decodeShard(pipeline, box, stored, part, target);
            return;
        }
        int swap = ((Pipeline.Serializer.Dense) pipeline.serializer()).swap();
        if (pipeline.order() == null && part.equals(box) && isOneRun(part, target)) {
            long start = target.index(part.min()) * target.dtype().bytes();
            decode(pipeline, stored, target.data().asSlice(start, pipeline.rawBytes()), swap);
            return;
        }
        if (isPlain(pipeline, stored, swap)) {
            Chain.checkLength(stored, pipeline.rawBytes());
            copyOut(pipeline, box, stored, part, target);
            return;
        }
        try (Scratch scratch = new Scratch()) {
            MemorySegment plain = scratch.allocate(pipeline.rawBytes());
            decode(pipeline, stored, plain, swap);
            copyOut(pipeline, box, plain, part, target);
        }
    }

    private static void decode(Pipeline pipeline, MemorySegment stored, MemorySegment target, int swap) {
        try (Scratch scratch = new Scratch()) {
            Chain.decode(pipeline, stored, target, scratch);
        }
        mend(pipeline, target, swap);
    }

    /** Whether the stored bytes are the voxels themselves, and lie as a block must. */
    private static boolean isPlain(Pipeline pipeline, MemorySegment stored, int swap) {
        return pipeline.codecs().isEmpty()
                && swap == 0
                && pipeline.dtype() != DType.BOOL
                && stored.isNative()
                && stored.address() % pipeline.dtype().bytes() == 0;
    }

    /** To native byte order, and to truths of zero and one. */
    private static void mend(Pipeline pipeline, MemorySegment plain, int swap) {
        if (swap > 0) {
            Strided.swap(plain, swap);
        }
        if (pipeline.dtype() == DType.BOOL) {
            for (long i = 0; i < plain.byteSize(); i++) {
                int b = plain.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
                plain.set(ValueLayout.JAVA_BYTE, i, (byte) ((b + 0xFF) >>> 8));
            }
        }
    }

    /** A shard with codecs around it or axes reordered: decoded in memory as a whole. */
    private static void decodeShard(Pipeline pipeline, Region box, MemorySegment stored, Region part, Block target) {
        try (Scratch scratch = new Scratch()) {
            MemorySegment plain = Chain.decode(pipeline, stored, scratch);
            if (pipeline.order() == null) {
                Decoder.decode(
                        pipeline.transparent(),
                        new MemoryStored("the shard", plain),
                        box,
                        part,
                        new Target.Voxels(target));
                return;
            }
            Region whole = Region.ofShape(pipeline.storedShape());
            Block own = Block.over(pipeline.dtype(), whole, scratch.allocate(pipeline.rawBytes()));
            Decoder.decode(
                    pipeline.transparent(), new MemoryStored("the shard", plain), whole, whole, new Target.Voxels(own));
            copyOut(pipeline, box, own.data(), part, target);
        }
    }

    private static void copyOut(Pipeline pipeline, Region box, MemorySegment plain, Region part, Block target) {
        if (pipeline.order() == null) {
            Block.over(pipeline.dtype(), box, plain).copyTo(target, part);
            return;
        }
        int width = pipeline.dtype().bytes();
        long[] from = Strided.strides(pipeline.shape(), pipeline.order());
        long start = 0;
        for (int d = 0; d < from.length; d++) {
            start += (part.min(d) - box.min(d)) * from[d];
        }
        Strided.copy(
                plain.asSlice(start * width),
                from,
                target.data().asSlice(target.index(part.min()) * width),
                Strided.strides(target.region().shape()),
                part.shape(),
                width);
    }

    /** Whether a part of a block lies in one piece of memory. */
    static boolean isOneRun(Region part, Block block) {
        int d = 0;
        while (d < part.dims() && part.size(d) == 1) {
            d++;
        }
        for (d++; d < part.dims(); d++) {
            if (part.size(d) != block.region().size(d)) {
                return false;
            }
        }
        return true;
    }
}
