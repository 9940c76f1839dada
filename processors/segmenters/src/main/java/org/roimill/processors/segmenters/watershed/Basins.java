package org.roimill.processors.segmenters.watershed;

import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.kernels.distance.Edt;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;
import org.roimill.kernels.row.Rows;
import org.roimill.kernels.separable.Gaussian;
import org.roimill.kernels.watershed.Peaks;
import org.roimill.kernels.watershed.Watershed;

/**
 * Floods each cell of the lattice within its window, the cell and a halo, from all seeds in there, and writes for each
 * voxel of the cell where its seed lies: the seed's place in the whole image and 1, so that cells speak of the same
 * objects without asking each other. The first input is the foreground; the second, if there is one, the landscape.
 */
record Basins(Scale scale, Connectivity connectivity, long[] size, long[] shape) implements Work.Objects<int[], int[]> {
    private static final int[] NOTHING = {};

    /** What holds the places of all voxels. */
    static DType idType(Grid grid, Axes over) {
        long voxels = 1;
        for (int d = 0; d < over.count(); d++) {
            voxels = Math.multiplyExact(voxels, grid.size(over.get(d)));
        }
        return voxels < 0xFFFFFFFFL ? DType.U32 : DType.U64;
    }

    @Override
    public long[] cell(Region domain) {
        return size.clone();
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.halo(scale.halo());
    }

    @Override
    public Border border(int input) {
        return Border.CLIP;
    }

    @Override
    public long scratchBytes(Region output) {
        Region window = output.grow(scale.halo()).intersect(Region.ofShape(shape));
        long distances = scale.distance() ? window.voxels() * Float.BYTES : 0;
        long padded = scale.smooths() ? padded(window).voxels() * Float.BYTES : 0;
        return Watershed.spaceBytes(window) + window.voxels() * Integer.BYTES + distances + padded;
    }

    private Region padded(Region window) {
        return window.grow(Gaussian.halo(scale.sigma(), Gaussian.TRUNCATE));
    }

    /** There is nothing to agree on: a seed is one by its surroundings. */
    @Override
    public int[] propose(Call call) {
        return NOTHING;
    }

    @Override
    public Work.Decisions<int[]> merge(List<Work.Proposal<int[]>> proposals, Region domain) {
        return new Work.Decisions<>(Collections.nCopies(proposals.size(), NOTHING), OptionalLong.empty());
    }

    @Override
    public void write(Call call, int[] decision) {
        Block mask = call.in(0);
        Region window = mask.region();
        Block labels = call.scratch(DType.U32, window);
        Labelling.components(mask, connectivity, labels);
        Block landscape = scale.distance() ? distances(call, mask) : call.in(1);
        call.checkStopped();
        int[] seeds = Peaks.find(landscape, labels, scale.reach());
        labels.fill(0);
        for (int k = 0; k < seeds.length; k++) {
            labels.setLong(seeds[k], k + 1);
        }
        call.checkStopped();
        Watershed.flood(landscape, true, mask, connectivity, labels, call::scratch);
        write(labels, places(seeds, window), call.out(0));
    }

    /** Squared where they are not smoothed: whole numbers, in the same order. */
    private Block distances(Call call, Block mask) {
        Block distances = call.scratch(DType.F32, mask.region());
        if (!scale.smooths()) {
            Edt.squared(mask, scale.spacing(), distances);
            return distances;
        }
        Edt.distance(mask, scale.spacing(), distances);
        Block wide = call.scratch(DType.F32, padded(mask.region()));
        repeatEdge(distances, wide);
        Gaussian.filter(wide, scale.sigma(), Gaussian.TRUNCATE, distances);
        return distances;
    }

    private static void repeatEdge(Block from, Block to) {
        Region inner = from.region();
        int last = inner.dims() - 1;
        int width = Math.toIntExact(to.region().size(last));
        long before = inner.min(last) - to.region().min(last);
        long[] at = {0};
        Rows.each(to.region(), start -> {
            long[] nearest = start.clone();
            for (int d = 0; d <= last; d++) {
                nearest[d] = Math.max(inner.min(d), Math.min(inner.max(d) - 1, start[d]));
            }
            long row = from.index(nearest);
            for (int k = 0; k < width; k++) {
                long x = Math.max(0, Math.min(inner.size(last) - 1, k - before));
                float value = from.data().getAtIndex(ValueLayout.JAVA_FLOAT, row + x);
                to.data().setAtIndex(ValueLayout.JAVA_FLOAT, at[0]++, value);
            }
        });
    }

    /** The places of the seeds in the whole image, and 1; at 0, of no seed, 0. */
    private long[] places(int[] seeds, Region window) {
        long[] places = new long[seeds.length + 1];
        for (int k = 0; k < seeds.length; k++) {
            long rest = seeds[k];
            long place = 0;
            long stride = 1;
            for (int d = shape.length - 1; d >= 0; d--) {
                place += (window.min(d) + rest % window.size(d)) * stride;
                rest /= window.size(d);
                stride *= shape[d];
            }
            places[k + 1] = place + 1;
        }
        return places;
    }

    private static void write(Block labels, long[] places, Block out) {
        Region cell = out.region();
        long width = cell.size(cell.dims() - 1);
        long[] to = {0};
        Rows.each(cell, start -> {
            long from = labels.index(start);
            for (long k = 0; k < width; k++) {
                out.setLong(to[0]++, places[labels.data().getAtIndex(ValueLayout.JAVA_INT, from + k)]);
            }
        });
    }

    @Override
    public Wire<int[]> proposalWire() {
        return Wire.INTS;
    }

    @Override
    public Wire<int[]> decisionWire() {
        return Wire.INTS;
    }
}
