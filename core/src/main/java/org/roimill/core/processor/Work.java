package org.roimill.core.processor;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.roimill.core.element.Crop;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Table;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.Lane;
import org.roimill.core.space.Region;

/**
 * The five forms of work. All are without state and may be called by many threads at once. What they make depends on
 * nothing but what they are handed: never on the cut into blocks, the order of the calls or the number of threads.
 */
public sealed interface Work {

    /** Work that is done window by window. */
    sealed interface Windowed extends Work permits Kernel, Objects, Whole {
        /** The lane of the input at that position of the stage. */
        default Lane lane(int input) {
            return Lane.STORED;
        }

        /** The lane in which the output at that position is filled; the runner stores it as declared. */
        default Lane outLane(int output) {
            return Lane.STORED;
        }

        default Footprint footprint(int input) {
            return Footprint.POINT;
        }

        default Border border(int input) {
            return Border.CLIP;
        }

        /** How much {@link Call#scratch} will be asked for, at most, to make a region. */
        default long scratchBytes(Region output) {
            return 0;
        }
    }

    /** Fills any region of its outputs from its inputs. */
    non-sealed interface Kernel extends Windowed {
        void fill(Call call);

        /**
         * The sides of the boxes that such work can only do as a whole, say, the tiles of a network; null where it can do
         * any. It is then handed cells of that lattice alone, one at a time, each once.
         */
        default long[] grain(Region domain) {
            return null;
        }
    }

    /**
     * A reduction over all voxels. The image is cut by a fixed lattice, each cell is added to a fresh state, and the
     * states are merged in the order of the cells, so that sums of floating numbers come out the same every time. Where
     * one look is not enough, {@link #next} asks for another round.
     *
     * @param <S> a state; small, and changed in place
     * @param <R> the result
     */
    non-sealed interface Fold<S, R> extends Work {
        default Lane lane(int input) {
            return Lane.STORED;
        }

        /** The sides of a cell for a domain. Part of what the result depends on: fixed by the plan, not by the runner. */
        default long[] cell(Region domain) {
            return Lattice.cell(domain.dims());
        }

        /** What the first round starts from. */
        S first();

        /** An empty state for one cell of a round that starts from {@code seed}. */
        S fresh(S seed);

        /** Takes in one cell: {@link Call#in} holds exactly {@link Call#region()} of each input. */
        void add(S state, Call call);

        /** Takes in the state of the cells that follow. */
        void merge(S into, S following);

        /** From the merged state of a round what the next starts from; null when no other round is needed. */
        default S next(S merged) {
            return null;
        }

        R result(S merged);

        /** The table where the output of the stage is one: from the results for each place along the other axes. */
        default Table table(Values<R> results) {
            throw new IllegalStateException(getClass() + " makes no table");
        }

        /** A state that was read back is only ever merged into another of the same round. */
        Wire<S> wire();
    }

    /**
     * Objects that reach over the edges of blocks. Each cell of a fixed lattice proposes, the proposals are merged once
     * into one decision for each cell, then each cell is written by its decision alone. Proposals and decisions travel,
     * so the cells of one ROI may be worked on by several machines.
     *
     * @param <B> what a cell proposes; small against the cell
     * @param <D> what is decided for a cell; small against the cell
     */
    non-sealed interface Objects<B, D> extends Windowed {
        default long[] cell(Region domain) {
            return Lattice.cell(domain.dims());
        }

        /** Looks at one cell; fills no output. */
        B propose(Call call);

        /** All proposals in the order of the cells. */
        Decisions<D> merge(List<Proposal<B>> proposals, Region domain);

        /** Fills the outputs over a cell. */
        void write(Call call, D decision);

        Wire<B> proposalWire();

        Wire<D> decisionWire();
    }

    /** One decision for each cell, in their order, and how many objects there are where that is known. */
    record Decisions<D>(List<D> cells, OptionalLong objects) {}

    /** What one cell proposed. */
    record Proposal<B>(Region cell, B state) {}

    /** Boxes, and nothing but boxes; the runner reads, encodes and lists what is in them. */
    non-sealed interface Cutter extends Work {
        /** In the order in which they are to be listed. Lazily: there may be millions. */
        Stream<Crop> cut(Cut cut);
    }

    /** What a cutter is handed. Positions count the slots of its stage. */
    interface Cut {
        ElementSpec spec(int position);

        <T> Values<T> values(int position, Class<T> type);

        Table table(int position);
    }

    /** The declared slow path: all of its core axes at once. */
    non-sealed interface Whole extends Windowed {
        @Override
        default Footprint footprint(int input) {
            return Footprint.WHOLE;
        }

        /** What it takes beside its inputs and outputs. */
        @Override
        long scratchBytes(Region output);

        void fill(Call call);
    }
}
