package org.roimill.runner.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Ledger;

class EngineTest {
    private static final int PIECES = 200;

    @Test
    void resultsComeInOrderWhateverFinishesFirst() {
        try (Ledger ledger = new Ledger(1 << 20);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Integer> taken = new ArrayList<>();
            engine(ledger, threads).inOrder(PIECES, i -> slowly(i, 7 - i % 7), taken::add);
            assertEquals(IntStream.range(0, PIECES).boxed().toList(), taken);
        }
    }

    @Test
    void noMoreThanWishedAreUnderWay() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Ledger ledger = new Ledger(1 << 20);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            engine(ledger, threads).each(PIECES, i -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                slowly(i, 1);
                now.decrementAndGet();
            });
        }
        assertTrue(most.get() <= 4, "under way at once: " + most);
    }

    @Test
    void aFailureIsHandedOnOnceAllThatBeganHasEnded() {
        AtomicInteger running = new AtomicInteger();
        try (Ledger ledger = new Ledger(1 << 20);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Engine engine = engine(ledger, threads);
            RoimillException failure = assertThrows(
                    RoimillException.class,
                    () -> engine.each(PIECES, i -> {
                        running.incrementAndGet();
                        slowly(i, 3);
                        running.decrementAndGet();
                        if (i == 20) {
                            throw RoimillException.badData("piece 20 is damaged", null);
                        }
                    }));
            assertEquals("piece 20 is damaged", failure.getMessage());
            assertEquals(0, running.get());
        }
    }

    @Test
    void aWishToStopEndsItEarly() {
        AtomicInteger done = new AtomicInteger();
        try (Ledger ledger = new Ledger(1 << 20);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Engine engine = engine(ledger, threads);
            RoimillException stopped = assertThrows(
                    RoimillException.class,
                    () -> engine.each(PIECES, i -> {
                        if (done.incrementAndGet() == 10) {
                            engine.stop().request();
                        }
                    }));
            assertEquals(Failure.INTERRUPTED, stopped.failure());
            assertTrue(done.get() < PIECES, "all were done");
        }
    }

    private static Engine engine(Ledger ledger, ExecutorService threads) {
        return new Engine(ledger, threads, 4, new Stop(), BlockSize.USUAL);
    }

    private static int slowly(int result, int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return result;
    }
}
