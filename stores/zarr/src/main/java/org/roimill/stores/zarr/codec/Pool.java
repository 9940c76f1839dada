package org.roimill.stores.zarr.codec;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Native contexts at rest. As good as one for each thread, but those of threads that ended are not lost, and virtual
 * threads make no more of them than run at once.
 */
final class Pool<T> {
    private static final int MOST = 64;

    private final ConcurrentLinkedDeque<T> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Supplier<T> make;
    private final Consumer<T> free;

    Pool(Supplier<T> make, Consumer<T> free) {
        this.make = make;
        this.free = free;
    }

    T take() {
        T context = idle.pollFirst();
        if (context == null) {
            return make.get();
        }
        count.decrementAndGet();
        return context;
    }

    void giveBack(T context) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            free.accept(context);
        } else {
            idle.addFirst(context);
        }
    }
}
