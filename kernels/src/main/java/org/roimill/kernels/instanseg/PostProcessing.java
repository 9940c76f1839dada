package org.roimill.kernels.instanseg;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * From the maps of one target to labels. Seeds are numbered in raster order; each sees an object in its window; seeds
 * whose objects overlap are merged; a pixel belongs to the object in which it is the likeliest, of equals to the first.
 *
 * <p>The whole is cut by any lattice. Each cell proposes what its seeds see, all proposals are merged, each cell is
 * painted; labels are the same for every lattice. Ids are numbers of seeds, with gaps. Domains and cells are over (y,x),
 * maps and planes over (c,y,x). Where the whole is smaller than a window the window is cut to it, where InstanSeg reads
 * beyond its arrays. Immutable.
 */
public final class PostProcessing {
    private final MapLayout layout;
    private final Mlp mlp;
    private final Settings settings;

    public PostProcessing(MapLayout layout, Mlp mlp, Settings settings) {
        if (mlp.inputs() != 2 + layout.sigmas()) {
            throw new IllegalArgumentException(
                    "a network of " + mlp.inputs() + " inputs for two coordinates and " + layout.sigmas() + " sigmas");
        }
        this.layout = layout;
        this.mlp = mlp;
        this.settings = settings;
    }

    public MapLayout layout() {
        return layout;
    }

    /** The part of the maps from which a cell is proposed and painted. */
    public Region mapsFor(Region cell, Region domain) {
        int halo = settings.halo();
        return Region.ofShape(layout.channels()).join(cell.grow(halo, halo).intersect(domain));
    }

    /** Planes of single precision that proposing and painting from these maps work in. */
    public static Region planesFor(Region maps) {
        return maps.with(0, 0, Fields.PLANES);
    }

    /** What the seeds of a cell see. */
    public CellObjects propose(Block maps, Region cell, Region domain, Block planes) {
        Frame frame = Frame.of(domain);
        Fields.seeds(maps, layout, settings.foregroundThreshold(), planes);
        Block values = planes.slice(Fields.SEEDS);
        int[] seeds = Seeds.find(values, frame, frame.rect(cell), settings.peakDistance(), settings.seedThreshold());
        long[] orders = new long[seeds.length / 2];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = (long) seeds[2 * i] * frame.width() + seeds[2 * i + 1];
        }
        return propose(maps, frame, seeds, orders, planes);
    }

    /** The same from seeds that were found elsewhere: y and x by turns, counted from the corner of the domain. */
    public CellObjects propose(Block maps, Region cell, Region domain, Block planes, int[] given) {
        Frame frame = Frame.of(domain);
        Rect rect = frame.rect(cell);
        Ints seeds = new Ints();
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < given.length; i += 2) {
            if (rect.contains(new Rect(given[i], given[i + 1], 1, 1))) {
                seeds.add(given[i]);
                seeds.add(given[i + 1]);
                orders.add((long) i);
            }
        }
        if (settings.variant() == Variant.V01) {
            Fields.seeds(maps, layout, settings.foregroundThreshold(), planes);
        }
        return propose(
                maps,
                frame,
                seeds.toArray(),
                orders.stream().mapToLong(Long::longValue).toArray(),
                planes);
    }

    private CellObjects propose(Block maps, Frame frame, int[] seeds, long[] orders, Block planes) {
        List<Candidate> candidates = new ArrayList<>();
        if (orders.length > 0) {
            Fields.coordinates(maps, frame, planes);
            Windows windows = new Windows(maps, planes, frame, mlp, settings);
            for (int i = 0; i < orders.length; i++) {
                candidates.add(windows.see(seeds[2 * i], seeds[2 * i + 1], orders[i]));
            }
        }
        Ints overlaps = new Ints();
        List<Rect> boxes = candidates.stream().map(c -> c.shape().box()).toList();
        Overlaps.each(boxes, (a, b) -> {
            if (Merging.overlap(candidates.get(a).shape(), candidates.get(b).shape(), settings)) {
                overlaps.add(a);
                overlaps.add(b);
            }
        });
        return new CellObjects(candidates, overlaps.toArray());
    }

    /** From the proposals of all cells, in their order, one decision for each. */
    public List<CellLabels> merge(List<Region> cells, List<CellObjects> proposals, Region domain) {
        Frame frame = Frame.of(domain);
        return Merging.merge(cells.stream().map(frame::rect).toList(), proposals, settings);
    }

    /** Fills {@code out}, labels over a cell. */
    public void paint(Block maps, Region domain, CellLabels labels, Block planes, Block out) {
        out.fillLong(0);
        if (labels.count() == 0) {
            return;
        }
        Frame frame = Frame.of(domain);
        Rect cell = frame.rect(out.region());
        Fields.coordinates(maps, frame, planes);
        Block best = planes.slice(Fields.SEEDS).fill(0);
        Look look = new Look(maps, planes, frame, mlp);
        for (int i = 0; i < labels.count(); i++) {
            paint(labels.candidate(i), labels.id(i), look, frame, cell, best, out);
        }
    }

    private void paint(Candidate candidate, int id, Look look, Frame frame, Rect cell, Block best, Block out) {
        Shape shape = candidate.shape();
        Rect part = shape.box().intersect(cell);
        Rect all = frame.rect(best.region());
        float[] logits = look.at(part, candidate.x(), candidate.y());
        for (int y = part.y(); y < part.bottom(); y++) {
            long row = (long) (y - all.y()) * all.width() - all.x();
            long line = (long) (y - cell.y()) * cell.width() - cell.x();
            int at = (y - part.y()) * part.width() - part.x();
            for (int x = part.x(); x < part.right(); x++) {
                if (shape.has(y, x)) {
                    // Holes that were filled are as likely as the threshold.
                    float p = candidate.loose().has(y, x)
                            ? settings.maskThreshold()
                            : Math.max(settings.maskThreshold(), Sigmoid.of(logits[at + x]));
                    if (p > best.data().getAtIndex(ValueLayout.JAVA_FLOAT, row + x)) {
                        best.data().setAtIndex(ValueLayout.JAVA_FLOAT, row + x, p);
                        out.data().setAtIndex(ValueLayout.JAVA_INT, line + x, id);
                    }
                }
            }
        }
    }

    /** All at once: {@code out} is filled with the labels of the maps, which cover the whole. */
    public void label(Block maps, Block out) {
        Region domain = out.region();
        try (Arena arena = Arena.ofConfined()) {
            Block planes = Block.zeros(DType.F32, planesFor(maps.region()), arena);
            CellObjects proposal = propose(maps, domain, domain, planes);
            paint(
                    maps,
                    domain,
                    merge(List.of(domain), List.of(proposal), domain).get(0),
                    planes,
                    out);
        }
    }
}
