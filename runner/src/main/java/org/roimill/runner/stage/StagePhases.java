package org.roimill.runner.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;

/** The phases of each form of work. */
final class StagePhases {
    private static final byte[] NOTHING = {};

    private StagePhases() {}

    /** One phase: every block for itself. */
    record OfKernel(KernelRun run) implements Phases {
        @Override
        public int begin(byte[] shared) {
            return shared == null ? run.pieces() : -1;
        }

        @Override
        public byte[] work(int piece) {
            run.run(piece);
            return NOTHING;
        }

        @Override
        public byte[] join(List<byte[]> results) {
            return NOTHING;
        }
    }

    /** A phase for each round. What is shared is the joined state of every place that the round touched. */
    static final class OfFold<S, R> implements Phases {
        private final FoldRun<S, R> run;
        private final Wire<S> wire;
        private final Consumer<Values<R>> result;
        private List<Integer> due = List.of();
        private boolean joinedHere;

        OfFold(FoldRun<S, R> run, Work.Fold<S, R> fold, Consumer<Values<R>> result) {
            this.run = run;
            this.wire = fold.wire();
            this.result = result;
        }

        @Override
        public int begin(byte[] shared) {
            if (shared != null) {
                if (!joinedHere) {
                    run.takeJoined(list(wire, shared));
                }
                if (!run.anotherRound()) {
                    result.accept(run.results());
                    return -1;
                }
            }
            run.beginRound();
            due = run.due();
            return due.size();
        }

        @Override
        public byte[] work(int piece) {
            return bytes(wire, List.of(run.piece(due.get(piece))));
        }

        @Override
        public byte[] join(List<byte[]> results) {
            joinedHere = true;
            for (int i = 0; i < results.size(); i++) {
                run.join(due.get(i), list(wire, results.get(i)).get(0));
            }
            return bytes(wire, run.joined());
        }
    }

    /** Two phases for each place: all cells propose, all cells are written. What is shared are the decisions. */
    static final class OfObjects<B, D> implements Phases {
        private final ObjectsRun<B, D> run;
        private final Work.Objects<B, D> objects;
        private int place = -1;
        private boolean writing = true;
        private List<D> decisions = List.of();

        OfObjects(ObjectsRun<B, D> run, Work.Objects<B, D> objects) {
            this.run = run;
            this.objects = objects;
        }

        @Override
        public int begin(byte[] shared) {
            writing = !writing;
            if (writing) {
                decisions = list(objects.decisionWire(), shared);
                return run.cells();
            }
            return ++place < run.places() ? run.cells() : -1;
        }

        @Override
        public byte[] work(int piece) {
            if (writing) {
                run.write(place, piece, decisions.get(piece));
                return NOTHING;
            }
            return bytes(objects.proposalWire(), List.of(run.propose(place, piece)));
        }

        @Override
        public byte[] join(List<byte[]> results) {
            if (writing) {
                return NOTHING;
            }
            List<B> states = new ArrayList<>();
            results.forEach(r -> states.addAll(list(objects.proposalWire(), r)));
            return bytes(objects.decisionWire(), run.merge(states).cells());
        }
    }

    private static <T> byte[] bytes(Wire<T> wire, List<T> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(items.size());
            for (T item : items) {
                wire.write(item, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> List<T> list(Wire<T> wire, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<T> items = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                items.add(wire.read(in));
            }
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
