package org.roimill.stores.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.stores.complete.ChunkList;
import org.roimill.stores.complete.Recorder;
import org.roimill.stores.zarr.Access;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.store.Store;

/**
 * Writes a raster and its coarser levels while the finest streams in. Chunks that come whole are stored and passed on
 * at once; parts of chunks are held until they are whole. What the coarser levels may hold is limited: beyond it they
 * are made at the end by reading the finer level back. The metadata of the element are written last.
 */
public final class PyramidWriter implements RasterWriter {
    /** What coarser levels hold at most, all together. */
    static final long HELD = 256L << 20;

    private final RasterSpec spec;
    private final List<Axis> stored;
    private final StoredAxes axes;
    private final Recorder recorder;
    private final Finish finish;
    private final List<LevelWriter> levels = new ArrayList<>();
    private final List<Level> described = new ArrayList<>();
    private final AtomicLong written = new AtomicLong();
    private boolean closed;

    /** One level that was written. {@code factors} are to the finest, by stored dimension. */
    public record Level(String path, long[] factors) {}

    /** Writes the metadata of the element, when all voxels are there. */
    public interface Finish {
        void run(List<Axis> stored, List<Level> levels, ChunkList chunks);
    }

    private PyramidWriter(RasterSpec spec, List<Axis> stored, StoredAxes axes, Recorder recorder, Finish finish) {
        this.spec = spec;
        this.stored = stored;
        this.axes = axes;
        this.recorder = recorder;
        this.finish = finish;
    }

    /**
     * @param store to write into
     * @param element the path of the element there
     * @param extra axes that are stored with one voxel, as the store asks for them
     */
    public static PyramidWriter create(
            Store store, String element, RasterSpec spec, Axes extra, Layout layout, Storage storage, Finish finish) {
        return create(store, element, spec, extra, layout, storage, HELD, finish);
    }

    static PyramidWriter create(
            Store store,
            String element,
            RasterSpec spec,
            Axes extra,
            Layout layout,
            Storage storage,
            long held,
            Finish finish) {
        Grid grid = spec.grid();
        List<Axis> stored = grid.axes().union(extra).list();
        StoredAxes axes = StoredAxes.of(stored, extra.without(grid.axes()));
        Layout asked = layout.with(storage);
        Recorder recorder = new Recorder(element);
        PyramidWriter writer = new PyramidWriter(spec, stored, axes, recorder, finish);
        List<int[]> factors = asked.factors(spec, storage);
        int downscale = storage.downscale() == 0 ? 2 : storage.downscale();
        long[] chunk = axes.toStored(asked.chunk(grid, downscale), 1);

        List<ZarrArray> arrays = new ArrayList<>();
        List<Downscale> steps = new ArrayList<>();
        long[] shape = axes.toStored(grid.shape(), 1);
        for (int k = 0; k <= factors.size(); k++) {
            ArraySpec array = spec(asked, spec, stored, shape, chunk);
            arrays.add(ZarrArray.create(store, (element.isEmpty() ? "" : element + "/") + asked.level(k), array)
                    .with(Access.SERIAL.listener(recorder).leaveOutEmpty(true)));
            if (k < factors.size()) {
                steps.add(new Downscale(spec.kind(), storedFactors(axes, factors.get(k))));
                shape = steps.getLast().shape(shape);
            }
        }
        AtomicLong heldBytes = new AtomicLong();
        LevelWriter coarser = null;
        for (int k = factors.size(); k >= 0; k--) {
            Partials partials =
                    new Partials(spec.dtype(), k == 0 ? new AtomicLong() : heldBytes, k == 0 ? Long.MAX_VALUE : held);
            coarser = new LevelWriter(arrays.get(k), partials, k < steps.size() ? steps.get(k) : null, coarser);
            writer.levels.addFirst(coarser);
        }
        writer.describe(asked, steps);
        return writer;
    }

    private void describe(Layout layout, List<Downscale> steps) {
        long[] factors = new long[axes.rank()];
        Arrays.fill(factors, 1);
        for (int k = 0; k < levels.size(); k++) {
            described.add(new Level(layout.level(k), factors.clone()));
            for (int d = 0; d < factors.length && k < steps.size(); d++) {
                factors[d] *= steps.get(k).factors()[d];
            }
        }
    }

    private static int[] storedFactors(StoredAxes axes, int[] factors) {
        return Arrays.stream(axes.toStored(Arrays.stream(factors).asLongStream().toArray(), 1))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static ArraySpec spec(Layout layout, RasterSpec spec, List<Axis> stored, long[] shape, long[] chunk) {
        long[] sides = chunk.clone();
        for (int d = 0; d < sides.length; d++) {
            sides[d] = Math.max(1, Math.min(sides[d], shape[d]));
        }
        ArraySpec array = ArraySpec.of(layout.zarr(), ElementType.of(spec.dtype()), shape)
                .chunks(sides)
                .separator(layout.separator())
                .compression(layout.compression());
        if (layout.zarr() == 2) {
            return array;
        }
        long[] shards = layout.shard(shape, sides, spec.dtype());
        List<String> names =
                stored.stream().map(a -> String.valueOf(a.letter())).toList();
        return (shards == null ? array : array.shards(shards)).dimensionNames(names);
    }

    @Override
    public long[] chunk() {
        return axes.fromStored(levels.getFirst().array().chunks());
    }

    @Override
    public void write(Block block) {
        if (block.dtype() != spec.dtype() || !spec.grid().region().contains(block.region())) {
            throw new IllegalArgumentException(block + " does not fit into " + spec.dtype() + " "
                    + spec.grid().region());
        }
        if (block.region().isEmpty()) {
            return;
        }
        Region region = axes.toStored(block.region());
        levels.getFirst().write(Block.over(block.dtype(), region, block.data()));
        written.addAndGet(block.voxels());
    }

    @Override
    public Pixels written() {
        if (!closed) {
            throw new IllegalStateException("still being written");
        }
        return new StoredPixels(spec, levels.getFirst().array(), axes);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (written.get() != spec.grid().voxels()) {
                throw new IllegalStateException(
                        written.get() + " of " + spec.grid().voxels() + " voxels were written; each has to be, once");
            }
            LevelWriter finer = null;
            for (LevelWriter level : levels) {
                level.finish(finer);
                finer = level;
            }
            finish.run(stored, List.copyOf(described), recorder.list());
        } finally {
            levels.forEach(LevelWriter::abandon);
        }
    }
}
