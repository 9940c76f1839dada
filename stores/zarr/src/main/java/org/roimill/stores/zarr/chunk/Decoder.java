package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.store.MemoryStored;
import org.roimill.stores.zarr.store.Stored;

/** Finds out what to read of a stored object for the region that is wanted, and reads it. */
public final class Decoder {
    /** Neighbouring pieces are read at once up to this many bytes. */
    private static final long MOST_AT_ONCE = 8 << 20;

    private Decoder() {}

    /** One box that is decoded by itself; a negative length means the whole value. */
    private record Leaf(Pipeline pipeline, Region box, Region part, Stored source, long offset, long length) {}

    /** Leaves that one read brings. */
    public record Batch(List<?> leaves) {}

    /** All of it, by this thread. */
    public static void decode(Pipeline pipeline, Stored source, Region box, Region wanted, Target target) {
        for (Batch batch : plan(pipeline, source, box, wanted, target)) {
            read(batch, target);
        }
    }

    /**
     * Reads the index where there is one, fills what was never written, and says what remains to be read. The batches
     * may be read by different threads, while the source is open.
     */
    public static List<Batch> plan(Pipeline pipeline, Stored source, Region box, Region wanted, Target target) {
        List<Leaf> leaves = new ArrayList<>();
        find(pipeline, source, box, box.intersect(wanted), target, leaves);
        return batches(leaves, source.gap());
    }

    private static void find(
            Pipeline pipeline, Stored source, Region box, Region part, Target target, List<Leaf> leaves) {
        if (part.isEmpty()) {
            return;
        }
        if (!pipeline.isTransparent()) {
            leaves.add(new Leaf(pipeline, box, part, source, 0, -1));
            return;
        }
        Pipeline.Serializer.Sharding sharding = (Pipeline.Serializer.Sharding) pipeline.serializer();
        ShardIndex.Entries entries;
        try (Scratch scratch = new Scratch()) {
            entries = sharding.index().read(source, scratch);
        }
        if (entries == null) {
            target.missing(pipeline, part);
            return;
        }
        Pipeline inner = sharding.inner();
        long[] sides = inner.shape();
        for (Region cell : part.cells(sides)) {
            Region whole = cellAround(cell, sides);
            int i = sharding.place(whole, box);
            if (!entries.has(i)) {
                target.missing(inner, cell);
            } else if (inner.isTransparent()) {
                Stored within = new StoredPart(source, entries.offset(i), entries.length(i));
                find(inner, within, whole, cell, target, leaves);
            } else {
                leaves.add(new Leaf(inner, whole, cell, source, entries.offset(i), entries.length(i)));
            }
        }
    }

    /** One shard whose index has been read. */
    public record Shard(Pipeline inner, Stored source, ShardIndex.Entries entries) {
        /** An inner chunk as it is stored; null if it is missing. */
        public MemorySegment stored(int place, Scratch scratch) {
            return entries == null || !entries.has(place)
                    ? null
                    : source.read(entries.offset(place), entries.length(place), scratch);
        }

        /** A part of an inner chunk. */
        public void read(int place, Region cell, Region part, Target target) {
            if (entries == null || !entries.has(place)) {
                target.missing(inner, part);
            } else {
                Stored within = new StoredPart(source, entries.offset(place), entries.length(place));
                decode(inner, within, cell, part, target);
            }
        }
    }

    public static Shard shard(Pipeline.Serializer.Sharding sharding, Stored source) {
        try (Scratch scratch = new Scratch()) {
            return new Shard(sharding.inner(), source, sharding.index().read(source, scratch));
        }
    }

    /** The raw hash of a stored object or inner chunk, by decoding it. */
    public static RawHash hash(Pipeline pipeline, MemorySegment stored) {
        try (Scratch scratch = new Scratch()) {
            if (pipeline.serializer() instanceof Pipeline.Serializer.Sharding sharding) {
                MemorySegment plain = Chain.decode(pipeline, stored, scratch);
                Shard shard = shard(sharding, new MemoryStored("the shard", plain));
                return RawHash.ofAll(sharding.index().count(), i -> {
                    MemorySegment one = shard.stored(i, scratch);
                    return one == null ? sharding.inner().emptyHash() : hash(sharding.inner(), one);
                });
            }
            if (pipeline.serializer() instanceof Pipeline.Serializer.Variable) {
                byte[][] values = Variable.decode(Chain.decode(pipeline, stored, scratch), (int)
                        pipeline.region().voxels());
                return RawHash.of(Variable.encode(Target.Values.inOrder(pipeline, values), scratch));
            }
            Region box = pipeline.region();
            Block raw = Block.over(pipeline.dtype(), box, scratch.allocate(pipeline.rawBytes()));
            Dense.decode(pipeline, box, stored, box, raw);
            return RawHash.of(raw.data());
        }
    }

    /** The whole cell of the lattice that a cut one is part of. */
    public static Region cellAround(Region cut, long[] sides) {
        long[] min = new long[sides.length];
        for (int d = 0; d < min.length; d++) {
            min[d] = Math.floorDiv(cut.min(d), sides[d]) * sides[d];
        }
        return Region.at(min, sides);
    }

    /** Which cell of a box a cell is. */
    static long[] positionIn(Region cell, Region box, long[] sides) {
        long[] position = new long[sides.length];
        for (int d = 0; d < position.length; d++) {
            position[d] = (cell.min(d) - box.min(d)) / sides[d];
        }
        return position;
    }

    private static List<Batch> batches(List<Leaf> leaves, long gap) {
        List<Batch> batches = new ArrayList<>();
        leaves.sort(Comparator.comparingLong(Leaf::offset));
        List<Leaf> batch = new ArrayList<>();
        long start = 0;
        long end = 0;
        for (Leaf leaf : leaves) {
            boolean joins = !batch.isEmpty()
                    && leaf.length >= 0
                    && leaf.source.equals(batch.getLast().source)
                    && leaf.offset - end <= gap
                    && leaf.length <= MOST_AT_ONCE
                    && leaf.offset + leaf.length - start <= MOST_AT_ONCE;
            if (!joins) {
                if (!batch.isEmpty()) {
                    batches.add(new Batch(batch));
                }
                batch = new ArrayList<>();
                start = leaf.offset;
                end = start;
            }
            batch.add(leaf);
            end = Math.max(end, leaf.offset + leaf.length);
        }
        if (!batch.isEmpty()) {
            batches.add(new Batch(batch));
        }
        return batches;
    }

    public static void read(Batch batch, Target target) {
        try (Scratch scratch = new Scratch()) {
            Leaf first = (Leaf) batch.leaves.getFirst();
            if (first.length < 0) {
                take(first, first.source.read(scratch), target);
                return;
            }
            long start = first.offset;
            long end = start;
            for (Object leaf : batch.leaves) {
                end = Math.max(end, ((Leaf) leaf).offset + ((Leaf) leaf).length);
            }
            MemorySegment all = first.source.read(start, end - start, scratch);
            for (Object o : batch.leaves) {
                Leaf leaf = (Leaf) o;
                take(leaf, all == null ? null : all.asSlice(leaf.offset - start, leaf.length), target);
            }
        }
    }

    private static void take(Leaf leaf, MemorySegment stored, Target target) {
        if (stored == null) {
            target.missing(leaf.pipeline, leaf.part);
            return;
        }
        try {
            target.take(leaf.pipeline, leaf.box, stored, leaf.part);
        } catch (RoimillException e) {
            throw leaf.length < 0 ? e : e.at("inner chunk " + leaf.box);
        }
    }
}
