package org.roimill.runner.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.roimill.core.error.Explain;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Ledger;
import org.roimill.core.network.Model;
import org.roimill.core.processor.Resources;
import org.roimill.core.registry.Registry;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.plan.Planner;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.GraphRun;
import org.roimill.runner.stage.Stop;
import org.roimill.runner.stage.Temporaries;

/** Checks and runs chains: all ROIs are planned before any is worked on, then as many side by side as there are CPUs. */
public final class ChainRun {
    private final Registry registry;
    private final Resources resources;
    private final Ledger ledger;
    private final int cpus;
    private final Stop stop;
    private final BlockSize blocks;

    /** @param resources what parameters refer to, shared by all ROIs */
    public ChainRun(Registry registry, Resources resources, Ledger ledger, int cpus, Stop stop, BlockSize blocks) {
        this.registry = registry;
        this.resources = resources;
        this.ledger = ledger;
        this.cpus = cpus;
        this.stop = stop;
        this.blocks = blocks;
    }

    /** What the chain means for each ROI. Writes nothing. */
    public List<Checked> check(Chain chain, List<RoiEntry> rois, RunOptions options) {
        return check(chain, rois, options, false);
    }

    private List<Checked> check(Chain chain, List<RoiEntry> rois, RunOptions options, boolean heal) {
        Planner planner = planner(new Engine(ledger, null, cpus, stop, blocks));
        return sideBySide(rois, roi -> {
            try {
                stop.check();
                RoiRun run = new RoiRun(chain, roi, options, rois.size() > 1, planner);
                return new Checked(roi, run.check(heal), null);
            } catch (RuntimeException | Error e) {
                return new Checked(roi, null, Explain.of(e));
            }
        });
    }

    /** Runs it. What goes wrong with a ROI is in its result; what goes wrong with the run itself is thrown. */
    public RunReport run(Chain chain, List<RoiEntry> rois, RunOptions options, RunWatcher watcher) {
        long start = System.nanoTime();
        try (RunFiles files = RunFiles.open(options.report(), chain)) {
            List<Checked> checked = check(chain, rois, options, true);
            Set<Model> models = models(checked);
            long networks = models.stream().mapToLong(Model::memory).sum();
            ledger.reserve(networks, "the model " + names(models));
            try {
                return run(chain, rois, checked, options, watcher, files, start);
            } finally {
                ledger.release(networks);
            }
        }
    }

    private static String names(Set<Model> models) {
        return models.stream().map(model -> "'" + model.card().name() + "'").collect(Collectors.joining(" with "));
    }

    private static Set<Model> models(List<Checked> checked) {
        return checked.stream()
                .filter(c -> c.problem() == null && !c.plan().isDone())
                .flatMap(c -> c.plan().steps().stream())
                .flatMap(step -> step.models().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private RunReport run(
            Chain chain,
            List<RoiEntry> rois,
            List<Checked> checked,
            RunOptions options,
            RunWatcher watcher,
            RunFiles files,
            long start) {
        long piece = 0;
        long voxels = 0;
        int done = 0;
        List<Checked> invalid = new ArrayList<>();
        for (Checked c : checked) {
            files.checked(c);
            if (c.problem() != null) {
                invalid.add(c);
            } else if (c.plan().isDone()) {
                done++;
            } else {
                piece = Math.max(piece, c.plan().graph().largestPiece().getValue());
                voxels += c.plan().graph().voxels();
            }
        }
        watcher.planned(rois.size(), done, invalid.size(), voxels);
        boolean none = !invalid.isEmpty() && options.stopOnInvalid();
        AtomicInteger finished = new AtomicInteger();
        Temporaries temporaries = new Temporaries(ledger, piece, options.scratch());
        List<RoiResult> results;
        try (ExecutorService threads = Executors.newFixedThreadPool(cpus)) {
            Planner planner = planner(new Engine(ledger, threads, cpus, stop, blocks));
            results = sideBySide(checked, c -> {
                RoiResult result = none && c.problem() == null
                        ? notBegun(c)
                        : one(chain, c, options, rois.size() > 1, planner, temporaries, files, watcher);
                files.finished(result);
                watcher.finished(result, finished.incrementAndGet(), rois.size());
                return result;
            });
        }
        RunReport report = new RunReport(chain, results, (System.nanoTime() - start) / 1e9, ledger.peak());
        files.write(report, options, cpus, ledger.budget());
        return report;
    }

    private static RoiResult notBegun(Checked c) {
        RoimillException cause = new RoimillException(
                Failure.USAGE, "not begun: another ROI cannot work", "Mend that one, or run with --on-invalid skip.");
        return RoiResult.failed(c.roi().id(), c.roi().path(), cause, 0, null);
    }

    private RoiResult one(
            Chain chain,
            Checked checked,
            RunOptions options,
            boolean several,
            Planner planner,
            Temporaries temporaries,
            RunFiles files,
            RunWatcher watcher) {
        RoiEntry roi = checked.roi();
        if (checked.problem() != null) {
            return RoiResult.failed(roi.id(), roi.path(), checked.problem(), 0, null);
        }
        RoiRun run = new RoiRun(chain, roi, options, several, planner);
        if (checked.plan().isDone()) {
            return run.skipped(checked.plan());
        }
        return run.run(temporaries, new GraphRun.Watcher() {
            @Override
            public void begin(String what) {
                files.step(roi.id(), what);
                watcher.begin(roi.id(), what);
            }

            @Override
            public void done(long voxels) {
                watcher.advance(voxels);
            }
        });
    }

    private Planner planner(Engine engine) {
        return new Planner(registry, resources, engine);
    }

    /** Results in the order of what was given. */
    private <T, R> List<R> sideBySide(List<T> items, Function<T, R> work) {
        try (ExecutorService roiThreads = Executors.newFixedThreadPool(Math.clamp(items.size(), 1, cpus))) {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(roiThreads.submit(() -> work.apply(item)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw Explain.of(e.getCause());
        } catch (InterruptedException e) {
            stop.request();
            Thread.currentThread().interrupt();
            throw new RoimillException(Failure.INTERRUPTED, "stopped", null, e);
        }
    }
}
