package org.roimill.runner.stage;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** Runs a kernel block by block, or a whole in one. The pieces are independent: any process may run any of them. */
final class KernelRun {
    private final StageRun run;
    private final List<Piece> pieces;

    KernelRun(StageRun run) {
        this.run = run;
        this.pieces = run.work() instanceof Work.Whole ? whole() : blocks();
    }

    int pieces() {
        return pieces.size();
    }

    void run(int piece) {
        Piece p = pieces.get(piece);
        try (Window window = new Window(run, p.places(), p.region(), true)) {
            Consumer<Call> fill =
                    run.work() instanceof Work.Whole whole ? whole::fill : ((Work.Kernel) run.work())::fill;
            window.forEachPlace(fill);
            window.write();
        }
    }

    private List<Piece> whole() {
        Region domain = run.geometry.primary.coreDomain();
        if (domain.isEmpty()) {
            return List.of();
        }
        long[] cell = Arrays.stream(domain.shape()).map(s -> Math.max(1, s)).toArray();
        return Piece.all(run.geometry.outerDomain, Piece.ones(run.geometry.outer.count()), domain, cell);
    }

    /** As large as wished, but so that all blocks under way fit into the budget together. */
    private List<Piece> blocks() {
        Region domain = run.geometry.primary.coreDomain();
        long[] outerCell = outerCell();
        BlockSize size = run.engine.blocks();
        long[] cell = size.sides(run.geometry.primary.core(), domain.shape());
        while (!fits(outerCell, cell)) {
            if (Arrays.stream(outerCell).anyMatch(side -> side > 1)) {
                outerCell = Piece.ones(outerCell.length);
                continue;
            }
            size = smaller(size, cell);
            if (size == null) {
                break; // the lease will say what is missing
            }
            cell = size.sides(run.geometry.primary.core(), domain.shape());
        }
        return Piece.all(run.geometry.outerDomain, outerCell, domain, cell);
    }

    private static BlockSize smaller(BlockSize size, long[] cell) {
        long largest = Arrays.stream(cell).max().orElse(1);
        BlockSize start = size.plane() > largest ? new BlockSize(largest, largest, largest) : size;
        return start.halved();
    }

    private boolean fits(long[] outerCell, long[] cell) {
        Region places = firstCell(run.geometry.outerDomain, outerCell);
        Region region = firstCell(run.geometry.primary.coreDomain(), cell);
        return Window.bytes(run, places, region, true) <= run.engine.ledger().budget() / run.engine.parallel();
    }

    private static Region firstCell(Region domain, long[] cell) {
        return domain.intersect(Region.ofShape(cell));
    }

    /** Along the outer axes as many places as a stored chunk holds, so that no chunk is decoded for each of them anew. */
    private long[] outerCell() {
        long[] cell = Piece.ones(run.geometry.outer.count());
        for (int i = 0; i < run.geometry.in.size(); i++) {
            Bound bound = run.geometry.in.get(i);
            if (bound == null) {
                continue;
            }
            long[] chunk = run.inputs.get(i).pixels().chunk();
            for (int d = 0; d < cell.length; d++) {
                int at = bound.spec().axes().indexOf(run.geometry.outer.get(d));
                if (at >= 0) {
                    cell[d] = Math.max(cell[d], Math.min(chunk[at], run.geometry.outerDomain.size(d)));
                }
            }
        }
        return cell;
    }
}
