package org.roimill.cli.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.roimill.api.Mill;
import org.roimill.core.error.Explain;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.plan.RoiPlan;
import org.roimill.runner.run.Checked;
import org.roimill.runner.run.Outcome;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import org.roimill.runner.run.RunWatcher;

/**
 * Runs a segmenter on images and makes files of what it finds. Each image is milled into a store in a hidden folder,
 * which goes as soon as its files are there; so the disk holds a few at a time.
 */
public final class FolderRun {
    private final Mill mill;
    private final ImageFiles files;
    private final Map<String, RoimillException> unfit;
    private final Map<String, RoiResult> exported = new ConcurrentHashMap<>();

    /** @param unfit images, by id, of which it is known already why they cannot be milled */
    public FolderRun(Mill mill, ImageFiles files, Map<String, RoimillException> unfit) {
        this.mill = mill;
        this.files = files;
        this.unfit = Map.copyOf(unfit);
    }

    /** As {@link Mill#run}; results are the folders with the files. */
    public RunReport run(Chain chain, List<RoiEntry> images, RunOptions options, RunWatcher watcher) {
        if (options.delta() != null) {
            throw RoimillException.usage(
                    "--delta is for stores, and files are to be saved", "Leave it out, or write --save store.");
        }
        long start = System.nanoTime();
        try (WorkFolder work = WorkFolder.make(files.folder(images.getFirst()))) {
            RunOptions inside = options.withOut(work.path());
            Map<String, RoiResult> known = new LinkedHashMap<>();
            Map<String, String> keys = new LinkedHashMap<>();
            List<RoiEntry> open = new ArrayList<>();
            images.stream().filter(image -> unfit.containsKey(image.id())).forEach(image -> {
                RoimillException why = unfit.get(image.id());
                known.put(image.id(), result(image, null, Outcome.FAILED, false, why, List.of(), 0));
            });
            List<RoiEntry> fit = images.stream()
                    .filter(image -> !unfit.containsKey(image.id()))
                    .toList();
            for (Checked checked : mill.check(chain, fit, inside)) {
                RoiResult there = checked.plan() == null ? null : there(checked, keys, options.overwrite());
                if (there == null) {
                    open.add(checked.roi());
                } else {
                    known.put(checked.roi().id(), there);
                }
            }
            Exporting exporting = new Exporting(watcher, known.values(), keys, options, images);
            RunReport report = null;
            if (open.isEmpty()) {
                watcher.planned(images.size(), exporting.there(), known.size() - exporting.there(), 0);
            } else {
                report = mill.run(chain, open, inside, exporting);
            }
            List<RoiResult> results = images.stream()
                    .map(image -> known.getOrDefault(image.id(), exported.get(image.id())))
                    .toList();
            return new RunReport(
                    chain, results, (System.nanoTime() - start) / 1e9, report == null ? 0 : report.peakBytes());
        }
    }

    /** What there is to say of an image without any work: that its files are there, or in the way. Null for work. */
    private RoiResult there(Checked checked, Map<String, String> keys, boolean overwrite) {
        RoiEntry image = checked.roi();
        String key = key(checked.plan());
        keys.put(image.id(), key);
        Path folder = files.folder(image);
        Recipe recipe = Recipe.read(folder, FolderImages.base(image.path()));
        boolean same = key.equals(recipe.key());
        Collection<Path> wanted = files.wanted(image);
        if (same && wanted.stream().allMatch(file -> recipe.made(folder, file))) {
            return result(image, checked.plan(), Outcome.OK, true, null, wanted, 0);
        }
        List<Path> inTheWay = wanted.stream()
                .filter(file -> Files.exists(file) && !(same && recipe.made(folder, file)))
                .toList();
        if (overwrite || inTheWay.isEmpty()) {
            return null;
        }
        RoimillException exists = new RoimillException(
                Failure.EXISTS,
                inTheWay.getFirst() + " is there already, and was made in another way or changed since",
                "Replace it by --overwrite, or choose another folder by --out.");
        return result(image, checked.plan(), Outcome.FAILED, false, exists, List.of(), 0);
    }

    /** Of all that it keeps. */
    private static String key(RoiPlan plan) {
        return String.join(
                " ",
                plan.outputs().stream()
                        .map(output -> String.valueOf(output.provenance().get("key")))
                        .toList());
    }

    private RoiResult result(
            RoiEntry image,
            RoiPlan plan,
            Outcome outcome,
            boolean skipped,
            RoimillException cause,
            Collection<Path> made,
            double elapsed) {
        return new RoiResult(
                image.id(),
                image.path(),
                outcome,
                skipped,
                cause,
                files.folder(image),
                made.stream().map(file -> file.getFileName().toString()).toList(),
                elapsed,
                Map.of(),
                0,
                plan);
    }

    /** Makes the files of each image as soon as it is milled. */
    private final class Exporting implements RunWatcher {
        private final RunWatcher outer;
        private final List<RoiResult> known;
        private final Map<String, String> keys;
        private final RunOptions options;
        private final Map<String, RoiEntry> images = new LinkedHashMap<>();

        Exporting(
                RunWatcher outer,
                Collection<RoiResult> known,
                Map<String, String> keys,
                RunOptions options,
                List<RoiEntry> images) {
            this.outer = outer;
            this.known = List.copyOf(known);
            this.keys = keys;
            this.options = options;
            images.forEach(image -> this.images.put(image.id(), image));
        }

        int there() {
            return (int) known.stream().filter(RoiResult::skipped).count();
        }

        @Override
        public void planned(int rois, int done, int invalid, long voxels) {
            outer.planned(rois + known.size(), done + there(), invalid + known.size() - there(), voxels);
        }

        @Override
        public void begin(String roi, String step) {
            outer.begin(roi, step);
        }

        @Override
        public void advance(long voxels) {
            outer.advance(voxels);
        }

        @Override
        public void finished(RoiResult milled, int finished, int rois) {
            RoiResult result = milled.cause() == null ? export(milled) : milled;
            exported.put(result.id(), result);
            outer.finished(result, finished + known.size(), rois + known.size());
        }

        private RoiResult export(RoiResult milled) {
            RoiEntry image = images.get(milled.id());
            long start = System.nanoTime();
            try {
                outer.begin(milled.id(), "files");
                Collection<Path> made = files.write(mill, image, milled, options);
                Recipe.write(files.folder(image), FolderImages.base(image.path()), keys.get(milled.id()), made);
                double elapsed = milled.elapsed() + (System.nanoTime() - start) / 1e9;
                return result(image, milled.plan(), milled.outcome(), false, null, made, elapsed);
            } catch (RuntimeException | Error e) {
                return result(image, milled.plan(), Outcome.FAILED, false, Explain.of(e), List.of(), milled.elapsed());
            } finally {
                WorkFolder.delete(milled.result());
            }
        }
    }
}
