package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * Runs a fold: a state for each place along the outer axes; in each round all cells of the lattice, joined in their
 * order. Pieces may be computed anywhere, by anyone who knows the seeds of the round.
 */
final class FoldRun<S, R> {
    private final StageRun run;
    private final Work.Fold<S, R> fold;
    private final List<Piece> pieces;
    private final int cells;
    private final int places;
    /** What each place's round starts from; null where the place is finished. */
    private List<S> seeds;

    private final List<S> joined;

    FoldRun(StageRun run, Work.Fold<S, R> fold) {
        this.run = run;
        this.fold = fold;
        Region domain = run.geometry.primary.coreDomain();
        long[] cell = fold.cell(domain);
        this.pieces = Piece.all(run.geometry.outerDomain, Piece.ones(run.geometry.outer.count()), domain, cell);
        this.cells = Math.toIntExact(domain.countCells(cell));
        this.places = Math.toIntExact(run.geometry.outerDomain.voxels());
        this.joined = new ArrayList<>(Collections.nCopies(places, null));
        this.seeds = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            seeds.add(fold.first());
        }
    }

    Values<R> run() {
        do {
            beginRound();
            List<Integer> due = due();
            Iterator<Integer> next = due.iterator();
            run.engine.inOrder(due.size(), i -> piece(due.get(i)), state -> join(next.next(), state));
        } while (anotherRound());
        return results();
    }

    void beginRound() {
        for (int i = 0; i < places; i++) {
            if (seeds.get(i) != null) {
                joined.set(i, fold.fresh(seeds.get(i)));
            }
        }
    }

    /** The pieces that this round needs: those of the places that are not finished. */
    List<Integer> due() {
        return IntStream.range(0, pieces.size())
                .filter(i -> seeds.get(i / cells) != null)
                .boxed()
                .toList();
    }

    S piece(int index) {
        Piece p = pieces.get(index);
        S state = fold.fresh(seeds.get(index / cells));
        try (Window window = new Window(run, p.places(), p.region(), false)) {
            window.forEachPlace(call -> fold.add(state, call));
        }
        return state;
    }

    /** Takes the pieces of a round in the order of {@link #due()}. */
    void join(int index, S state) {
        fold.merge(joined.get(index / cells), state);
    }

    boolean anotherRound() {
        boolean more = false;
        for (int i = 0; i < places; i++) {
            S next = seeds.get(i) == null ? null : fold.next(joined.get(i));
            seeds.set(i, next);
            more |= next != null;
        }
        return more;
    }

    List<S> joined() {
        return joined;
    }

    /** Takes over what another process joined in this round, in which nothing was joined here. */
    void takeJoined(List<S> states) {
        for (int i = 0; i < places; i++) {
            if (seeds.get(i) != null) {
                fold.merge(joined.get(i), states.get(i));
            }
        }
    }

    Values<R> results() {
        return new Values<>(
                run.geometry.outer,
                run.geometry.outerDomain,
                joined.stream().map(fold::result).toList());
    }
}
