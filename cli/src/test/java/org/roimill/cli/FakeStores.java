package org.roimill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.ShapesSpec;
import org.roimill.core.element.Table;
import org.roimill.core.element.TableSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.runner.stage.MemoryRaster;

/** Stores in memory; on the disk a file marks each. What they are asked is remembered. */
public final class FakeStores implements StoreFormat {
    static final Map<Path, FakeRoi> STORES = new ConcurrentHashMap<>();
    static final List<String> ASKED = new ArrayList<>();
    static List<Verified> verified = List.of();
    static Storage storage;

    static void put(Path path, FakeRoi roi) {
        try {
            Files.writeString(path, "store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        STORES.put(path, roi);
    }

    @Override
    public String id() {
        return "fake-store";
    }

    @Override
    public boolean recognises(Path path) {
        return STORES.containsKey(path);
    }

    @Override
    public Roi open(Path path, OpenOptions options) {
        ASKED.add("open " + options.deltas() + " " + options.followLinks());
        return STORES.get(path);
    }

    @Override
    public Transaction create(Path target, CreateOptions options) {
        ASKED.add("create " + options.zarr());
        return new Collected(target);
    }

    @Override
    public Transaction begin(Path store, WriteOptions options) {
        return new Collected(store, STORES.get(store));
    }

    @Override
    public Transaction delta(Path file, Path base, List<Path> with, List<String> read) {
        throw new IllegalStateException("nobody makes deltas here");
    }

    @Override
    public List<Verified> verify(Path store, List<String> elements, boolean content, Consumer<Verified> progress) {
        ASKED.add("verify " + elements + " " + content);
        verified.forEach(progress);
        return verified;
    }

    @Override
    public Joined join(Path base, List<Path> deltas, Path target, WriteOptions options) {
        ASKED.add("join " + deltas.size() + " " + (target != null) + " " + options);
        return new Joined(List.of("nuclei"), List.of("cells"), List.of("flows"), 2048, 0);
    }

    @Override
    public Healed heal(Path store) {
        ASKED.add("heal");
        return new Healed(1, 2, 0);
    }

    private static final class Collected implements Transaction {
        private final Path target;
        private final FakeRoi roi;

        Collected(Path target) {
            this(target, new FakeRoi(target.getFileName().toString()));
        }

        Collected(Path target, FakeRoi roi) {
            this.target = target;
            this.roi = roi;
        }

        @Override
        public RasterWriter raster(String name, RasterSpec spec, Storage wanted, Map<String, Object> provenance) {
            storage = wanted;
            MemoryRaster raster = MemoryRaster.zeros(spec, Arena.ofAuto());
            roi.raster(name, provenance, raster);
            return new Writer(raster);
        }

        @Override
        public void table(String name, Table table, Map<String, Object> provenance) {
            roi.tables.put(name, table);
            roi.elements.put(
                    name,
                    element(name, new TableSpec(List.copyOf(table.columns().keySet()))));
        }

        @Override
        public void shapes(String name, Shapes shapes, Map<String, Object> provenance) {
            roi.shapes.put(name, shapes);
            roi.elements.put(name, element(name, new ShapesSpec(shapes.world())));
        }

        @Override
        public void commit() {
            put(target, roi);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    static Element element(String name, ElementSpec spec) {
        return new Element(name, spec, List.of(), new LinkedHashMap<>(), Map.of(), Map.of());
    }

    /** Small chunks, and an error where a piece does not begin at one. */
    private record Writer(MemoryRaster raster) implements RasterWriter {
        @Override
        public Pixels written() {
            return raster;
        }

        @Override
        public long[] chunk() {
            long[] chunk = new long[raster.spec().axes().count()];
            Arrays.fill(chunk, 1);
            chunk[chunk.length - 2] = 7;
            chunk[chunk.length - 1] = 16;
            return chunk;
        }

        @Override
        public void write(Block block) {
            long[] chunk = chunk();
            for (int d = 0; d < chunk.length; d++) {
                if (block.region().min(d) % chunk[d] != 0) {
                    throw RoimillException.badData(block + " is not aligned", null);
                }
            }
            raster.write(block);
        }

        @Override
        public void close() {
            raster.close();
        }
    }
}
