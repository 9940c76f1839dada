package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.Scratch;

/** Where decoded chunks go. Different parts may be filled by different threads. */
public sealed interface Target {
    /** Takes the part wanted out of a box, given the bytes that its pipeline's serializer made. */
    void take(Pipeline pipeline, Region box, MemorySegment stored, Region part);

    /** The part was never written. */
    void missing(Pipeline pipeline, Region part);

    /** A block of numbers. */
    record Voxels(Block block) implements Target {
        @Override
        public void missing(Pipeline pipeline, Region part) {
            pipeline.fill(block, part);
        }

        @Override
        public void take(Pipeline pipeline, Region box, MemorySegment stored, Region part) {
            Dense.decode(pipeline, box, stored, part, block);
        }
    }

    /** Values of any length, in C order of a region. */
    record Values(Region region, byte[][] values) implements Target {
        @Override
        public void missing(Pipeline pipeline, Region part) {
            byte[] fill = pipeline.fill().element();
            forRows(part, part, (from, to, n) -> java.util.Arrays.fill(values, to, to + n, fill));
        }

        @Override
        public void take(Pipeline pipeline, Region box, MemorySegment stored, Region part) {
            try (Scratch scratch = new Scratch()) {
                MemorySegment plain = Chain.decode(pipeline, stored, scratch);
                byte[][] read = Variable.decode(plain, (int) box.voxels());
                byte[][] all = Values.inOrder(pipeline, read);
                forRows(box, part, (from, to, n) -> System.arraycopy(all, from, values, to, n));
            }
        }

        interface Row {
            void copy(int from, int to, int n);
        }

        /** Runs along the last axis: their places in a box and in the whole region. */
        private void forRows(Region box, Region part, Row row) {
            if (part.isEmpty()) {
                return;
            }
            int last = part.dims() - 1;
            long[] at = part.min();
            int n = last < 0 ? 1 : (int) part.size(last);
            while (true) {
                row.copy(place(box, at), place(region, at), n);
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

        static int place(Region region, long[] at) {
            long place = 0;
            for (int d = 0; d < at.length; d++) {
                place = place * region.size(d) + at[d] - region.min(d);
            }
            return (int) place;
        }

        /** Values as stored to values in C order of the box. */
        static byte[][] inOrder(Pipeline pipeline, byte[][] stored) {
            return reordered(pipeline, stored, false);
        }

        static byte[][] reordered(Pipeline pipeline, byte[][] from, boolean toStored) {
            if (pipeline.order() == null) {
                return from;
            }
            long[] shape = pipeline.shape();
            long[] strides = Strided.strides(shape, pipeline.order());
            byte[][] to = new byte[from.length][];
            long[] at = new long[shape.length];
            for (int i = 0; i < from.length; i++) {
                int place = 0;
                for (int d = 0; d < at.length; d++) {
                    place += (int) (at[d] * strides[d]);
                }
                if (toStored) {
                    to[place] = from[i];
                } else {
                    to[i] = from[place];
                }
                for (int d = at.length - 1; d >= 0 && ++at[d] == shape[d]; d--) {
                    at[d] = 0;
                }
            }
            return to;
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
