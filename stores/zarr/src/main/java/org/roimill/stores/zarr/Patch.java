package org.roimill.stores.zarr;

import java.util.function.Consumer;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.chunk.Pipeline;
import org.roimill.stores.zarr.chunk.Source;
import org.roimill.stores.zarr.chunk.Target;
import org.roimill.stores.zarr.codec.Scratch;

/** What is to be written: new values for one region. */
sealed interface Patch {
    Region part();

    /** The new values alone. */
    Source source();

    /** A region's old values, which {@code read} brings, with the new ones laid over them. */
    Source over(Pipeline pipeline, Region region, Consumer<Target> read, Scratch scratch);

    record Voxels(Block block, Region part) implements Patch {
        @Override
        public Source source() {
            return new Source.Voxels(block, part);
        }

        @Override
        public Source over(Pipeline pipeline, Region region, Consumer<Target> read, Scratch scratch) {
            long bytes = region.voxels() * pipeline.dtype().bytes();
            Block old = Block.over(pipeline.dtype(), region, scratch.allocate(bytes));
            read.accept(new Target.Voxels(old));
            block.copyTo(old, part.intersect(region));
            return new Source.Voxels(old);
        }
    }

    record Values(Region part, byte[][] values) implements Patch {
        @Override
        public Source source() {
            return new Source.Values(part, values);
        }

        @Override
        public Source over(Pipeline pipeline, Region region, Consumer<Target> read, Scratch scratch) {
            byte[][] old = new byte[(int) region.voxels()][];
            read.accept(new Target.Values(region, old));
            Source.copyValues(part, values, region, old);
            return new Source.Values(region, old);
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
