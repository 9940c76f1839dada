package org.roimill.cli.convert;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.memory.Lease;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.runner.stage.Stop;

/** Copies rasters piece by piece: several threads, each with one piece in memory, charged to the ledger. */
public final class Copy {
    /** Larger pieces gain nothing. */
    private static final long ENOUGH = 64L << 20;

    private final Ledger ledger;
    private final int cpus;
    private final Stop stop;

    public Copy(Ledger ledger, int cpus, Stop stop) {
        this.ledger = ledger;
        this.cpus = cpus;
        this.stop = stop;
    }

    /** @param done is told of each piece, in bytes */
    public void run(Pixels from, RasterWriter to, LongConsumer done) {
        Iterator<Region> pieces =
                from.spec().grid().region().cells(piece(from, to.chunk())).iterator();
        AtomicBoolean failed = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(cpus)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < cpus; i++) {
                workers.add(threads.submit(() -> {
                    try {
                        work(from, to, pieces, failed, done);
                    } catch (RuntimeException | Error e) {
                        failed.set(true);
                        throw e;
                    }
                }));
            }
            workers.forEach(Copy::await);
        }
    }

    private void work(Pixels from, RasterWriter to, Iterator<Region> pieces, AtomicBoolean failed, LongConsumer done) {
        RasterSpec spec = from.spec();
        for (Region region = next(pieces); region != null && !failed.get(); region = next(pieces)) {
            stop.check();
            try (Lease lease = ledger.lease(Lease.cost(spec.dtype(), region), "copying a piece of " + region)) {
                Block block = lease.block(spec.dtype(), region);
                from.read(block);
                to.write(block);
                done.accept(block.bytes());
            }
        }
    }

    private static Region next(Iterator<Region> pieces) {
        synchronized (pieces) {
            return pieces.hasNext() ? pieces.next() : null;
        }
    }

    /**
     * A multiple of what is written at once that covers what is read at once, as far as memory goes: a strip of a TIFF
     * that is wider than a chunk would else be unpacked once for each of the chunks below it.
     */
    private long[] piece(Pixels from, long[] chunk) {
        long[] piece = chunk.clone();
        long[] read = from.chunk();
        long[] shape = from.spec().grid().shape();
        long limit = Math.min(ENOUGH, ledger.budget() / (2L * cpus))
                / from.spec().dtype().bytes();
        for (int d = piece.length - 1; d >= 0; d--) {
            long wanted = Math.min(read[d], shape[d]);
            long times = Math.max(1, Math.ceilDiv(wanted, chunk[d]));
            long voxels = Region.ofShape(piece).voxels();
            piece[d] = chunk[d] * Math.clamp(limit / Math.max(1, voxels), 1, times);
        }
        return piece;
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
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
}
