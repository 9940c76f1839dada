package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.meta.ArrayMeta;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.meta.Fill;
import org.roimill.stores.zarr.meta.Limits;

/**
 * How a box of elements becomes bytes: its axes reordered, serialized, and the bytes encoded one codec after the
 * other. Elements of a fixed number of bytes that are no numbers are boxes of bytes with one axis more.
 */
public final class Pipeline {
    private final long[] shape;
    private final DType dtype;
    private final Fill fill;
    private final int[] order;
    private final Serializer serializer;
    private final List<BytesCodec> codecs;
    private RawHash emptyHash;

    /** What stands between elements and bytes. */
    public sealed interface Serializer {
        /** One after the other; {@code swap} is the width whose bytes are turned round, or 0. */
        record Dense(int swap) implements Serializer {}

        /** Elements of any length, each behind its own. */
        record Variable() implements Serializer {}

        /** A lattice of smaller boxes, each by a pipeline of its own, and an index of where they lie. */
        record Sharding(Pipeline inner, ShardIndex index) implements Serializer {
            /** Which of the inner chunks of that shard a cell is, in C order. */
            public int place(Region cell, Region shard) {
                return index.place(Decoder.positionIn(cell, shard, inner.shape()));
            }
        }
    }

    Pipeline(long[] shape, DType dtype, Fill fill, int[] order, Serializer serializer, List<BytesCodec> codecs) {
        this.shape = shape;
        this.dtype = dtype;
        this.fill = fill;
        this.order = order;
        this.serializer = serializer;
        this.codecs = List.copyOf(codecs);
    }

    /** What the metadata asks for; unknown codecs and types are refused here. */
    public static Pipeline of(ArrayMeta meta) {
        return PipelineParser.parse(meta);
    }

    /** A region of an array as its pipeline sees it. */
    public static Region box(ElementType type, Region region) {
        return switch (type) {
            case ElementType.FixedText t -> region.join(Region.ofShape(type.bytes()));
            case ElementType.FixedBytes b -> region.join(Region.ofShape(type.bytes()));
            default -> region;
        };
    }

    public long[] shape() {
        return shape;
    }

    public DType dtype() {
        return dtype;
    }

    public Fill fill() {
        return fill;
    }

    public Serializer serializer() {
        return serializer;
    }

    List<BytesCodec> codecs() {
        return codecs;
    }

    public boolean isSharded() {
        return serializer instanceof Serializer.Sharding;
    }

    /** Whether the inner boxes of a shard can be read and written by themselves. */
    public boolean isTransparent() {
        return isSharded() && order == null && codecs.isEmpty();
    }

    /** The shape of the smallest box that can be read by itself. */
    public long[] leafShape() {
        return serializer instanceof Serializer.Sharding s && isTransparent()
                ? s.inner().leafShape()
                : shape;
    }

    /** The same shard without the codecs around it, as its own codecs see it. */
    Pipeline transparent() {
        return new Pipeline(storedShape(), dtype, fill, null, serializer, List.of());
    }

    public Region region() {
        return Region.ofShape(shape);
    }

    long rawBytes() {
        return region().voxels() * dtype.bytes();
    }

    /** The axis of the box that each stored axis is; null where they are the same. */
    int[] order() {
        return order;
    }

    long[] storedShape() {
        if (order == null) {
            return shape;
        }
        long[] stored = new long[shape.length];
        for (int d = 0; d < stored.length; d++) {
            stored[d] = shape[order[d]];
        }
        return stored;
    }

    /** Memory that reading or writing one box of it takes, beyond the voxels themselves; an upper bound. */
    public long scratchBytes() {
        if (serializer instanceof Serializer.Sharding s && isTransparent()) {
            return s.inner().scratchBytes() + 3 * Scratch.cost(s.index().rawBytes());
        }
        return (3L + codecs.size()) * Scratch.cost(2 * rawBytes() + 4096);
    }

    /** Sets every element to the fill value. */
    public void fill(MemorySegment target) {
        byte[] e = fill.element();
        if (fill.isZero()) {
            target.fill((byte) 0);
            return;
        }
        long done = Math.min(e.length, target.byteSize());
        MemorySegment.copy(MemorySegment.ofArray(e), 0, target, 0, done);
        while (done < target.byteSize()) {
            long n = Math.min(done, target.byteSize() - done);
            MemorySegment.copy(target, 0, target, done, n);
            done += n;
        }
    }

    /** Sets a region of a block to the fill value. */
    public void fill(Block target, Region part) {
        if (part.isEmpty()) {
            return;
        }
        if (part.equals(target.region())) {
            fill(target.data());
            return;
        }
        // One row, made once; the last axis holds whole elements.
        int last = part.dims() - 1;
        long width = dtype.bytes();
        long bytes = part.size(last) * width;
        long[] at = part.min();
        try (Scratch scratch = new Scratch()) {
            MemorySegment row = scratch.allocate(bytes);
            fill(row);
            while (true) {
                MemorySegment.copy(row, 0, target.data(), target.index(at) * width, bytes);
                int d = last - 1;
                while (d >= 0 && ++at[d] == part.max(d)) {
                    at[d] = part.min(d);
                    d--;
                }
                if (d < 0) {
                    return;
                }
            }
        }
    }

    /** Whether these voxels, in C order, are all the fill value. */
    public boolean isEmpty(MemorySegment raw) {
        byte[] e = fill.element();
        if (raw.byteSize() < e.length) {
            return false;
        }
        return MemorySegment.mismatch(raw, 0, e.length, MemorySegment.ofArray(e), 0, e.length) < 0
                && MemorySegment.mismatch(raw, e.length, raw.byteSize(), raw, 0, raw.byteSize() - e.length) < 0;
    }

    /** The hash of a box that was never written. */
    synchronized RawHash emptyHash() {
        if (emptyHash == null) {
            emptyHash = switch (serializer) {
                case Serializer.Dense d -> {
                    try (Scratch scratch = new Scratch()) {
                        MemorySegment raw = scratch.allocate(rawBytes());
                        fill(raw);
                        yield RawHash.of(raw);
                    }
                }
                case Serializer.Variable v -> {
                    byte[][] values = new byte[(int) region().voxels()][];
                    Arrays.fill(values, fill.element());
                    try (Scratch scratch = new Scratch()) {
                        yield RawHash.of(Variable.encode(values, scratch));
                    }
                }
                case Serializer.Sharding s ->
                    RawHash.ofAll(s.index().count(), i -> s.inner().emptyHash());
            };
        }
        return emptyHash;
    }

    /** The most bytes that codecs from the first to before {@code k} make of that many. */
    long bound(long raw, int k) {
        long n = raw;
        for (int i = 0; i < k; i++) {
            n = codecs.get(i).bound(n);
        }
        return Math.min(Limits.CHUNK_BYTES, 2 * n + 4096);
    }
}
