package org.roimill.runner.stage;

import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.memory.Lease;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * A raster that is stored nowhere: each region is made by its kernel at the moment in which it is read. What lies beyond
 * the image's edge is never made, so that each reader's own border says what stands there.
 */
final class Computed implements Pixels {
    private final StageRun run;
    private final Bound out;

    Computed(StageRun run) {
        this.run = run;
        this.out = run.geometry.primary;
    }

    @Override
    public RasterSpec spec() {
        return out.spec();
    }

    @Override
    public long[] chunk() {
        long[] shape = spec().grid().shape();
        long[] chunk = BlockSize.USUAL.sides(spec().axes(), shape);
        long[] cell = run.outerCell();
        for (int d = 0; d < cell.length; d++) {
            chunk[spec().axes().indexOf(run.geometry.outer.get(d))] = cell[d];
        }
        return chunk;
    }

    /** The window that makes a region over all axes. */
    Piece piece(Region full) {
        return new Piece(
                out.byName(full, spec().axes(), run.geometry.outer), out.byName(full, spec().axes(), out.core()));
    }

    /** What making a region takes beside the block that it is made into. */
    long bytes(Region full) {
        Piece piece = piece(full);
        return Window.bytes(run, piece.places(), piece.region(), true);
    }

    void read(Block target, Lease lease) {
        Piece piece = piece(target.region());
        try (Window window = new Window(run, piece.places(), piece.region(), lease, target)) {
            window.forEachPlace(((Work.Kernel) run.work())::fill);
        }
    }

    @Override
    public void read(Block target) {
        try (Lease lease = run.engine.ledger().lease(bytes(target.region()), run.what())) {
            read(target, lease);
        }
    }
}
