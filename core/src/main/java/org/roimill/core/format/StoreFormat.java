package org.roimill.core.format;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A format that is written as well: how elements come into a store, are checked there, and are joined to it. */
public interface StoreFormat extends Format {
    /** A new store. It appears under its name when the transaction is committed, and not before. */
    Transaction create(Path target, CreateOptions options);

    /** More elements for a store that is there. Heals first what an earlier writer left behind. */
    Transaction begin(Path store, WriteOptions options);

    /**
     * A delta: elements in one file, to be laid over the base or joined to it later. The base is not touched.
     *
     * @param base the store that was read; null where that was none
     * @param over deltas that were laid over the base when it was read
     * @param read the elements that the new ones are made from; the delta remembers how they were
     */
    Transaction delta(Path file, Path base, List<Path> over, List<String> read);

    /**
     * Holds what is stored against the chunk lists written beside it.
     *
     * @param elements which ones; empty for all
     * @param content true to read and hash every chunk, false to look at presence and length alone
     * @param progress is told of each element when it is done
     */
    List<Verified> verify(Path store, List<String> elements, boolean content, Consumer<Verified> progress);

    /** Joins deltas to their base, or to a copy of it at {@code target}, all at once. Doing it twice is harmless. */
    Joined join(Path base, List<Path> deltas, Path target, WriteOptions options);

    /** Heals what a writer that was killed left behind; opening for writing does the same. */
    Healed heal(Path store);

    /**
     * @param zarr the version of Zarr, 2 or 3
     */
    record CreateOptions(int zarr) {
        public static final CreateOptions DEFAULT = new CreateOptions(3);
    }

    /**
     * @param overwrite whether elements of the same name may be replaced
     * @param acceptWindow whether, where the file system cannot exchange two folders in one step, a moment is accepted
     *     in which a reader finds neither
     */
    record WriteOptions(boolean overwrite, boolean acceptWindow) {
        public static final WriteOptions DEFAULT = new WriteOptions(false, false);
    }

    /**
     * What verifying one element gave.
     *
     * @param listed false where there is no chunk list, as in elements that others wrote
     * @param chunks how many stored objects were looked at
     * @param problems one line for each that is wrong
     */
    record Verified(String element, boolean listed, long chunks, long bytes, List<String> problems) {
        public Verified {
            problems = List.copyOf(problems);
        }
    }

    /** What joining deltas did: which elements came in, which were there already, which were only temporary. */
    record Joined(
            List<String> committed, List<String> unchanged, List<String> dropped, long bytesCopied, long bytesCloned) {}

    /** Interrupted commits that were carried on, abandoned preparations that were removed, and others' that go on. */
    record Healed(int rolledForward, int dropped, int leftAlone) {}
}
