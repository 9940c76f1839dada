package org.roimill.benchmarks.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Work on numbered pieces by several threads. */
public final class Pieces {
    private Pieces() {}

    /** The results for the pieces from 0 on, when all are there. */
    public static <T> List<T> each(ExecutorService threads, int count, IntFunction<T> work) {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int piece = i;
            futures.add(threads.submit(() -> work.apply(piece)));
        }
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return results;
    }
}
