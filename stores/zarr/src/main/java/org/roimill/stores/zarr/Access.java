package org.roimill.stores.zarr;

import java.util.concurrent.Executor;

/**
 * How an array is read and written.
 *
 * @param executor whose threads help the calling one; null for none
 * @param threads how many work at once, the calling one included
 * @param listener hears of every stored object; null for none
 * @param leaveOutEmpty whether chunks full of the fill value are not stored, and deleted where they were
 */
public record Access(Executor executor, int threads, WriteListener listener, boolean leaveOutEmpty) {
    /** The calling thread alone, every chunk stored. */
    public static final Access SERIAL = new Access(null, 1, null, false);

    public Access parallel(Executor helpers, int count) {
        return new Access(helpers, count, listener, leaveOutEmpty);
    }

    public Access listener(WriteListener l) {
        return new Access(executor, threads, l, leaveOutEmpty);
    }

    public Access leaveOutEmpty(boolean on) {
        return new Access(executor, threads, listener, on);
    }
}
