package org.roimill.runner.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.error.Explain;
import org.roimill.core.format.Formats;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Transaction;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.Placeholders;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.plan.Output;
import org.roimill.runner.plan.Planner;
import org.roimill.runner.plan.RoiPlan;
import org.roimill.runner.stage.GraphRun;
import org.roimill.runner.stage.Place;
import org.roimill.runner.stage.Temporaries;

/** One ROI from opening to commit. */
final class RoiRun {
    private final Chain chain;
    private final RoiEntry entry;
    private final RunOptions options;
    private final boolean several;
    private final Planner planner;

    RoiRun(Chain chain, RoiEntry entry, RunOptions options, boolean several, Planner planner) {
        this.chain = chain;
        this.entry = entry;
        this.options = options;
        this.several = several;
        this.planner = planner;
    }

    /**
     * The plan alone; nothing is written.
     *
     * @param heal whether what a killed run left is dealt with first
     */
    RoiPlan check(boolean heal) {
        Destination destination = Destination.of(entry, options, several);
        if (heal) {
            destination.heal();
        }
        try (Roi roi = open()) {
            return plan(roi, destination, null);
        }
    }

    /** What there is to say of a ROI whose plan leaves nothing to do. */
    RoiResult skipped(RoiPlan plan) {
        long start = System.nanoTime();
        Destination destination = Destination.of(entry, options, several);
        return result(plan, destination, true, List.of(), Map.of(), false, 0, start);
    }

    /** All of it. Never throws: what went wrong is in the result. */
    RoiResult run(Temporaries temporaries, GraphRun.Watcher watcher) {
        long start = System.nanoTime();
        RoiPlan plan = null;
        try {
            Destination destination = Destination.of(entry, options, several);
            try (Roi roi = open();
                    Opened target = new Opened()) {
                plan = plan(roi, destination, target);
                return plan.isDone()
                        ? result(plan, destination, true, List.of(), Map.of(), false, 0, start)
                        : work(plan, destination, temporaries, watcher, start);
            }
        } catch (RuntimeException | Error e) {
            return RoiResult.failed(entry.id(), entry.path(), Explain.of(e), seconds(start), plan);
        }
    }

    private Roi open() {
        return Formats.open(entry.path(), options.opening(entry));
    }

    /** Holds what has to stay open for as long as the plan is used. */
    private static final class Opened implements AutoCloseable {
        private Roi roi;

        @Override
        public void close() {
            if (roi != null) {
                roi.close();
            }
        }
    }

    private RoiPlan plan(Roi roi, Destination destination, Opened keep) {
        Chain filled = Placeholders.fill(chain, options.set(), entry.meta());
        Roi target = destination.there(roi);
        boolean own = target != null && !target.equals(roi);
        if (own && keep != null) {
            keep.roi = target;
        }
        try {
            return planner.plan(filled, roi, target, options.overwrite());
        } finally {
            if (own && keep == null) {
                target.close();
            }
        }
    }

    private RoiResult work(
            RoiPlan plan, Destination destination, Temporaries temporaries, GraphRun.Watcher watcher, long start) {
        List<String> reads = List.copyOf(plan.reads().keySet());
        Map<String, Map<String, Double>> seconds;
        boolean empty;
        long commit;
        try {
            try (Transaction transaction = destination.begin(reads, chain.zarr())) {
                Writing writing = new Writing(plan, transaction);
                try (GraphRun run = new GraphRun(plan.graph(), temporaries, writing, watcher)) {
                    run.run();
                    seconds = seconds(plan, run);
                    empty = run.objects().values().stream().anyMatch(OptionalLong.of(0)::equals);
                } finally {
                    writing.closeOpen();
                }
                watcher.begin("commit");
                commit = System.nanoTime();
                transaction.commit();
            }
            destination.finish();
            seconds.put("commit", Map.of("elapsed", seconds(commit)));
        } finally {
            destination.abandon();
        }
        List<String> written = plan.outputs().stream()
                .filter(o -> o.made() != null)
                .map(Output::name)
                .toList();
        return result(plan, destination, false, written, seconds, empty, temporaries.spilled(), start);
    }

    private RoiResult result(
            RoiPlan plan,
            Destination destination,
            boolean skipped,
            List<String> written,
            Map<String, Map<String, Double>> seconds,
            boolean empty,
            long spilled,
            long start) {
        return new RoiResult(
                entry.id(),
                entry.path(),
                empty ? Outcome.EMPTY : Outcome.OK,
                skipped,
                null,
                destination.path(),
                written,
                seconds(start),
                seconds,
                spilled,
                plan);
    }

    private static Map<String, Map<String, Double>> seconds(RoiPlan plan, GraphRun run) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        List<String> names = plan.graph().partNames();
        run.seconds().forEach((part, s) -> {
            Map<String, Double> one = new LinkedHashMap<>();
            one.put("read", s.read());
            one.put("work", s.work());
            if (s.network() > 0) {
                one.put("network", s.network());
            }
            one.put("write", s.write());
            all.put(names.get(part), one);
        });
        return all;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Hands what the graph keeps to the transaction. */
    private static final class Writing implements GraphRun.Outputs {
        private final Map<Place.Made, Output> outputs = new HashMap<>();
        private final Transaction transaction;
        private final List<RasterWriter> open = new ArrayList<>();

        Writing(RoiPlan plan, Transaction transaction) {
            this.transaction = transaction;
            plan.outputs().stream()
                    .filter(output -> output.made() != null)
                    .forEach(output -> outputs.put(output.made(), output));
        }

        @Override
        public RasterWriter raster(Place.Made place, RasterSpec spec) {
            Output output = outputs.get(place);
            RasterWriter writer = transaction.raster(output.name(), spec, output.storage(), output.provenance());
            open.add(writer);
            return writer;
        }

        @Override
        public void table(Place.Made place, Table table) {
            Output output = outputs.get(place);
            transaction.table(output.name(), table, output.provenance());
        }

        @Override
        public void crops(Place.Made place, CropPixels crops) {
            throw new IllegalStateException("a plan does not keep crops");
        }

        /** After a failure: what is half written is let go of. What that says is less than what led here. */
        void closeOpen() {
            open.forEach(Writing::letGo);
        }

        private static void letGo(RasterWriter writer) {
            try {
                writer.close();
            } catch (RuntimeException incomplete) {
                // Which is why it is not committed.
            }
        }
    }
}
