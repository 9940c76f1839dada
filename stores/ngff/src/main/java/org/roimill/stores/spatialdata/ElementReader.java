package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.ShapesSpec;
import org.roimill.core.element.TableSpec;
import org.roimill.core.format.Element;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.complete.Seal;
import org.roimill.stores.ngff.Multiscale;
import org.roimill.stores.ngff.Ngff;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.ngff.version.NgffVersion;
import org.roimill.stores.raster.Raster;
import org.roimill.stores.raster.World;
import org.roimill.stores.table.AnnDataReader;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;

/** Reads the metadata of one element. */
public final class ElementReader {
    private ElementReader() {}

    /** An image or labels of a SpatialData store. */
    static StoredElement raster(ZarrGroup group, String name, Kind kind) {
        Meta attributes = meta(group);
        Multiscale m = multiscale(attributes, true);
        List<String> letters =
                m.axes().stream().map(Multiscale.StoredAxis::name).toList();
        Transforms transforms = transforms(m, letters);
        Axes hidden = hidden(attributes, m);
        Axes axes = Axes.of(m.axes().stream()
                        .map(Multiscale.StoredAxis::axis)
                        .sorted()
                        .toList())
                .without(hidden);
        String system = transforms.preferred();
        Map<Axis, Unit> units = new EnumMap<>(Axis.class);
        units.putAll(World.units(m, axes));
        units.putAll(transforms.units(system));
        World world = new World(system, transforms.toWorld(system, axes), units);
        return element(group, name, Raster.open(group, m, kind, world, hidden), attributes);
    }

    private static Transforms transforms(Multiscale m, List<String> axes) {
        return Transforms.read(m.raw().at("coordinateTransformations"), axes);
    }

    /** A plain OME-Zarr image or label image. */
    public static StoredElement image(ZarrGroup group, String name, Kind kind) {
        Meta attributes = meta(group);
        Multiscale m = multiscale(attributes, false);
        return element(group, name, Raster.open(group, m, kind, World.of(m), Axes.NONE), attributes);
    }

    private static Meta meta(ZarrGroup group) {
        String file = group.version() == 2 ? ".zattrs" : "zarr.json";
        String path = group.path().isEmpty() ? file : group.path() + "/" + file;
        return Meta.of(group.attributes(), group.store().name() + "/" + path);
    }

    private static Multiscale multiscale(Meta attributes, boolean spatialData) {
        NgffVersion version = Ngff.of(attributes);
        if (version == null) {
            throw attributes.at("multiscales").fault("is missing");
        }
        Meta keys = version.keys(attributes);
        Multiscale m = Multiscale.read(keys, spatialData);
        m.checkLengths();
        if (!spatialData) {
            version.checkVersion(keys, m.raw(), false);
        }
        return m;
    }

    /** Axes that are stored because the store asks for them, and that the element does not have. */
    private static Axes hidden(Meta attributes, Multiscale m) {
        JsonNode own = attributes.at(Seal.KEY).at("axes").node();
        if (!own.isTextual()) {
            return Axes.NONE;
        }
        Axes stored = Axes.of(
                m.axes().stream().map(Multiscale.StoredAxis::axis).sorted().toList());
        return stored.without(Axes.of(own.textValue()));
    }

    private static StoredElement element(ZarrGroup group, String name, Raster raster, Meta attributes) {
        ObjectNode node = (ObjectNode) attributes.node();
        Element element = new Element(
                name,
                raster.levels().getFirst(),
                raster.levels(),
                storage(raster.arrays().getFirst()),
                provenance(node),
                Plain.map(node));
        return new StoredElement(element, group.path(), group.store(), Seal.of(node), raster);
    }

    private static Map<String, Object> provenance(ObjectNode attributes) {
        return Plain.map(attributes.path(Seal.KEY).path(Seal.PROVENANCE));
    }

    private static Map<String, String> storage(ZarrArray array) {
        Map<String, String> storage = new LinkedHashMap<>();
        storage.put("zarr", "v" + array.version());
        storage.put("chunks", Arrays.toString(array.chunks()));
        if (array.isSharded()) {
            storage.put("shards", Arrays.toString(array.shards()));
        }
        return storage;
    }

    /** Shapes and points: that they are there, and the world they lie in. */
    static StoredElement shapes(ZarrGroup group, String name) {
        Meta attributes = meta(group);
        Meta axes = attributes.need("axes");
        Transforms transforms = Transforms.read(
                attributes.at("coordinateTransformations"),
                axes.list(1, 3).stream().map(Meta::text).toList());
        ObjectNode node = (ObjectNode) attributes.node();
        Map<String, String> storage =
                Map.of("encoding", attributes.need("encoding-type").text(), "zarr", "v" + group.version());
        Element element = new Element(
                name, new ShapesSpec(transforms.preferred()), List.of(), storage, provenance(node), Plain.map(node));
        return new StoredElement(element, group.path(), group.store(), Seal.of(node), null);
    }

    static StoredElement table(ZarrGroup group, String name) {
        Meta attributes = meta(group);
        ObjectNode node = (ObjectNode) attributes.node();
        Element element = new Element(
                name,
                new TableSpec(AnnDataReader.columnNames(group)),
                List.of(),
                Map.of("zarr", "v" + group.version()),
                provenance(node),
                Plain.map(node));
        return new StoredElement(element, group.path(), group.store(), Seal.of(node), null);
    }

    /** The maps of a raster into the coordinate systems besides the one of its grid. */
    static Map<String, Affine> otherWorlds(StoredElement element) {
        ZarrGroup group = ZarrGroup.openPlain(element.store(), element.path());
        Multiscale m = multiscale(meta(group), true);
        Transforms transforms =
                transforms(m, m.axes().stream().map(Multiscale.StoredAxis::name).toList());
        return transforms.others(transforms.preferred(), element.raster().axes().axes());
    }
}
