package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.store.Sink;

/**
 * Boxes to stored bytes.
 *
 * @param hashing whether raw hashes are wanted
 * @param leaveOutEmpty whether boxes full of the fill value become nothing
 */
public record Encoder(boolean hashing, boolean leaveOutEmpty) {
    /** {@code stored} is null for a box left out; {@code hash} is null where none was wanted. */
    public record Encoded(MemorySegment stored, RawHash hash) {}

    public Encoded encode(Pipeline pipeline, Region box, Source source, Scratch scratch) {
        if (pipeline.serializer() instanceof Pipeline.Serializer.Sharding sharding) {
            return shard(pipeline, sharding, box, source, scratch);
        }
        MemorySegment raw = source.raw(pipeline, box, scratch);
        RawHash hash = hashing ? RawHash.of(raw) : null;
        if (leaveOutEmpty && source.isEmpty(pipeline, box, raw)) {
            return new Encoded(null, hash);
        }
        return new Encoded(Chain.encode(pipeline, serialize(pipeline, box, raw, scratch), scratch), hash);
    }

    /** In the order of axes and bytes in which it is stored. */
    private static MemorySegment serialize(Pipeline pipeline, Region box, MemorySegment raw, Scratch scratch) {
        if (pipeline.serializer() instanceof Pipeline.Serializer.Variable) {
            return pipeline.order() == null
                    ? raw
                    : Variable.encode(
                            Target.Values.reordered(pipeline, Variable.decode(raw, (int) box.voxels()), true), scratch);
        }
        int swap = ((Pipeline.Serializer.Dense) pipeline.serializer()).swap();
        if (pipeline.order() == null && swap == 0) {
            return raw;
        }
        MemorySegment stored = scratch.allocate(raw.byteSize());
        if (pipeline.order() == null) {
            stored.copyFrom(raw);
        } else {
            long[] shape = pipeline.shape();
            Strided.copy(
                    raw,
                    Strided.strides(shape),
                    stored,
                    Strided.strides(shape, pipeline.order()),
                    shape,
                    pipeline.dtype().bytes());
        }
        if (swap > 0) {
            Strided.swap(stored, swap);
        }
        return stored;
    }

    /** A shard within a shard, or one with codecs around it: put together in memory. */
    private Encoded shard(
            Pipeline pipeline, Pipeline.Serializer.Sharding sharding, Region box, Source source, Scratch scratch) {
        Source inside = source;
        Region region = box;
        if (pipeline.order() != null) {
            inside = reordered(pipeline, box, source, scratch);
            region = Region.ofShape(pipeline.storedShape());
        }
        Collected collected = new Collected(scratch);
        ShardAssembler.Result result;
        try (ShardAssembler assembler = new ShardAssembler(sharding, () -> collected, hashing)) {
            long[] sides = sharding.inner().shape();
            int i = 0;
            for (Region cell : region.cells(sides)) {
                try (Scratch own = new Scratch()) {
                    Encoded encoded = encode(sharding.inner(), cell, inside, own);
                    assembler.put(i++, encoded.stored, encoded.hash);
                }
            }
            result = assembler.finish();
        }
        if (result.length() < 0) {
            return new Encoded(null, result.hash());
        }
        return new Encoded(Chain.encode(pipeline, collected.whole(), scratch), result.hash());
    }

    private static Source reordered(Pipeline pipeline, Region box, Source source, Scratch scratch) {
        long[] shape = pipeline.shape();
        Region region = Region.ofShape(pipeline.storedShape());
        MemorySegment raw = source.raw(pipeline, box, scratch);
        if (source instanceof Source.Values) {
            byte[][] values = Variable.decode(raw, (int) box.voxels());
            return new Source.Values(region, Target.Values.reordered(pipeline, values, true));
        }
        MemorySegment stored = scratch.allocate(raw.byteSize());
        int width = pipeline.dtype().bytes();
        Strided.copy(raw, Strided.strides(shape), stored, Strided.strides(shape, pipeline.order()), shape, width);
        return new Source.Voxels(org.roimill.core.pixel.Block.over(pipeline.dtype(), region, stored));
    }

    /** A value collected in memory. */
    private static final class Collected implements Sink {
        private final Scratch scratch;
        private final List<MemorySegment> parts = new ArrayList<>();

        Collected(Scratch scratch) {
            this.scratch = scratch;
        }

        @Override
        public void append(MemorySegment... more) {
            for (MemorySegment part : more) {
                parts.add(scratch.allocate(part.byteSize()).copyFrom(part));
            }
        }

        MemorySegment whole() {
            long size = 0;
            for (MemorySegment part : parts) {
                size += part.byteSize();
            }
            MemorySegment whole = scratch.allocate(size);
            long at = 0;
            for (MemorySegment part : parts) {
                MemorySegment.copy(part, 0, whole, at, part.byteSize());
                at += part.byteSize();
            }
            return whole;
        }

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }
}
