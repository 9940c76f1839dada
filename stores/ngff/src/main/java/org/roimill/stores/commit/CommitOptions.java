package org.roimill.stores.commit;

import java.time.Duration;

/**
 * How to commit.
 *
 * @param acceptWindow whether elements may be replaced where the file system cannot exchange two folders in one step,
 *     so that for an instant the element is not there at all
 * @param patience how long to wait for the lock of another writer
 */
public record CommitOptions(Completeness completeness, AfterSwap afterSwap, boolean acceptWindow, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static CommitOptions of(Completeness completeness, AfterSwap afterSwap) {
        return new CommitOptions(completeness, afterSwap, false, PATIENCE);
    }

    public CommitOptions withAcceptWindow(boolean accept) {
        return new CommitOptions(completeness, afterSwap, accept, patience);
    }

    public CommitOptions withPatience(Duration other) {
        return new CommitOptions(completeness, afterSwap, acceptWindow, other);
    }
}
