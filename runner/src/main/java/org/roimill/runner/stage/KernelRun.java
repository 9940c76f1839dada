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

    Piece piece(int index) {
        return pieces.get(index);
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
        long[] grain = ((Work.Kernel) run.work()).grain(domain);
        if (grain != null) {
            return Piece.all(run.geometry.outerDomain, Piece.ones(run.geometry.outer.count()), domain, grain);
        }
        long[] outerCell = run.outerCell();
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
        return Window.bytes(run, places, region, true) <= run.engine.blockBudget();
    }

    private static Region firstCell(Region domain, long[] cell) {
        return domain.intersect(Region.ofShape(cell));
    }
}
