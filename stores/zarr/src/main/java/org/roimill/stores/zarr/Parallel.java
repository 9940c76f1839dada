package org.roimill.stores.zarr;

import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * Work shared between the calling thread and those of an executor. The caller works too and never waits for a thread
 * that has not started, so a busy executor slows the work and cannot stop it.
 */
final class Parallel<T> {
    private final Iterator<T> items;
    private final Consumer<T> work;
    private int running;
    private boolean over;
    private Throwable failure;

    private Parallel(Iterator<T> items, Consumer<T> work) {
        this.items = items;
        this.work = work;
    }

    /** All items, taken in order; the first failure stops the rest and is thrown. */
    static <T> void forEach(Iterable<T> items, Executor executor, int threads, Consumer<T> work) {
        if (executor == null || threads < 2) {
            for (T item : items) {
                work.accept(item);
            }
            return;
        }
        Parallel<T> shared = new Parallel<>(items.iterator(), work);
        for (int i = 1; i < threads; i++) {
            try {
                executor.execute(shared::work);
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        shared.work();
        shared.await();
    }

    private void work() {
        T item = take(false);
        while (item != null) {
            try {
                work.accept(item);
            } catch (Throwable t) {
                fail(t);
            }
            item = take(true);
        }
    }

    /** The next item; null when there is none, which counts this thread out. */
    private synchronized T take(boolean wasRunning) {
        T item = !over && failure == null && items.hasNext() ? items.next() : null;
        if (wasRunning != (item != null)) {
            running += wasRunning ? -1 : 1;
        }
        if (item == null) {
            notifyAll();
        }
        return item;
    }

    private synchronized void fail(Throwable t) {
        if (failure == null) {
            failure = t;
        }
    }

    private synchronized void await() {
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Others still use the caller's memory: they end with their items, and then so does this.
                interrupted = true;
                fail(new RoimillException(Failure.INTERRUPTED, "stopped while chunks were read or written", null, e));
            }
        }
        // A helper that starts only now finds nothing, and touches nothing of the caller's.
        over = true;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
