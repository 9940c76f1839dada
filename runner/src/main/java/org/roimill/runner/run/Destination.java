package org.roimill.runner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.Explain;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.StoreFormat.CreateOptions;
import org.roimill.core.format.StoreFormat.WriteOptions;
import org.roimill.core.format.Transaction;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.chain.SampleSheet;

/** Where what is made of one ROI goes. */
sealed interface Destination {
    /** The store or file that will hold it. */
    Path path();

    /** Carries on or clears away what a killed run left there, so that plans see the store as it will be. */
    default void heal() {
        if (Files.exists(path()) && Formats.of(path()) instanceof StoreFormat format) {
            format.heal(path());
        }
    }

    /** What is there already, opened; null for nothing. May be the ROI itself, which the caller closes. */
    Roi there(Roi roi);

    /** @param reads the elements that results are made from */
    Transaction begin(List<String> reads, int zarr);

    /** After the transaction was committed. */
    default void finish() {}

    /** Tidies up what {@link #finish} did not get to. */
    default void abandon() {}

    static Destination of(RoiEntry entry, RunOptions options, boolean several) {
        WriteOptions write = new WriteOptions(options.overwrite(), options.acceptWindow());
        boolean isStore = Formats.of(entry.path()) instanceof StoreFormat;
        if (!options.with().isEmpty() && options.delta() == null && options.out() == null) {
            throw RoimillException.usage(
                    "deltas are laid over " + entry.path() + ", which are no part of it",
                    "Say where results go: --delta FILE or --out FOLDER, or join the deltas first by roimill commit.");
        }
        if (options.delta() != null) {
            boolean folder = several || Files.isDirectory(options.delta());
            Path file = folder ? options.delta().resolve(entry.id() + ".delta.zip") : options.delta();
            return new InDelta(file, isStore ? entry.path() : null, options.with());
        }
        if (options.out() != null) {
            Path store = options.out().resolve(entry.id() + ".zarr");
            return isStore ? new InCopy(store, entry.path(), options.with(), write) : new InNew(store, write);
        }
        return isStore ? new InPlace(entry.path(), write) : new InNew(SampleSheet.resultBeside(entry.path()), write);
    }

    private static void makeFolder(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw RoimillException.trouble(
                    "no folder can be made for " + file + ": " + Explain.why(e), "Choose another place.", e);
        }
    }

    /** The ROI itself. */
    record InPlace(Path path, WriteOptions write) implements Destination {
        @Override
        public Roi there(Roi roi) {
            return roi;
        }

        @Override
        public Transaction begin(List<String> reads, int zarr) {
            return Formats.store(path).begin(path, write);
        }
    }

    /** A file to be laid over the ROI. */
    record InDelta(Path path, Path base, List<Path> with) implements Destination {
        @Override
        public void heal() {} // deltas appear whole or not at all

        @Override
        public Roi there(Roi roi) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new RoimillException(
                        Failure.EXISTS, path + " is there already", "Delete it, or give another name by --delta.");
            }
            return roi;
        }

        @Override
        public Transaction begin(List<String> reads, int zarr) {
            makeFolder(path);
            return Formats.forNewStores().delta(path, base, with, reads);
        }
    }

    /** A new store with what is made alone: images that are no store cannot be added to. */
    record InNew(Path path, WriteOptions write) implements Destination {
        @Override
        public Roi there(Roi roi) {
            return Files.exists(path) ? Formats.open(path, OpenOptions.DEFAULT) : null;
        }

        @Override
        public Transaction begin(List<String> reads, int zarr) {
            if (Files.exists(path)) {
                return Formats.store(path).begin(path, write);
            }
            makeFolder(path);
            CreateOptions options = zarr == 0 ? CreateOptions.DEFAULT : new CreateOptions(zarr);
            return Formats.forNewStores().create(path, options);
        }
    }

    /** A copy of the ROI with what is made added; the ROI stays as it is. */
    final class InCopy implements Destination {
        private final Path path;
        private final Path base;
        private final List<Path> with;
        private final WriteOptions write;
        private Path delta;

        InCopy(Path path, Path base, List<Path> with, WriteOptions write) {
            this.path = path;
            this.base = base;
            this.with = with;
            this.write = write;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public Roi there(Roi roi) {
            return Files.exists(path) ? Formats.open(path, OpenOptions.DEFAULT) : roi;
        }

        @Override
        public Transaction begin(List<String> reads, int zarr) {
            if (Files.exists(path)) {
                return Formats.store(path).begin(path, write);
            }
            makeFolder(path);
            delta = path.resolveSibling("." + path.getFileName() + ".delta.zip");
            abandon(); // of a run that was killed
            return Formats.store(base).delta(delta, base, with, reads);
        }

        @Override
        public void finish() {
            if (delta != null) {
                List<Path> all = new ArrayList<>(with);
                all.add(delta);
                Formats.store(base).join(base, all, path, write);
                abandon();
            }
        }

        @Override
        public void abandon() {
            try {
                if (delta != null) {
                    Files.deleteIfExists(delta);
                }
            } catch (IOException e) {
                throw RoimillException.trouble(delta + " cannot be deleted", "Delete it yourself.", e);
            }
        }
    }
}
