package org.roimill.stores.roi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Element;
import org.roimill.core.format.Fault;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.Transaction;
import org.roimill.stores.commit.CommitOptions;
import org.roimill.stores.commit.Delta;
import org.roimill.stores.commit.Deltas;
import org.roimill.stores.commit.Recovery;
import org.roimill.stores.complete.Checks;
import org.roimill.stores.complete.ChunkList;
import org.roimill.stores.complete.Verifier;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.spatialdata.StoredElement;
import org.roimill.stores.zarr.store.Store;

/** SpatialData stores in a folder or a zip file, with deltas laid over them. */
public final class SpatialDataFormat implements StoreFormat {
    @Override
    public String id() {
        return "spatialdata";
    }

    @Override
    public boolean recognises(Path path) {
        return Opened.recognises(path, SpatialDataStore::recognises);
    }

    @Override
    public ZarrRoi open(Path path, OpenOptions options) {
        List<Store> stores = new ArrayList<>();
        try {
            Map<String, StoredElement> elements = new LinkedHashMap<>();
            List<Fault> faults = new ArrayList<>();
            SpatialDataStore base = layer(path, options, stores, elements, faults);
            for (Path delta : options.deltas()) {
                layer(delta, options, stores, elements, faults);
            }
            String description = base.description()
                    + switch (options.deltas().size()) {
                        case 0 -> "";
                        case 1 -> ", with 1 delta";
                        default -> ", with " + options.deltas().size() + " deltas";
                    };
            return new ZarrRoi(Opened.name(path), description, List.copyOf(elements.values()), faults, stores);
        } catch (RuntimeException e) {
            stores.forEach(Store::close);
            throw e;
        }
    }

    private static SpatialDataStore layer(
            Path path,
            OpenOptions options,
            List<Store> stores,
            Map<String, StoredElement> elements,
            List<Fault> faults) {
        Store store = Opened.store(path, options);
        stores.add(store);
        SpatialDataStore layer = SpatialDataStore.open(store, options.consolidated());
        elements.putAll(layer.elements());
        faults.removeIf(fault -> layer.elements().keySet().stream()
                .anyMatch(name -> fault.place().endsWith("/" + name)));
        faults.addAll(layer.faults());
        return layer;
    }

    @Override
    public Transaction create(Path target, CreateOptions options) {
        return StoreTransaction.create(target, options.zarr(), StoreTransaction.OPTIONS);
    }

    @Override
    public Transaction begin(Path store, WriteOptions options) {
        return StoreTransaction.into(store, options.overwrite(), commitOptions(options));
    }

    @Override
    public Transaction delta(Path file, Path base, List<Path> over, List<String> read) {
        List<Delta.Input> inputs = new ArrayList<>();
        if (base != null) {
            try (ZarrRoi roi = open(base, new OpenOptions(Declared.NOTHING, over, false, true))) {
                read.forEach(name -> inputs.add(new Delta.Input(roi.stored(name).path(), roi.key(name))));
            }
        }
        return StoreTransaction.delta(file, base, CreateOptions.DEFAULT.zarr(), inputs, StoreTransaction.OPTIONS);
    }

    /** An element that is there and cannot be read is wrong as well. */
    @Override
    public List<Verified> verify(Path store, List<String> elements, boolean content, Consumer<Verified> progress) {
        List<Verified> all = new ArrayList<>();
        try (ZarrRoi roi = open(store, new OpenOptions(Declared.NOTHING, List.of(), false, false))) {
            List<String> names = elements.isEmpty()
                    ? roi.elements().stream().map(Element::name).toList()
                    : elements;
            for (String name : names) {
                Verified verified = verify(roi.stored(name), content);
                progress.accept(verified);
                all.add(verified);
            }
            for (Fault fault : elements.isEmpty() ? roi.faults() : List.<Fault>of()) {
                Verified broken = new Verified(
                        fault.place(), false, 0, 0, List.of(fault.cause().getMessage()));
                progress.accept(broken);
                all.add(broken);
            }
        }
        return all;
    }

    private static Verified verify(StoredElement stored, boolean content) {
        String name = stored.element().name();
        ChunkList list;
        try {
            list = Checks.list(stored.store(), stored.path());
        } catch (RoimillException e) {
            return new Verified(name, true, 0, 0, List.of(e.getMessage()));
        }
        if (list == null) {
            return new Verified(name, false, 0, 0, List.of());
        }
        long bytes = list.entries().values().stream()
                .mapToLong(ChunkList.Entry::length)
                .sum();
        List<String> problems = Checks.verify(stored.store(), stored.path(), content).stream()
                .map(Verifier.Bad::toString)
                .toList();
        return new Verified(name, true, list.entries().size(), bytes, problems);
    }

    @Override
    public Joined join(Path base, List<Path> deltas, Path target, WriteOptions options) {
        Deltas.Target into = target == null ? new Deltas.Target.InPlace() : new Deltas.Target.New(target);
        Deltas.Joined joined = Deltas.commit(base, deltas, into, options.overwrite(), commitOptions(options));
        return new Joined(
                joined.committed(), joined.unchanged(), joined.dropped(), joined.bytesCopied(), joined.bytesCloned());
    }

    @Override
    public Healed heal(Path store) {
        Recovery.Recovered recovered = Recovery.recover(store, StoreTransaction.OPTIONS);
        return new Healed(recovered.rolledForward(), recovered.dropped(), recovered.leftAlone());
    }

    private static CommitOptions commitOptions(WriteOptions options) {
        return StoreTransaction.OPTIONS.withAcceptWindow(options.acceptWindow());
    }
}
