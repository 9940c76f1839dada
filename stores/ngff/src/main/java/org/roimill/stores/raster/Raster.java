package org.roimill.stores.raster;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.stores.ngff.Multiscale;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.store.Store;

/** An image or labels in a store, by its metadata: where every level is, and how to reach its voxels. */
public final class Raster {
    private final StoredAxes axes;
    private final List<ZarrArray> arrays;
    private final List<RasterSpec> levels;

    private Raster(StoredAxes axes, List<ZarrArray> arrays, List<RasterSpec> levels) {
        this.axes = axes;
        this.arrays = List.copyOf(arrays);
        this.levels = List.copyOf(levels);
    }

    /**
     * @param hidden axes of one voxel that are stored, but are none of the element's
     */
    public static Raster open(ZarrGroup group, Multiscale m, Kind kind, World world, Axes hidden) {
        List<Axis> stored = World.order(m);
        StoredAxes axes = StoredAxes.of(stored, hidden);
        boolean shifted = m.levels().stream().anyMatch(l -> l.translation() != null);
        List<ZarrArray> arrays = new ArrayList<>();
        List<RasterSpec> specs = new ArrayList<>();
        for (int k = 0; k < m.levels().size(); k++) {
            Multiscale.Level level = m.levels().get(k);
            ZarrArray array = group.array(level.path());
            if (array.dims() != stored.size()) {
                throw m.raw()
                        .at("axes")
                        .fault("has " + stored.size() + " entries; the array '" + level.path() + "' has " + array.dims()
                                + " dimensions");
            }
            long[] shape = axes.fromStored(array.shape());
            Affine toWorld = world.fromFinest().after(toFinest(m, k, axes, shifted));
            Grid grid = Grid.of(axes.axes(), shape).withLevel(k).withWorld(toWorld, world.name(), world.units());
            arrays.add(array);
            specs.add(spec(m, kind, grid, dtype(array, level.path(), m)));
        }
        return new Raster(axes, arrays, specs);
    }

    /**
     * From the indices of level {@code k} to those of the finest. Where no level says where its first voxel lies, all
     * cover the same extent, so that the centre of a coarse voxel is the centre of the fine ones below it.
     */
    private static Affine toFinest(Multiscale m, int k, StoredAxes axes, boolean shifted) {
        Multiscale.Level finest = m.levels().getFirst();
        Multiscale.Level level = m.levels().get(k);
        double[] ratio = new double[level.scale().length];
        double[] offset = new double[ratio.length];
        for (int d = 0; d < ratio.length; d++) {
            if (!(Math.abs(finest.scale()[d]) > 0) || !Double.isFinite(finest.scale()[d])) {
                throw m.raw().at("datasets").fault("has a scale of " + finest.scale()[d]);
            }
            ratio[d] = level.scale()[d] / finest.scale()[d];
            offset[d] = shifted
                    ? (at(level.translation(), d) - at(finest.translation(), d)) / finest.scale()[d]
                    : (ratio[d] - 1) / 2;
        }
        return World.scaling(axes, ratio, offset);
    }

    private static double at(double[] values, int d) {
        return values == null ? 0 : values[d];
    }

    private static DType dtype(ZarrArray array, String path, Multiscale m) {
        if (array.type() instanceof ElementType.Numeric n) {
            return n.dtype();
        }
        throw m.raw()
                .at("datasets")
                .fault("names the array '" + path + "', which holds " + array.type() + ", no numbers");
    }

    private static RasterSpec spec(Multiscale m, Kind kind, Grid grid, DType dtype) {
        if (kind == Kind.LABELS && dtype.isFloating()) {
            throw m.raw().fault("are labels of type " + dtype + "; labels are integers");
        }
        List<String> channels =
                grid.axes().has(Axis.C) && m.channels().size() == grid.size(Axis.C) ? m.channels() : List.of();
        return new RasterSpec(kind, grid, dtype, channels);
    }

    /** Finest first. */
    public List<RasterSpec> levels() {
        return levels;
    }

    /** The stored arrays, finest first. */
    public List<ZarrArray> arrays() {
        return arrays;
    }

    public StoredAxes axes() {
        return axes;
    }

    /**
     * The voxels of one level.
     *
     * @param through the store to read them from, which may look at what it hands out
     */
    public Pixels pixels(int level, Store through) {
        if (level < 0 || level >= levels.size()) {
            throw RoimillException.usage(
                    arrays.getFirst().path() + " has no level " + level,
                    "It has the levels 0 to " + (levels.size() - 1) + ".");
        }
        ZarrArray array = arrays.get(level);
        ZarrArray looked = through.equals(array.store()) ? array : ZarrArray.open(through, array.path());
        return new StoredPixels(levels.get(level), looked, axes);
    }
}
