package org.roimill.stores.roi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.Kind;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.stores.ngff.Ngff;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.ngff.version.NgffVersion;
import org.roimill.stores.spatialdata.ElementReader;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.spatialdata.StoredElement;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.Store;

/** Plain OME-Zarr: an image with its labels, the fields of a plate or a well, or the series of a converted file. */
public final class OmeZarrFormat implements Format {
    @Override
    public String id() {
        return "ome-zarr";
    }

    @Override
    public boolean recognises(Path path) {
        return Opened.recognises(
                path, root -> !SpatialDataStore.recognises(root) && Ngff.of(Meta.of(root.attributes(), "")) != null);
    }

    @Override
    public ZarrRoi open(Path path, OpenOptions options) {
        if (!options.deltas().isEmpty()) {
            throw RoimillException.usage(
                    path + " is a plain OME-Zarr image, which deltas cannot be laid over",
                    "Convert it to a SpatialData store first.");
        }
        Store store = Opened.store(path, options);
        try {
            return new Listing(store, Opened.name(path), options).roi();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Collects the elements. */
    private static final class Listing {
        private final Store store;
        private final String name;
        private final ZarrGroup root;
        private final List<StoredElement> elements = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();

        Listing(Store store, String name, OpenOptions options) {
            this.store = store;
            this.name = name;
            this.root = options.consolidated() ? ZarrGroup.open(store, "") : ZarrGroup.openPlain(store, "");
        }

        ZarrRoi roi() {
            Meta attributes = Meta.of(root.attributes(), store.name());
            NgffVersion version = Ngff.of(attributes);
            if (version == null) {
                throw RoimillException.badData(
                        store.name() + " says nothing of an OME-Zarr image", "Give the path of the image's own group.");
            }
            Meta keys = version.keys(attributes);
            String what = "image";
            if (keys.at("plate").isPresent()) {
                what = "plate";
                for (Meta well : keys.at("plate").need("wells").list(0, Integer.MAX_VALUE)) {
                    String path = well.need("path").text();
                    attempt(path, () -> well(path, version));
                }
            } else if (keys.at("well").isPresent()) {
                what = "well";
                well("", version);
            } else if (keys.at("bioformats2raw.layout").isPresent()) {
                what = "series";
                series(version).forEach(path -> attempt(path, () -> image(path, path.replace('/', '_'), Kind.IMAGE)));
            } else if (keys.at("multiscales").isPresent()) {
                // The image is the ROI: what is wrong with it is no detail.
                image("", imageName(keys), keys.at("image-label").isPresent() ? Kind.LABELS : Kind.IMAGE);
                labels(version);
            } else if (keys.at("labels").isPresent()) {
                what = "labels";
                labels(keys, "");
            }
            String description = "OME-Zarr " + version.number() + " " + what + ", Zarr v" + root.version();
            return new ZarrRoi(name, description, elements, faults, List.of(store));
        }

        private String imageName(Meta keys) {
            JsonNode stated = keys.at("multiscales").node().path(0).path("name");
            String last = stated.asText("").substring(stated.asText("").lastIndexOf('/') + 1);
            if (!last.isEmpty() && ElementNames.wrongWith(last) == null) {
                return last;
            }
            return ElementNames.wrongWith(name) == null ? name : "image";
        }

        private void well(String path, NgffVersion version) {
            ZarrGroup group = path.isEmpty() ? root : root.group(path);
            Meta keys = version.keys(Meta.of(group.attributes(), store.name() + "/" + path));
            for (Meta field : keys.need("well").need("images").list(0, Integer.MAX_VALUE)) {
                String full = path.isEmpty()
                        ? field.need("path").text()
                        : path + "/" + field.need("path").text();
                attempt(full, () -> image(full, full.replace('/', '_'), Kind.IMAGE));
            }
        }

        /** As the OME group lists them, or else all groups that are called by a number. */
        private List<String> series(NgffVersion version) {
            List<String> paths = new ArrayList<>();
            if (root.kindOf("OME") == NodeKind.GROUP) {
                Meta keys = version.keys(Meta.of(root.group("OME").attributes(), store.name() + "/OME"));
                keys.at("series").node().forEach(path -> paths.add(path.asText()));
            }
            if (paths.isEmpty()) {
                for (ZarrGroup.Child child : root.children()) {
                    if (child.kind() == NodeKind.GROUP && child.name().matches("\\d+")) {
                        paths.add(child.name());
                    }
                }
            }
            return paths;
        }

        private void labels(NgffVersion version) {
            if (root.kindOf("labels") == NodeKind.GROUP) {
                Meta attributes = Meta.of(root.group("labels").attributes(), store.name() + "/labels");
                labels(version.keys(attributes), "labels/");
            }
        }

        private void labels(Meta keys, String prefix) {
            for (JsonNode label : keys.at("labels").node()) {
                String path = label.asText();
                attempt(prefix + path, () -> image(prefix + path, path.replace('/', '_'), Kind.LABELS));
            }
        }

        private void image(String path, String element, Kind kind) {
            ElementNames.check(element);
            elements.add(ElementReader.image(path.isEmpty() ? root : root.group(path), element, kind));
        }

        private void attempt(String path, Runnable open) {
            try {
                open.run();
            } catch (RoimillException e) {
                faults.add(new Fault(path, e));
            } catch (IllegalArgumentException e) {
                faults.add(new Fault(
                        path,
                        RoimillException.badData(
                                store.name() + ": '" + path + "' cannot be read: " + e.getMessage(),
                                "Write it again.",
                                e)));
            }
        }
    }
}
