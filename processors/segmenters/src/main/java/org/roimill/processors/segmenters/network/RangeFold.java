package org.roimill.processors.segmenters.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;

/**
 * Two percentiles of each channel of an image, taken over all that lies along its other core axes. Exact, in one round
 * for 8 and 16 bits and two for all else, which is looked at as f32.
 *
 * @param wanted the channels that are looked at; the result has them in this order
 * @param channelAxis whether the first core axis is that of channels
 * @param thinned whether of a large image a part of the voxels is looked at, as Cellpose does it
 */
public record RangeFold(
        Lane lane, DType type, List<Integer> wanted, boolean channelAxis, double low, double high, boolean thinned)
        implements Work.Fold<RangeFold.State, Range> {
    private static final long SIDE = 224;
    private static final long DEPTH = 50;
    private static final long MOST = SIDE * SIDE * SIDE;

    public RangeFold {
        wanted = List.copyOf(wanted);
    }

    public static RangeFold of(
            DType stored, List<Integer> wanted, boolean channelAxis, double low, double high, boolean thinned) {
        boolean exact = !stored.isFloating() && stored.bytes() <= 2;
        return new RangeFold(
                exact ? Lane.STORED : Lane.F32, exact ? stored : DType.F32, wanted, channelAxis, low, high, thinned);
    }

    /** One round's questions, and what answered them so far. */
    public record State(List<Quantiles> questions, List<Tally> tallies) {
        static State of(List<Quantiles> questions) {
            return new State(
                    questions,
                    questions.stream().map(q -> q.done() ? null : q.tally()).toList());
        }
    }

    @Override
    public Lane lane(int input) {
        return lane;
    }

    @Override
    public long[] cell(Region domain) {
        long[] cell = new long[domain.dims()];
        Arrays.fill(cell, 1);
        int last = cell.length - 1;
        cell[last] = 1024;
        cell[last - 1] = 1024;
        return cell;
    }

    @Override
    public State first() {
        // The least and the greatest tell a channel of one value.
        return State.of(Stream.generate(() -> Quantiles.of(type, low, high, 0, 100))
                .limit(wanted.size())
                .toList());
    }

    @Override
    public State fresh(State seed) {
        return State.of(seed.questions());
    }

    @Override
    public void add(State state, Call call) {
        Block block = call.in(0);
        int space = channelAxis ? 1 : 0;
        long[] steps = steps(call.domain().dims(space, call.domain().dims()));
        for (int k = 0; k < wanted.size(); k++) {
            int c = wanted.get(k);
            if (!channelAxis) {
                add(state.tallies().get(k), block, steps);
            } else if (c >= block.region().min(0) && c < block.region().max(0)) {
                add(state.tallies().get(k), block.slice(c), steps);
            }
        }
    }

    /** Of more than 224 voxels cubed Cellpose takes about 224 along y and x and 50 along z. */
    private long[] steps(Region space) {
        long[] steps = new long[space.dims()];
        Arrays.fill(steps, 1);
        if (thinned && space.voxels() > MOST) {
            for (int d = 0; d < steps.length; d++) {
                steps[d] = Math.max(1, space.size(d) / (d < steps.length - 2 ? DEPTH : SIDE));
            }
        }
        return steps;
    }

    private static void add(Tally tally, Block block, long[] steps) {
        if (Arrays.stream(steps).allMatch(step -> step == 1)) {
            tally.add(block);
            return;
        }
        Region region = block.region();
        long[] min = new long[steps.length];
        long[] max = new long[steps.length];
        for (int d = 0; d < steps.length; d++) {
            min[d] = Math.ceilDiv(region.min(d), steps[d]);
            max[d] = Math.max(min[d], Math.ceilDiv(region.max(d), steps[d]));
        }
        Region kept = Region.between(min, max);
        try (Arena arena = Arena.ofConfined()) {
            Block thin = Block.zeros(block.dtype(), kept, arena);
            long[] at = new long[steps.length];
            for (long i = 0; i < thin.voxels(); i++) {
                long rest = i;
                for (int d = at.length - 1; d >= 0; d--) {
                    at[d] = (min[d] + rest % kept.size(d)) * steps[d];
                    rest /= kept.size(d);
                }
                thin.set(i, block.get(block.index(at)));
            }
            tally.add(thin);
        }
    }

    @Override
    public void merge(State into, State following) {
        for (int c = 0; c < wanted.size(); c++) {
            into.tallies().get(c).add(following.tallies().get(c));
        }
    }

    @Override
    public State next(State merged) {
        List<Quantiles> refined = refined(merged);
        return refined.getFirst().done() ? null : State.of(refined);
    }

    private List<Quantiles> refined(State merged) {
        List<Quantiles> refined = new ArrayList<>();
        for (int c = 0; c < wanted.size(); c++) {
            refined.add(merged.questions().get(c).refine(merged.tallies().get(c)));
        }
        return refined;
    }

    @Override
    public Range result(State merged) {
        return new Range(refined(merged).stream()
                .map(quantiles -> {
                    double[] v = quantiles.values();
                    return new Range.Ends((float) v[0], (float) v[1], !(v[3] > v[2]));
                })
                .toList());
    }

    @Override
    public Wire<State> wire() {
        return new Wire<>() {
            @Override
            public void write(State state, DataOutput out) throws IOException {
                for (Tally tally : state.tallies()) {
                    BYTES.write(tally.toBytes(), out);
                }
            }

            @Override
            public State read(DataInput in) throws IOException {
                List<Tally> tallies = new ArrayList<>();
                for (int c = 0; c < wanted.size(); c++) {
                    tallies.add(Tally.fromBytes(BYTES.read(in)));
                }
                return new State(List.of(), tallies);
            }
        };
    }

    private static final Wire<byte[]> BYTES = Wire.bytes(bytes -> bytes, bytes -> bytes);
}
