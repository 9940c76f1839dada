package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.roimill.core.element.Pixels;
import org.roimill.core.memory.Lease;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** The caches of one pass: for each stored raster whose chunks several of its blocks look into. */
final class Caches {
    private final List<Lease> leases = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final Temporaries temporaries;

    private Caches(Temporaries temporaries) {
        this.temporaries = temporaries;
    }

    static Caches of(Node pass, Temporaries temporaries) {
        Caches caches = new Caches(temporaries);
        if (pass.run.work() instanceof Work.Kernel) {
            KernelRun run = new KernelRun(pass.run);
            List<Node> nodes =
                    Stream.concat(Stream.of(pass), pass.fused.stream()).toList();
            boolean halo = nodes.stream().anyMatch(Caches::looksAround);
            if (run.pieces() > 1) {
                Region block = run.piece(0).region();
                nodes.forEach(node -> caches.add(node, block, halo, nodes.size()));
            }
        }
        return caches;
    }

    private static boolean looksAround(Node node) {
        for (int i = 0; i < node.in.size(); i++) {
            if (node.run.geometry.in.get(i) == null) {
                continue;
            }
            Region one = node.run.geometry.primary.coreDomain();
            Region need = node.run.geometry.need(i, one);
            if (!need.equals(node.run.geometry.in.get(i).coreDomain())) {
                return true;
            }
        }
        return false;
    }

    private void add(Node node, Region block, boolean halo, int sharers) {
        for (int i = 0; i < node.in.size(); i++) {
            if (!(node.run.inputs.get(i) instanceof Source.Raster(Pixels stored))
                    || stored instanceof Scratch.Held
                    || stored instanceof Computed) {
                continue;
            }
            if (!halo && !reachesOver(stored, node, block)) {
                continue;
            }
            long slot = Lease.cost(ChunkCache.slotBytes(stored));
            long slots = Math.min(wanted(stored, node, block), temporaries.cacheLimit() / sharers / slot);
            Lease lease = slots < 2 ? null : temporaries.tryLease(slots * slot, "decoded chunks");
            if (lease != null) {
                leases.add(lease);
                int at = i;
                undo.add(() -> node.run.inputs.set(at, new Source.Raster(stored)));
                node.run.inputs.set(i, new Source.Raster(new ChunkCache(stored, (int) slots, lease)));
            }
        }
    }

    /** True if a chunk is larger than a block, and so is looked into by several. */
    private static boolean reachesOver(Pixels stored, Node node, Region block) {
        Bound primary = node.run.geometry.primary;
        long[] chunk = stored.chunk();
        for (int d = 0; d < chunk.length; d++) {
            int at = primary.core().indexOf(stored.spec().axes().get(d));
            if (at >= 0 && at < block.dims() && chunk[d] > block.size(at)) {
                return true;
            }
        }
        return false;
    }

    /** The chunks of a whole row of blocks, with those that their halos touch. */
    private static long wanted(Pixels stored, Node node, Region block) {
        Bound primary = node.run.geometry.primary;
        long[] chunk = stored.chunk();
        long[] shape = stored.spec().grid().shape();
        long count = 1;
        for (int d = 0; d < chunk.length; d++) {
            int at = primary.core().indexOf(stored.spec().axes().get(d));
            long all = Math.ceilDiv(shape[d], chunk[d]);
            boolean innermost = d == chunk.length - 1;
            long near = at < 0 || at >= block.dims() ? 1 : Math.ceilDiv(block.size(at), chunk[d]) + 3;
            count *= innermost ? all : Math.min(all, near);
        }
        return Math.min(count, Integer.MAX_VALUE);
    }

    /** The stages read from the store again, and the memory goes back. */
    void close() {
        undo.forEach(Runnable::run);
        leases.forEach(temporaries::end);
    }
}
