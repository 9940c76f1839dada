package org.roimill.stores.roi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.spatialdata.StoredElement;
import org.roimill.stores.zarr.store.Store;

/** SpatialData stores in a folder or a zip file, with deltas laid over them. */
public final class SpatialDataFormat implements Format {
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
}
