package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** Runs objects, place by place: all cells propose, one merge decides, all cells are written. */
final class ObjectsRun<B, D> {
    private final StageRun run;
    private final Work.Objects<B, D> objects;
    private final List<Region> places = new ArrayList<>();
    private final List<Region> cells = new ArrayList<>();

    ObjectsRun(StageRun run, Work.Objects<B, D> objects) {
        this.run = run;
        this.objects = objects;
        Region domain = run.geometry.primary.coreDomain();
        run.geometry.outerDomain.cells(Piece.ones(run.geometry.outer.count())).forEach(places::add);
        domain.cells(objects.cell(domain)).forEach(cells::add);
    }

    /** How many objects were found, where the work knows it. */
    OptionalLong run() {
        long total = 0;
        boolean known = true;
        for (int place = 0; place < places.size(); place++) {
            int at = place;
            List<B> states = new ArrayList<>();
            run.engine.inOrder(cells.size(), i -> propose(at, i), states::add);
            Work.Decisions<D> decisions = merge(states);
            run.engine.each(cells.size(), i -> write(at, i, decisions.cells().get(i)));
            known &= decisions.objects().isPresent();
            total += decisions.objects().orElse(0);
        }
        return known ? OptionalLong.of(total) : OptionalLong.empty();
    }

    int places() {
        return places.size();
    }

    int cells() {
        return cells.size();
    }

    B propose(int place, int cell) {
        AtomicReference<B> state = new AtomicReference<>();
        try (Window window = new Window(run, places.get(place), cells.get(cell), false)) {
            window.forEachPlace(call -> state.set(objects.propose(call)));
        }
        return state.get();
    }

    Work.Decisions<D> merge(List<B> states) {
        List<Work.Proposal<B>> proposals = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            proposals.add(new Work.Proposal<>(cells.get(i), states.get(i)));
        }
        return objects.merge(proposals, run.geometry.primary.coreDomain());
    }

    void write(int place, int cell, D decision) {
        try (Window window = new Window(run, places.get(place), cells.get(cell), true)) {
            window.forEachPlace(call -> objects.write(call, decision));
            window.write();
        }
    }
}
