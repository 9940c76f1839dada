package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.LabelTable;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Work;

/** Runs a graph pass by pass. What lies between passes is given up after its last reader. */
public final class GraphRun implements AutoCloseable {
    private final Graph graph;
    private final Temporaries temporaries;
    private final Outputs outputs;
    private final Watcher watcher;
    private final List<Node> passes;
    private final Map<Place, Scratch.Held> held = new HashMap<>();
    private final Map<Integer, OptionalLong> objects = new LinkedHashMap<>();

    /** Where what is kept goes. */
    public interface Outputs {
        RasterWriter raster(Place.Made place, RasterSpec spec);

        void table(Place.Made place, Table table);

        void crops(Place.Made place, CropPixels crops);
    }

    /** Is told how far it has come. Called by many threads. */
    public interface Watcher {
        void begin(String what);

        void done(long voxels);

        Watcher NONE = new Watcher() {
            @Override
            public void begin(String what) {}

            @Override
            public void done(long voxels) {}
        };
    }

    /**
     * Where the time went that one part took, in seconds summed over all threads.
     *
     * @param network of the work, what stages did that use a GPU where there is one
     */
    public record Seconds(double read, double work, double network, double write) {
        private Seconds plus(Seconds o) {
            return new Seconds(read + o.read, work + o.work, network + o.network, write + o.write);
        }
    }

    public GraphRun(Graph graph, Temporaries temporaries, Outputs outputs, Watcher watcher) {
        this.graph = graph;
        this.temporaries = temporaries;
        this.outputs = outputs;
        this.watcher = watcher;
        this.passes = graph.passes();
    }

    public void run() {
        for (int i = 0; i < passes.size(); i++) {
            Node pass = passes.get(i);
            String what = graph.parts.get(pass.part).what();
            watcher.begin(what);
            try {
                run(pass);
            } catch (RoimillException e) {
                throw e.at(what);
            }
            free(i);
        }
    }

    private void run(Node pass) {
        lookForWideLabels(pass);
        pass.fused.forEach(this::lookForWideLabels);
        Map<Place, RasterWriter> writers = openWriters(pass);
        switch (pass.run.work()) {
            case Work.Kernel kernel -> windows(pass);
            case Work.Whole whole -> windows(pass);
            case Work.Fold<?, ?> fold -> fold(pass, fold);
            case Work.Objects<?, ?> found -> {
                objects.put(pass.part, new ObjectsRun<>(pass.run, found).run());
                watcher.done(pass.voxels());
            }
            case Work.Cutter cutter -> cut(pass, cutter);
        }
        writers.forEach((place, writer) -> {
            writer.close();
            publish(place, new Source.Raster(writer.written()));
        });
    }

    private void windows(Node pass) {
        Caches caches = Caches.of(pass, temporaries);
        try {
            KernelRun run = new KernelRun(pass.run);
            graph.engine.each(run.pieces(), i -> {
                run.run(i);
                Piece piece = run.piece(i);
                watcher.done(piece.places().voxels() * piece.region().voxels());
            });
        } finally {
            caches.close();
        }
    }

    private <S, R> void fold(Node pass, Work.Fold<S, R> fold) {
        Values<R> values = new FoldRun<>(pass.run, fold).run();
        watcher.done(pass.voxels());
        for (Place place : pass.out) {
            Place.Made made = (Place.Made) place;
            if (made.slot() instanceof Slot.Value) {
                publish(place, new Source.Valued(values));
                continue;
            }
            Table table = fold.table(values);
            publish(place, new Source.Tabular(table));
            if (graph.kept.contains(made)) {
                outputs.table(made, table);
            }
        }
    }

    private void cut(Node pass, Work.Cutter cutter) {
        Place.Made place = (Place.Made) pass.out.get(0);
        CropView view = CropView.cut(pass.run.inputs, (CropsSpec) graph.spec(place), cutter, graph.engine.ledger());
        objects.put(pass.part, OptionalLong.of(view.crops().size()));
        watcher.done(pass.voxels());
        publish(place, new Source.Cropped(view));
        if (graph.kept.contains(place)) {
            outputs.crops(place, view);
        }
    }

    private void publish(Place place, Source source) {
        graph.readers
                .getOrDefault(place, List.of())
                .forEach(reader -> reader.node().run.inputs.set(reader.position(), source));
    }

    /** Where each raster of a pass goes: to the user, into memory for later passes, or both. */
    private Map<Place, RasterWriter> openWriters(Node pass) {
        Map<Place, RasterWriter> writers = new LinkedHashMap<>();
        for (int j = 0; j < pass.out.size(); j++) {
            if (!(graph.spec(pass.out.get(j)) instanceof RasterSpec spec)) {
                continue;
            }
            Place.Made place = (Place.Made) pass.out.get(j);
            // A temporary of a plan may be filled by several of its stages.
            RasterWriter writer = held.containsKey(place) ? held.get(place) : open(place, spec);
            pass.run.outputs.set(j, writer);
            writers.put(place, writer);
        }
        return writers;
    }

    private RasterWriter open(Place.Made place, RasterSpec spec) {
        String name = graph.parts.get(place.part()).what() + ": " + place.slot();
        if (!graph.kept.contains(place) && !graph.isHeld(place)) {
            return new Nowhere(spec);
        }
        if (!graph.kept.contains(place)) {
            Scratch.Held raster = temporaries.raster(name, spec);
            held.put(place, raster);
            return raster;
        }
        RasterWriter writer = outputs.raster(place, spec);
        Scratch.Held copy = graph.isHeld(place) ? temporaries.tryMemory(name, spec) : null;
        if (copy == null) {
            return writer;
        }
        held.put(place, copy);
        return new Both(writer, copy);
    }

    private void free(int pass) {
        List<Place> over = held.keySet().stream()
                .filter(place -> graph.lastRead(place) <= pass)
                .toList();
        over.forEach(place -> held.remove(place).free());
    }

    /** Ids of 64 bits are looked through once for each part that works on them. */
    private void lookForWideLabels(Node node) {
        List<Place> places = node.in.stream().filter(graph::isWideLabels).toList();
        if (places.isEmpty() || node.run.labelTable != null) {
            return;
        }
        TreeSet<Long> ids = new TreeSet<>(Long::compareUnsigned);
        boolean needed = false;
        for (int i = 0; i < node.in.size(); i++) {
            if (graph.isWideLabels(node.in.get(i))) {
                needed |=
                        WideLabels.collect(graph.engine, node.run.inputs.get(i).pixels(), ids);
            }
        }
        if (needed) {
            LabelTable table =
                    new LabelTable(ids.stream().mapToLong(Long::longValue).toArray());
            graph.nodes.stream().filter(n -> n.part == node.part).forEach(n -> n.run.labelTable = table);
        }
    }

    /** How many objects each part found that counts them. */
    public Map<Integer, OptionalLong> objects() {
        return objects;
    }

    /** By part. */
    public Map<Integer, Seconds> seconds() {
        Map<Integer, Seconds> seconds = new LinkedHashMap<>();
        for (Node node : graph.nodes) {
            Timing t = node.run.timing;
            double work = t.work.sum() / 1e9;
            double network = node.run.stage.device() == Device.GPU ? work : 0;
            Seconds mine = new Seconds(t.read.sum() / 1e9, work, network, t.write.sum() / 1e9);
            seconds.merge(node.part, mine, Seconds::plus);
        }
        return seconds;
    }

    @Override
    public void close() {
        new ArrayList<>(held.values()).forEach(Scratch.Held::free);
        held.clear();
    }

    /** Writes to the user, and into memory for those who read it soon. */
    private record Both(RasterWriter out, Scratch.Held memory) implements RasterWriter {
        @Override
        public long[] chunk() {
            return out.chunk();
        }

        @Override
        public void write(Block block) {
            memory.write(block);
            out.write(block);
        }

        @Override
        public Pixels written() {
            return memory;
        }

        @Override
        public void close() {
            out.close();
        }
    }

    /** Takes what nobody reads: one output of a processor that makes several. */
    private record Nowhere(RasterSpec spec) implements RasterWriter {
        @Override
        public long[] chunk() {
            return BlockSize.USUAL.sides(spec.axes(), spec.grid().shape());
        }

        @Override
        public void write(Block block) {
            // That nobody reads it is why it comes here.
        }

        @Override
        public Pixels written() {
            return new Later(spec);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
