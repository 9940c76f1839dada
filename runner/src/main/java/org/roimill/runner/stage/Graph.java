package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Stage;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Region;

/**
 * The stages of many plans, bound to each other. Kernels in a row become one pass over blocks; what is read more than
 * once, looked at as a whole, or wanted by the user stands between two passes. Building it reads no voxel.
 */
public final class Graph {
    /** More than that many voxels computed for each one that is wanted, and it is better to keep them. */
    private static final double RECOMPUTED = 1.3;

    private static final int SAMPLES = 256;

    final Engine engine;
    final List<Part> parts;
    final Map<Place.Given, Source> given;
    final Set<Place.Made> kept;
    final List<Node> nodes = new ArrayList<>();
    final Map<Place, List<Reader>> readers = new HashMap<>();

    /** Who reads a place, as which of its inputs. */
    record Reader(Node node, int position) {}

    private final Map<Place, ElementSpec> specs = new HashMap<>();
    private final Map<Place, Node> makers = new HashMap<>();

    /**
     * @param parts in an order in which each reads from those before it alone
     * @param kept what comes out of it
     */
    public Graph(Engine engine, List<Part> parts, Map<Place.Given, Source> given, Set<Place.Made> kept) {
        this.engine = engine;
        this.parts = List.copyOf(parts);
        this.given = Map.copyOf(given);
        this.kept = Set.copyOf(kept);
        given.forEach((place, source) -> specs.put(place, source.spec()));
        for (int part = 0; part < parts.size(); part++) {
            add(part, parts.get(part));
        }
        for (Node node : nodes.reversed()) {
            if (node.pass == node && node.run.work() instanceof Work.Kernel) {
                fuse(node, node, new KernelRun(node.run));
            }
        }
    }

    private void add(int number, Part part) {
        part.plan().specs().forEach((slot, spec) -> specs.put(new Place.Made(number, slot), spec));
        Map<Slot, ElementSpec> bySlot = new HashMap<>(part.plan().specs());
        part.inputs().forEach((port, places) -> {
            for (int i = 0; i < places.size(); i++) {
                bySlot.put(new Slot.Input(port, i), specs.get(places.get(i)));
            }
        });
        for (Stage stage : part.plan().stages()) {
            List<Place> in = stage.in().stream().map(s -> part.place(number, s)).toList();
            List<Place> out =
                    stage.out().stream().map(s -> part.place(number, s)).toList();
            Geometry geometry;
            try {
                geometry = new Geometry(part.descriptor(), part.plan(), stage, bySlot, valueAxes(in));
            } catch (RoimillException e) {
                throw e.at(part.what());
            }
            List<Source> sources = new ArrayList<>();
            in.forEach(place -> sources.add(sourceNow(place)));
            List<RasterWriter> none = new ArrayList<>();
            out.forEach(place -> none.add(null));
            Node node =
                    new Node(number, new StageRun(engine, part.descriptor(), stage, geometry, sources, none), in, out);
            for (int i = 0; i < in.size(); i++) {
                readers.computeIfAbsent(in.get(i), p -> new ArrayList<>()).add(new Reader(node, i));
            }
            out.forEach(place -> makers.put(place, node));
            nodes.add(node);
        }
    }

    /** Null where it is known when its maker has run, and is no raster. */
    private Source sourceNow(Place place) {
        if (place instanceof Place.Given g) {
            return given.get(g);
        }
        return specs.get(place) instanceof RasterSpec raster ? new Source.Raster(new Later(raster)) : null;
    }

    private Axes valueAxes(List<Place> in) {
        Axes axes = Axes.NONE;
        for (Place place : in) {
            if (place instanceof Place.Made made && made.slot() instanceof Slot.Value) {
                axes = axes.union(makers.get(place).run.geometry.outer);
            }
        }
        return axes;
    }

    /** Draws into a pass the kernels that a node of it reads from, where they are read by it alone, and theirs. */
    private void fuse(Node pass, Node reader, KernelRun demand) {
        List<Piece> pieces = new ArrayList<>();
        int step = Math.max(1, demand.pieces() / SAMPLES);
        for (int i = 0; i < demand.pieces(); i += step) {
            pieces.add(demand.piece(i));
        }
        fuse(pass, reader, pieces, demand.pieces() / (double) Math.max(1, pieces.size()));
    }

    private void fuse(Node pass, Node reader, List<Piece> pieces, double each) {
        for (int i = 0; i < reader.in.size(); i++) {
            Node maker = makers.get(reader.in.get(i));
            if (maker == null
                    || !maker.canBeComputed()
                    || kept.contains(reader.in.get(i))
                    || readers.get(reader.in.get(i)).size() != 1) {
                continue;
            }
            Computed computed = new Computed(maker.run);
            List<Piece> asked = new ArrayList<>();
            double voxels = 0;
            for (Piece piece : pieces) {
                Region full = Window.fullIn(reader.run, i, piece.places(), piece.region());
                voxels += full.voxels() * each;
                asked.add(computed.piece(full));
            }
            if (voxels > RECOMPUTED * computed.spec().grid().voxels()) {
                continue;
            }
            reader.run.inputs.set(i, new Source.Raster(computed));
            maker.pass = pass;
            pass.fused.add(maker);
            fuse(pass, maker, asked, each);
        }
    }

    ElementSpec spec(Place place) {
        return specs.get(place);
    }

    /** The stages that are gone through one after another; the others ride along with them. */
    List<Node> passes() {
        return nodes.stream().filter(node -> node.pass == node).toList();
    }

    /** For each pass the parts that it works on, as they were called, in the order in which data flow. */
    public List<List<String>> passNames() {
        return passes().stream()
                .map(pass -> {
                    List<Node> all = new ArrayList<>(pass.fused.reversed());
                    all.add(pass);
                    return all.stream()
                            .map(node -> parts.get(node.part).what())
                            .distinct()
                            .toList();
                })
                .toList();
    }

    /** What each part is called. */
    public List<String> partNames() {
        return parts.stream().map(Part::what).toList();
    }

    /** Voxels to go through in all passes, as progress counts them. */
    public long voxels() {
        return passes().stream().mapToLong(Node::voxels).sum();
    }

    /** What the piece that takes most memory takes, and which part it is of. */
    public Map.Entry<String, Long> largestPiece() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (Node pass : passes()) {
            bytes.merge(parts.get(pass.part).what(), pass.pieceBytes(), Math::max);
        }
        return bytes.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(Map.entry("nothing", 0L));
    }

    /** True if this raster has to stand somewhere between two passes. */
    boolean isHeld(Place place) {
        return specs.get(place) instanceof RasterSpec
                && place instanceof Place.Made made
                && !(made.slot() instanceof Slot.Value)
                && makers.get(place).pass == makers.get(place)
                && readers.containsKey(place);
    }

    /** The number of the last pass that reads a place; -1 for none. */
    int lastRead(Place place) {
        List<Node> order = passes();
        return readers.getOrDefault(place, List.of()).stream()
                .mapToInt(reader -> order.indexOf(reader.node().pass))
                .max()
                .orElse(-1);
    }

    /** The most that rasters between passes take at once, wherever they are put. */
    public long heldBytes() {
        List<Node> order = passes();
        long[] atPass = new long[order.size()];
        for (int from = 0; from < order.size(); from++) {
            for (Place place : order.get(from).out) {
                if (isHeld(place) && specs.get(place) instanceof RasterSpec raster) {
                    for (int at = from; at <= lastRead(place); at++) {
                        atPass[at] += raster.bytes();
                    }
                }
            }
        }
        return Arrays.stream(atPass).max().orElse(0);
    }

    /** Places with labels whose ids may need a table. */
    boolean isWideLabels(Place place) {
        return specs.get(place) instanceof RasterSpec raster
                && raster.kind() == Kind.LABELS
                && raster.dtype().bytes() == 8;
    }
}
