package org.roimill.core.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * The account of all pixel memory. A task leases its whole working set before it starts, waits its turn if the
 * budget is taken, and returns everything at its end; nobody asks for more half way, so nobody can lock another out.
 * Returned memory is kept for the next lease of its size. What is handed out and what is kept are never more than the
 * budget together. Safe for many threads.
 */
public final class Ledger implements AutoCloseable {
    private long budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Condition> queue = new ArrayDeque<>();
    private final TreeMap<Long, Deque<Slab>> idle = new TreeMap<>();
    private long leased;
    private long handedOut;
    private long idleBytes;
    private long peak;
    private boolean closed;

    public Ledger(long budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("a memory budget of " + budget + " bytes");
        }
        this.budget = budget;
    }

    /**
     * Takes {@code bytes} out of the budget, first come, first served. Waits until they are there.
     *
     * @param what names the work in the message if the budget could never hold it
     */
    public Lease lease(long bytes, String what) {
        lock.lock();
        try {
            if (bytes > budget) {
                throw tooSmall(bytes, what);
            }
            if (!fits(bytes) || !queue.isEmpty()) {
                awaitTurn(bytes, what);
            }
            return grant(bytes, what);
        } finally {
            lock.unlock();
        }
    }

    /** Like {@link #lease}, but null at once where it would have to wait. */
    public Lease tryLease(long bytes, String what) {
        lock.lock();
        try {
            return !fits(bytes) || !queue.isEmpty() ? null : grant(bytes, what);
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a lease of " + bytes + " bytes");
        }
        return bytes <= budget - leased;
    }

    private void awaitTurn(long bytes, String what) {
        Condition turn = lock.newCondition();
        queue.add(turn);
        try {
            while (!turn.equals(queue.peek()) || !fits(bytes)) {
                turn.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoimillException(Failure.INTERRUPTED, what + " was stopped while it waited for memory", null, e);
        } finally {
            queue.remove(turn);
            wakeNext();
        }
    }

    private Lease grant(long bytes, String what) {
        leased += bytes;
        peak = Math.max(peak, leased);
        return new Lease(this, bytes, what);
    }

    private RoimillException tooSmall(long bytes, String what) {
        return new RoimillException(
                Failure.OUT_OF_MEMORY,
                what + " needs " + Bytes.text(bytes) + " of memory at once; the limit is " + Bytes.text(budget),
                "Raise --memory to at least " + Bytes.text(bytes) + ", or use smaller chunks.");
    }

    /** Takes back all of a lease at once. */
    void end(long bytes, List<Slab> slabs) {
        lock.lock();
        try {
            slabs.forEach(this::giveBack);
            leased -= bytes;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private void wakeNext() {
        Condition next = queue.peek();
        if (next != null) {
            next.signal();
        }
    }

    /**
     * Takes {@code bytes} out of the budget until they are {@link #release released}: what others than voxels take.
     *
     * @param what takes them, for the message if less would be left than that
     */
    public void reserve(long bytes, String what) {
        lock.lock();
        try {
            if (bytes > budget / 2) {
                throw new RoimillException(
                        Failure.OUT_OF_MEMORY,
                        what + " takes " + Bytes.text(bytes) + " of memory, and " + Bytes.text(budget)
                                + " are there for it and for voxels",
                        "Raise --memory by at least " + Bytes.text(2 * bytes - budget) + ".");
            }
            budget -= bytes;
        } finally {
            lock.unlock();
        }
    }

    public void release(long bytes) {
        lock.lock();
        try {
            budget += bytes;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    /** An idle slab of that size, or a new one after idle ones have made room for it. */
    Slab take(long size) {
        lock.lock();
        try {
            handedOut += size;
            Deque<Slab> same = idle.get(size);
            if (same != null) {
                return takeIdle(size, same);
            }
            while (idleBytes > 0 && idleBytes + handedOut > budget) {
                takeIdle(idle.lastKey(), idle.lastEntry().getValue()).free();
            }
        } finally {
            lock.unlock();
        }
        try {
            return Slab.allocate(size);
        } catch (RoimillException e) {
            lock.lock();
            try {
                handedOut -= size;
            } finally {
                lock.unlock();
            }
            throw e;
        }
    }

    private Slab takeIdle(long size, Deque<Slab> same) {
        Slab slab = same.pop();
        if (same.isEmpty()) {
            idle.remove(size);
        }
        idleBytes -= size;
        return slab;
    }

    void giveBack(Slab slab) {
        lock.lock();
        try {
            handedOut -= slab.size();
            if (closed) {
                slab.free();
                return;
            }
            idle.computeIfAbsent(slab.size(), s -> new ArrayDeque<>()).push(slab);
            idleBytes += slab.size();
        } finally {
            lock.unlock();
        }
    }

    public long budget() {
        lock.lock();
        try {
            return budget;
        } finally {
            lock.unlock();
        }
    }

    /** What is leased now. */
    public long leased() {
        lock.lock();
        try {
            return leased;
        } finally {
            lock.unlock();
        }
    }

    /** What there is of native memory now: handed out, and kept for the next. */
    public long held() {
        lock.lock();
        try {
            return handedOut + idleBytes;
        } finally {
            lock.unlock();
        }
    }

    /** The most that was ever leased at once. */
    public long peak() {
        lock.lock();
        try {
            return peak;
        } finally {
            lock.unlock();
        }
    }

    /** Frees what is idle, and from then on keeps nothing: what is still leased is freed when its lease ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (idleBytes > 0) {
                takeIdle(idle.lastKey(), idle.lastEntry().getValue()).free();
            }
        } finally {
            lock.unlock();
        }
    }
}
