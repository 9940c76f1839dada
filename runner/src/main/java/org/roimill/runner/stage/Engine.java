package org.roimill.runner.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Ledger;

/**
 * What stages run on: memory, threads, the wish to stop, and how large blocks may be.
 *
 * @param threads null to run everything on the calling thread
 * @param parallel how many pieces may be under way at once
 */
public record Engine(Ledger ledger, ExecutorService threads, int parallel, Stop stop, BlockSize blocks) {

    /** One thread, blocks of the usual size. */
    public static Engine single(Ledger ledger) {
        return new Engine(ledger, null, 1, new Stop(), BlockSize.USUAL);
    }

    /** What the blocks of one piece may take. The other half of the memory is left to what outlives a piece. */
    long blockBudget() {
        return ledger.budget() / 2 / parallel;
    }

    public Engine withBlocks(BlockSize size) {
        return new Engine(ledger, threads, parallel, stop, size);
    }

    /** Runs pieces {@code 0..count-1} at most {@link #parallel} at a time and hands over their results in that order. */
    <T> void inOrder(int count, IntFunction<T> piece, Consumer<T> take) {
        if (threads == null) {
            for (int i = 0; i < count; i++) {
                stop.check();
                take.accept(piece.apply(i));
            }
            return;
        }
        Deque<Future<T>> window = new ArrayDeque<>();
        AtomicBoolean over = new AtomicBoolean();
        try {
            for (int i = 0; i < count; i++) {
                int index = i;
                Callable<T> task = () -> {
                    stop.check();
                    return over.get() ? null : piece.apply(index);
                };
                window.add(threads.submit(task));
                if (window.size() >= parallel) {
                    take.accept(await(window.remove()));
                }
            }
            while (!window.isEmpty()) {
                take.accept(await(window.remove()));
            }
        } finally {
            over.set(true);
            awaitAll(window);
        }
    }

    /** Runs all pieces; their order does not matter. */
    void each(int count, IntConsumer piece) {
        inOrder(
                count,
                i -> {
                    piece.accept(i);
                    return null;
                },
                nothing -> {});
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException r -> throw r;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoimillException(Failure.INTERRUPTED, "stopped", null, e);
        }
    }

    /**
     * After a failure what has not begun does nothing, and what has is waited for, so that nobody uses freed memory. A
     * cancelled future would not wait.
     */
    private static <T> void awaitAll(Deque<Future<T>> window) {
        boolean interrupted = false;
        while (!window.isEmpty()) {
            try {
                window.peek().get();
                window.remove();
            } catch (ExecutionException e) {
                window.remove(); // the failure that is on its way already says it all
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
