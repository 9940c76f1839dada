package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Table;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;
import org.roimill.core.memory.Lease;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Labels;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * One window over a stage: some places along the outer axes and one region of the core axes. Reads each input once,
 * then hands the work one place after another, each block in its lane and with its border, and gathers the outputs.
 */
final class Window implements AutoCloseable {
    private final StageRun run;
    private final Region places;
    private final Region region;
    private final Lease lease;
    /** True if the lease is this window's; else it is that of the window that reads from this one. */
    private final boolean leased;

    private final List<Block> stored = new ArrayList<>();
    private final List<Block> made = new ArrayList<>();

    /** @param withOutputs false where the work only looks */
    Window(StageRun run, Region places, Region region, boolean withOutputs) {
        this.run = run;
        this.places = places;
        this.region = region;
        this.lease = run.engine.ledger().lease(bytes(run, places, region, withOutputs), run.what());
        this.leased = true;
        try {
            readAll();
            for (int j = 0; withOutputs && j < run.geometry.out.size(); j++) {
                Bound bound = run.geometry.out.get(j);
                made.add(bound == null ? null : lease.block(bound.spec().dtype(), fullOut(run, j, places, region)));
            }
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    /** A window within another: its only output is a block of that one, whose lease pays for the rest. */
    Window(StageRun run, Region places, Region region, Lease lease, Block output) {
        this.run = run;
        this.places = places;
        this.region = region;
        this.lease = lease;
        this.leased = false;
        readAll();
        made.add(output);
    }

    private void readAll() {
        for (int i = 0; i < run.geometry.in.size(); i++) {
            stored.add(read(i));
        }
    }

    /** Calls the work at each place, in order. */
    void forEachPlace(java.util.function.Consumer<Call> work) {
        long[] one = new long[places.dims()];
        Arrays.fill(one, 1);
        for (Region place : places.cells(one)) {
            run.engine.stop().check();
            long start = System.nanoTime();
            try (PlaceCall call = new PlaceCall(place)) {
                work.accept(call);
                call.store();
            }
            run.timing.work.add(System.nanoTime() - start);
        }
    }

    /** Hands the outputs over to where they go. */
    void write() {
        long start = System.nanoTime();
        for (int j = 0; j < made.size(); j++) {
            if (made.get(j) != null) {
                run.outputs.get(j).write(made.get(j));
            }
        }
        run.timing.write.add(System.nanoTime() - start);
    }

    @Override
    public void close() {
        if (leased) {
            lease.close();
            return;
        }
        stored.stream().filter(Objects::nonNull).forEach(lease::free);
    }

    private Block read(int i) {
        Bound bound = run.geometry.in.get(i);
        if (bound == null) {
            return null;
        }
        Pixels pixels = run.inputs.get(i).pixels();
        Block block = lease.block(bound.spec().dtype(), fullIn(run, i, places, region));
        if (block.voxels() == 0) {
            return block;
        }
        if (pixels instanceof Computed computed) {
            computed.read(block, lease);
        } else {
            long start = System.nanoTime();
            pixels.read(block);
            run.timing.read.add(System.nanoTime() - start);
        }
        return block;
    }

    /** What is read of an input, over all its axes. */
    static Region fullIn(StageRun run, int i, Region places, Region region) {
        Bound bound = run.geometry.in.get(i);
        Region source = Padding.source(run.geometry.need(i, region), bound.coreDomain(), run.border(i));
        return bound.full(run.geometry.place(bound, places), bound.outer(), source);
    }

    private static Region fullOut(StageRun run, int j, Region places, Region region) {
        Bound bound = run.geometry.out.get(j);
        return bound.full(run.geometry.place(bound, places), bound.outer(), run.geometry.made(j, region));
    }

    /** What a window over these places and this region takes: everything at once, so that it can be leased up front. */
    static long bytes(StageRun run, Region places, Region region, boolean withOutputs) {
        long total = 0;
        long within = 0;
        for (int i = 0; i < run.geometry.in.size(); i++) {
            Bound bound = run.geometry.in.get(i);
            if (bound == null) {
                continue;
            }
            if (run.inputs.get(i) instanceof Source.Raster(Computed computed)) {
                within = Math.max(within, computed.bytes(fullIn(run, i, places, region)));
            }
            DType type = bound.spec().dtype();
            Region need = run.geometry.need(i, region);
            Region source = Padding.source(need, bound.coreDomain(), run.border(i));
            total += Lease.cost(type, fullIn(run, i, places, region));
            total += Lease.cost(type, source);
            total += 2 * Lease.cost(run.lane(i).dtype(type), need.hull(source));
        }
        for (int j = 0; withOutputs && j < run.geometry.out.size(); j++) {
            Bound bound = run.geometry.out.get(j);
            if (bound == null) {
                continue;
            }
            DType type = bound.spec().dtype();
            Region out = run.geometry.made(j, region);
            total += Lease.cost(type, fullOut(run, j, places, region));
            total += Lease.cost(type, out);
            total += Lease.cost(run.outLane(j).dtype(type), out);
        }
        long scratch = run.work() instanceof Work.Windowed w ? Lease.cost(w.scratchBytes(region)) * 2 : 0;
        return total + within + scratch;
    }

    private record Looking(Lease lease, Block block) implements Call.Look {
        @Override
        public void close() {
            lease.close();
        }
    }

    /** What the work sees at one place. Blocks are made when they are asked for and freed when the call is over. */
    private final class PlaceCall implements Call, AutoCloseable {
        private final Region place;
        private final Block[] ins = new Block[stored.size()];
        private final Block[] outs = new Block[made.size()];
        private final List<Block> own = new ArrayList<>();

        PlaceCall(Region place) {
            this.place = place;
        }

        @Override
        public Region region() {
            return region;
        }

        @Override
        public Region domain() {
            return run.geometry.primary.coreDomain();
        }

        @Override
        public Region inDomain(int position) {
            return run.geometry.in.get(position).coreDomain();
        }

        @Override
        public Block in(int position) {
            if (ins[position] == null) {
                ins[position] = padded(position, inLane(position, coreOf(position), this::own));
            }
            return ins[position];
        }

        private Block coreOf(int position) {
            Bound bound = run.geometry.in.get(position);
            Block block = stored.get(position);
            Region at = run.geometry.place(bound, place);
            if (bound.coreIsInnermost()) {
                return block.slice(at.min());
            }
            Region source = bound.byName(block.region(), bound.spec().axes(), bound.core());
            Block gathered = own(block.dtype(), bound.full(at, bound.outer(), source));
            block.copyTo(gathered);
            return gathered.reshaped(source);
        }

        private Block inLane(int position, Block block, BiFunction<DType, Region, Block> make) {
            Lane lane = run.lane(position);
            DType type = lane.dtype(block.dtype());
            if (type == block.dtype()) {
                return block;
            }
            Block converted = make.apply(type, block.region());
            if (lane == Lane.LABEL) {
                Labels.toLane(block, converted, run.labelTable);
            } else {
                Convert.copy(block, converted);
            }
            return converted;
        }

        private Block padded(int position, Block block) {
            Region need = run.geometry.need(position, region);
            Border border = run.border(position);
            if (border == Border.CLIP || block.region().equals(need)) {
                return block;
            }
            Block target = own(block.dtype(), need);
            Padding.fill(block, target, inDomain(position), border);
            return target;
        }

        @Override
        public Block out(int position) {
            if (outs[position] == null) {
                Bound bound = run.geometry.out.get(position);
                DType type = run.outLane(position).dtype(bound.spec().dtype());
                boolean direct = type == bound.spec().dtype() && bound.coreIsInnermost();
                outs[position] = direct
                        ? made.get(position)
                                .slice(run.geometry.place(bound, place).min())
                        : own(type, run.geometry.made(position, region));
            }
            return outs[position];
        }

        /** Brings the outputs that were not filled in place to where they belong, in the type they are stored in. */
        void store() {
            for (int j = 0; j < outs.length; j++) {
                Bound bound = run.geometry.out.get(j);
                if (bound == null) {
                    continue;
                }
                Block filled = out(j);
                Region at = run.geometry.place(bound, place);
                if (bound.coreIsInnermost()) {
                    Block target = made.get(j).slice(at.min());
                    if (target.data().address() != filled.data().address()) {
                        toStored(j, filled, target);
                    }
                } else {
                    Block target = own(bound.spec().dtype(), filled.region());
                    toStored(j, filled, target);
                    Region full = bound.full(at, bound.outer(), filled.region());
                    target.reshaped(full).copyTo(made.get(j));
                }
            }
        }

        private void toStored(int j, Block filled, Block target) {
            if (run.outLane(j) == Lane.LABEL) {
                Labels.fromLane(filled, target, run.labelTable);
            } else {
                Convert.copy(filled, target);
            }
        }

        @Override
        public Look look(int position, Region wanted) {
            Bound bound = run.geometry.in.get(position);
            Region source = wanted.intersect(bound.coreDomain());
            Region full = bound.full(run.geometry.place(bound, place), bound.outer(), source);
            DType type = bound.spec().dtype();
            DType laned = run.lane(position).dtype(type);
            long cost = 2 * Lease.cost(type, full) + (laned == type ? 0 : Lease.cost(laned, source));
            if (run.inputs.get(position).pixels() instanceof Computed computed) {
                cost += computed.bytes(full);
            }
            Lease extra = run.engine.ledger().tryLease(cost, run.what());
            if (extra == null) {
                throw new RoimillException(
                        Failure.OUT_OF_MEMORY,
                        run.what() + " has to look at " + source + " of '" + bound.slot() + "' at once, which takes "
                                + Bytes.text(cost) + " more than there is",
                        "Give more --memory, or fewer --cpus.");
            }
            try {
                return new Looking(extra, inLane(position, looked(position, bound, extra, full, source), extra::block));
            } catch (RuntimeException | Error e) {
                extra.close();
                throw e;
            }
        }

        private Block looked(int position, Bound bound, Lease extra, Region full, Region source) {
            Block read = extra.block(bound.spec().dtype(), full);
            Pixels pixels = run.inputs.get(position).pixels();
            if (read.voxels() > 0 && pixels instanceof Computed computed) {
                computed.read(read, extra);
            } else if (read.voxels() > 0) {
                pixels.read(read);
            }
            if (bound.coreIsInnermost()) {
                return read.slice(run.geometry.place(bound, place).min());
            }
            Block gathered = extra.block(read.dtype(), full);
            read.copyTo(gathered);
            return gathered.reshaped(source);
        }

        @Override
        public <T> T value(int position, Class<T> type) {
            Values<?> values = run.inputs.get(position).values();
            return type.cast(values.at(run.geometry.outer, place.min()));
        }

        @Override
        public Table table(int position) {
            return run.inputs.get(position).table();
        }

        @Override
        public CropPixels crops(int position) {
            return run.inputs.get(position).crops();
        }

        @Override
        public Block scratch(DType dtype, Region scratchRegion) {
            return own(dtype, scratchRegion);
        }

        private Block own(DType dtype, Region blockRegion) {
            Block block = lease.block(dtype, blockRegion);
            own.add(block);
            return block;
        }

        @Override
        public List<Long> outer() {
            return Arrays.stream(place.min()).boxed().toList();
        }

        @Override
        public void checkStopped() {
            run.engine.stop().check();
        }

        @Override
        public void close() {
            own.forEach(lease::free);
        }
    }
}
