package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.Scratch;

/** Where chunks to be encoded come from. Safe for many readers. */
public sealed interface Source {
    /**
     * The raw bytes of a box: its voxels in C order in native byte order, or its values behind their lengths. What
     * the source does not cover is the fill value. May be a view of the source itself.
     */
    MemorySegment raw(Pipeline pipeline, Region box, Scratch scratch);

    /** Whether every value of the box is the fill value; asked before {@link #raw} for values of any length. */
    boolean isEmpty(Pipeline pipeline, Region box, MemorySegment raw);

    /** Copies what two regions of values share. */
    static void copyValues(Region from, byte[][] values, Region to, byte[][] target) {
        Region part = from.intersect(to);
        if (part.isEmpty()) {
            return;
        }
        long[] at = part.min();
        while (true) {
            target[Target.Values.place(to, at)] = values[Target.Values.place(from, at)];
            int d = at.length - 1;
            while (d >= 0 && ++at[d] == part.max(d)) {
                at[d] = part.min(d);
                d--;
            }
            if (d < 0) {
                return;
            }
        }
    }

    /** Numbers of a block; only the part is looked at. */
    record Voxels(Block block, Region part) implements Source {
        public Voxels(Block block) {
            this(block, block.region());
        }

        @Override
        public MemorySegment raw(Pipeline pipeline, Region box, Scratch scratch) {
            long bytes = pipeline.rawBytes();
            if (part.contains(box) && Dense.isOneRun(box, block)) {
                return block.data()
                        .asSlice(block.index(box.min()) * pipeline.dtype().bytes(), bytes);
            }
            Block own = Block.over(pipeline.dtype(), box, scratch.allocate(bytes));
            Region inside = box.intersect(part);
            if (!inside.equals(box)) {
                pipeline.fill(own.data());
            }
            block.copyTo(own, inside);
            return own.data();
        }

        @Override
        public boolean isEmpty(Pipeline pipeline, Region box, MemorySegment raw) {
            return pipeline.isEmpty(raw);
        }
    }

    /** Values of any length, in C order of a region. */
    record Values(Region region, byte[][] values) implements Source {
        @Override
        public MemorySegment raw(Pipeline pipeline, Region box, Scratch scratch) {
            return Variable.encode(in(pipeline, box), scratch);
        }

        private byte[][] in(Pipeline pipeline, Region box) {
            byte[][] inside = new byte[(int) box.voxels()][];
            java.util.Arrays.fill(inside, pipeline.fill().element());
            copyValues(region, values, box, inside);
            return inside;
        }

        @Override
        public boolean isEmpty(Pipeline pipeline, Region box, MemorySegment raw) {
            for (byte[] value : in(pipeline, box)) {
                if (!java.util.Arrays.equals(value, pipeline.fill().element())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object o) {
            return this == o;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
