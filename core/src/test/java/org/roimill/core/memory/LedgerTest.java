package org.roimill.core.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

@Timeout(60)
class LedgerTest {
    private static final long MIB = 1 << 20;

    /** Started, and waiting for memory when this returns. */
    private static Thread waiting(Runnable work) throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(work);
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive());
            Thread.sleep(1);
        }
        return thread;
    }

    @Test
    void manyThreadsNeverPassTheBudgetAndAllFinish() throws Exception {
        long budget = 8 * MIB;
        try (Ledger ledger = new Ledger(budget);
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            AtomicLong inUse = new AtomicLong();
            AtomicLong most = new AtomicLong();
            List<Future<?>> tasks = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                Random random = new Random(t);
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        Region region = Region.ofShape(1 + random.nextInt((int) (2 * MIB)));
                        try (Lease lease = ledger.lease(2 * Lease.cost(DType.U8, region), "a task")) {
                            inUse.addAndGet(lease.bytes());
                            most.accumulateAndGet(inUse.get(), Math::max);
                            Block a = lease.block(DType.U8, region);
                            Block b = lease.block(DType.U8, region);
                            a.set(region.voxels() - 1, 5);
                            b.set(region.voxels() - 1, 6);
                            assertEquals(5, a.get(region.voxels() - 1));
                            assertTrue(ledger.leased() <= budget && ledger.held() <= budget);
                            inUse.addAndGet(-lease.bytes());
                        }
                    }
                }));
            }
            for (Future<?> task : tasks) {
                task.get(50, TimeUnit.SECONDS);
            }
            assertTrue(most.get() <= budget, most + " in use");
            assertTrue(ledger.peak() <= budget);
            assertEquals(0, ledger.leased());
        }
    }

    @Test
    void firstComeFirstServed() throws InterruptedException {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (Ledger ledger = new Ledger(100)) {
            Lease all = ledger.lease(100, "first");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                // A small one behind a large one could be served at once, and must not be.
                threads.add(waiting(() -> {
                    Lease lease = ledger.lease(number % 2 == 0 ? 100 : 1, "task " + number);
                    order.add(number);
                    lease.close();
                }));
            }
            assertNull(ledger.tryLease(0, "a latecomer"));
            all.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), order);
        }
    }

    @Test
    void smallOnesRunSideBySide() throws InterruptedException {
        try (Ledger ledger = new Ledger(100)) {
            Lease all = ledger.lease(100, "first");
            CountDownLatch together = new CountDownLatch(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(waiting(() -> {
                    Lease lease = ledger.lease(25, "a task");
                    together.countDown();
                    assertDoesNotThrow(() -> together.await());
                    lease.close();
                }));
            }
            all.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(0, together.getCount());
        }
    }

    @Test
    void whatCanNeverFitSaysWhatWould() {
        try (Ledger ledger = new Ledger(MIB)) {
            RoimillException e = assertThrows(RoimillException.class, () -> ledger.lease(3 * MIB, "step 'ring'"));
            assertEquals(Failure.OUT_OF_MEMORY, e.failure());
            assertTrue(e.getMessage().startsWith("step 'ring' needs 3.0 MiB"), e.getMessage());
            assertTrue(e.getMessage().contains("--memory"), e.getMessage());
            try (Lease lease = ledger.lease(1, "a task")) {
                assertNotNull(lease);
                assertNull(ledger.tryLease(Long.MAX_VALUE, "too much"));
            }
            assertThrows(IllegalArgumentException.class, () -> ledger.lease(-1, "nonsense"));
            assertThrows(IllegalArgumentException.class, () -> new Ledger(0));
        }
    }

    @Test
    void whoeverIsInterruptedLeavesTheQueueToTheNext() throws InterruptedException {
        AtomicReference<RoimillException> thrown = new AtomicReference<>();
        try (Ledger ledger = new Ledger(100)) {
            Lease most = ledger.lease(90, "first");
            Thread stopped = waiting(() -> {
                thrown.set(assertThrows(RoimillException.class, () -> ledger.lease(100, "second")));
                assertTrue(Thread.currentThread().isInterrupted());
            });
            Thread next = waiting(() -> ledger.lease(5, "third").close());
            stopped.interrupt();
            stopped.join();
            next.join();
            assertEquals(Failure.INTERRUPTED, thrown.get().failure());
            assertEquals(90, ledger.leased());
            most.close();
            most.close();
            assertEquals(0, ledger.leased());
        }
    }

    @Test
    void returnedMemoryIsUsedAgainAndMakesRoomForOtherSizes() {
        Ledger ledger = new Ledger(4 * MIB);
        long address;
        try (Lease lease = ledger.lease(4 * MIB, "one")) {
            address = lease.memory(2 * MIB).address();
            lease.memory(MIB);
        }
        assertEquals(3 * MIB, ledger.held());
        try (Lease lease = ledger.lease(2 * MIB, "two")) {
            assertEquals(address, lease.memory(2 * MIB).address());
            assertEquals(3 * MIB, ledger.held());
        }
        try (Lease lease = ledger.lease(4 * MIB, "three")) {
            lease.memory(4 * MIB);
            assertEquals(4 * MIB, ledger.held());
        }
        ledger.close();
        assertEquals(0, ledger.held());
    }

    @Test
    void aBlockFreedEarlyServesTheSameLeaseAgain() {
        Region region = Region.ofShape(MIB);
        try (Ledger ledger = new Ledger(MIB)) {
            Lease lease = ledger.lease(MIB, "a task");
            for (int i = 0; i < 5; i++) {
                Block block = lease.zeros(DType.U8, region);
                assertEquals(0, block.get(MIB - 1));
                block.fill(7);
                lease.free(block);
                assertEquals(MIB, ledger.held());
            }
            Block block = lease.block(DType.U8, region);
            assertThrows(IllegalStateException.class, () -> lease.block(DType.U8, Region.ofShape(1)));
            lease.free(block);
            assertThrows(IllegalArgumentException.class, () -> lease.free(block));
            lease.close();
            assertThrows(IllegalStateException.class, () -> lease.memory(1));
        }
    }

    @Test
    void whatIsReturnedAfterTheEndIsFreed() {
        Ledger ledger = new Ledger(MIB);
        Lease lease = ledger.lease(MIB, "a task");
        Block block = lease.block(DType.U8, Region.ofShape(MIB));
        ledger.close();
        assertTrue(block.data().scope().isAlive());
        lease.close();
        assertFalse(block.data().scope().isAlive());
        assertEquals(0, ledger.held());
    }

    @Test
    void aCostIsNeverLessThanTheBytesAndLittleMore() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long n = random.nextLong() >>> (10 + random.nextInt(54));
            long cost = Lease.cost(n);
            assertTrue(cost >= n && cost <= Math.max(4096, n + Math.max(4096, n / 8)), n + " costs " + cost);
            assertEquals(cost, Lease.cost(cost));
        }
    }

    @Test
    void whatIsReservedIsNotThereForLeasesUntilItIsReleased() {
        try (Ledger ledger = new Ledger(8 * MIB)) {
            ledger.reserve(3 * MIB, "a network");
            assertEquals(5 * MIB, ledger.budget());
            assertNull(ledger.tryLease(6 * MIB, "a task"));
            RoimillException e = assertThrows(RoimillException.class, () -> ledger.reserve(3 * MIB, "another"));
            assertEquals(Failure.OUT_OF_MEMORY, e.failure());
            assertTrue(
                    e.getMessage().contains("another takes 3.0 MiB")
                            && e.getMessage().contains("--memory"),
                    e.getMessage());
            ledger.release(3 * MIB);
            ledger.lease(8 * MIB, "a task").close();
        }
    }
}
