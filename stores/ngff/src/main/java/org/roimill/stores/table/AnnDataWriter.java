package org.roimill.stores.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Column;
import org.roimill.core.element.Matrix;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.stores.complete.Recorder;
import org.roimill.stores.complete.Seal;
import org.roimill.stores.zarr.Access;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Store;

/** Writes a table as AnnData and SpatialData read it. */
public final class AnnDataWriter {
    private static final String INDEX = "_index";
    private static final int CHUNK_VALUES = 1 << 20;

    private final Store store;
    private final String element;
    private final int zarr;
    private final Recorder recorder;

    /**
     * @param element the path of the table in the store
     * @param zarr the version of Zarr
     */
    public AnnDataWriter(Store store, String element, int zarr) {
        this.store = store;
        this.element = element;
        this.zarr = zarr;
        this.recorder = new Recorder(element);
    }

    /**
     * @param version of SpatialData's table format
     * @param ours our own attributes
     */
    public void write(Table table, String version, ObjectNode ours) {
        frame("obs", table.index(), obs(table));
        frame("var", table.variables(), table.variableColumns());
        if (table.x() != null) {
            matrix("X", table.x());
        }
        matrices("layers", table.layers());
        matrices("obsm", table.obsm());
        for (String part : List.of("obsp", "varm", "varp")) {
            group(part, "dict", "0.1.0", Json.object());
        }
        uns(table.link());

        ObjectNode attributes = encoding(Json.object(), "anndata", "0.1.0");
        attributes.put("spatialdata-encoding-type", "ngff:regions_table");
        if (table.link() == null) {
            List.of("region", "region_key", "instance_key").forEach(attributes::putNull);
        } else {
            Table.Link link = table.link();
            if (link.regions().size() == 1) {
                attributes.put("region", link.regions().getFirst());
            } else {
                ArrayNode regions = attributes.putArray("region");
                link.regions().forEach(regions::add);
            }
            attributes.put("region_key", link.regionColumn());
            attributes.put("instance_key", link.instanceColumn());
        }
        attributes.put("version", version);
        attributes.set(Seal.KEY, ours);
        Seal.put(recorder.list(), store, element, "obs/" + INDEX, attributes);
        ZarrGroup.create(store, element, zarr, attributes);
    }

    /** The column that names regions has to be one of categories. */
    private static Map<String, Column> obs(Table table) {
        Map<String, Column> columns = new LinkedHashMap<>(table.columns());
        if (table.link() != null) {
            columns.computeIfPresent(
                    table.link().regionColumn(),
                    (name, column) -> column instanceof Column.Texts t ? Column.Categories.of(t.values()) : column);
        }
        return columns;
    }

    private void frame(String path, String[] index, Map<String, Column> columns) {
        ObjectNode attributes = Json.object().put(INDEX, INDEX);
        ArrayNode order = attributes.putArray("column-order");
        columns.keySet().forEach(order::add);
        group(path, "dataframe", "0.2.0", attributes);
        texts(path + "/" + INDEX, index);
        columns.forEach((name, column) -> column(path + "/" + safe(name), column));
    }

    private static String safe(String name) {
        if (name.isEmpty() || name.contains("/") || name.equals(INDEX) || name.equals(".") || name.equals("..")) {
            throw RoimillException.usage(
                    "a column of a table cannot be called '" + name + "'", "Choose a name without a slash.");
        }
        return name;
    }

    private void column(String path, Column column) {
        switch (column) {
            case Column.Integers c when c.missing() == null -> integers(path, c.values(), c.dtype());
            case Column.Integers c -> {
                group(path, "nullable-integer", "0.1.0", Json.object());
                integers(path + "/values", c.values(), c.dtype());
                truths(path + "/mask", c.missing());
            }
            case Column.Numbers c ->
                Values.write(array(path, ElementType.of(c.dtype()), "array", c.rows()), c.values());
            case Column.Truths c when c.missing() == null -> truths(path, c.values());
            case Column.Truths c -> {
                group(path, "nullable-boolean", "0.1.0", Json.object());
                truths(path + "/values", c.values());
                truths(path + "/mask", c.missing());
            }
            case Column.Texts c -> {
                // Texts cannot be missing in every version of AnnData; categories can.
                if (Arrays.stream(c.values()).anyMatch(v -> v == null)) {
                    column(path, categories(c));
                } else {
                    texts(path, c.values());
                }
            }
            case Column.Categories c -> {
                group(path, "categorical", "0.2.0", Json.object().put("ordered", c.ordered()));
                texts(path + "/categories", c.categories().toArray(String[]::new));
                int count = c.categories().size();
                DType codes = count <= Byte.MAX_VALUE ? DType.I8 : count <= Short.MAX_VALUE ? DType.I16 : DType.I32;
                integers(
                        path + "/codes", Arrays.stream(c.codes()).asLongStream().toArray(), codes);
            }
        }
    }

    private static Column.Categories categories(Column.Texts c) {
        List<String> categories = Arrays.stream(c.values())
                .filter(v -> v != null)
                .distinct()
                .sorted()
                .toList();
        Map<String, Integer> code = new LinkedHashMap<>();
        categories.forEach(category -> code.put(category, code.size()));
        int[] codes = Arrays.stream(c.values())
                .mapToInt(v -> v == null ? -1 : code.get(v))
                .toArray();
        return new Column.Categories(codes, categories, false);
    }

    private void integers(String path, long[] values, DType dtype) {
        Values.write(array(path, ElementType.of(dtype), "array", values.length), values);
    }

    private void truths(String path, boolean[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = values[i] ? 1 : 0;
        }
        integers(path, bits, DType.BOOL);
    }

    private void texts(String path, String[] values) {
        ZarrArray array = array(path, new ElementType.Text(), "string-array", values.length);
        if (values.length > 0) {
            array.writeStrings(values);
        }
    }

    private void matrices(String part, Map<String, Matrix> matrices) {
        group(part, "dict", "0.1.0", Json.object());
        matrices.forEach((name, matrix) -> matrix(part + "/" + safe(name), matrix));
    }

    private void matrix(String path, Matrix matrix) {
        switch (matrix) {
            case Matrix.Dense m ->
                Values.write(array(path, ElementType.of(m.dtype()), "array", m.rows(), m.columns()), m.values());
            case Matrix.Sparse m -> {
                ObjectNode attributes = Json.object();
                attributes.set("shape", Json.array(m.rows(), m.columns()));
                group(path, m.byColumn() ? "csc_matrix" : "csr_matrix", "0.1.0", attributes);
                ElementType type = ElementType.of(m.dtype());
                Values.write(array(path + "/data", type, null, m.values().length), m.values());
                boolean wide = m.values().length > Integer.MAX_VALUE - 8;
                bare(
                        path + "/indices",
                        Arrays.stream(m.indices()).asLongStream().toArray(),
                        DType.I32);
                bare(path + "/indptr", m.starts(), wide ? DType.I64 : DType.I32);
            }
        }
    }

    private void bare(String path, long[] values, DType dtype) {
        Values.write(array(path, ElementType.of(dtype), null, values.length), values);
    }

    /** What SpatialData keeps beside the table, as AnnData alone would otherwise lose it. */
    private void uns(Table.Link link) {
        group("uns", "dict", "0.1.0", Json.object());
        if (link == null) {
            return;
        }
        String path = "uns/spatialdata_attrs";
        group(path, "dict", "0.1.0", Json.object());
        text(path + "/instance_key", link.instanceColumn());
        text(path + "/region_key", link.regionColumn());
        if (link.regions().size() == 1) {
            text(path + "/region", link.regions().getFirst());
        } else {
            texts(path + "/region", link.regions().toArray(String[]::new));
        }
    }

    /** One text. Version 2 keeps it at a fixed length. */
    private void text(String path, String value) {
        int chars = Math.max(1, value.codePointCount(0, value.length()));
        ElementType type = zarr == 2 ? new ElementType.FixedText(chars) : new ElementType.Text();
        array(path, type, "string").writeStrings(new String[] {value});
    }

    private ZarrArray array(String path, ElementType type, String encoding, long... shape) {
        ArraySpec spec = ArraySpec.of(zarr, type, shape).fill(fill(type));
        if (shape.length > 0) {
            long row = 1;
            for (int d = 1; d < shape.length; d++) {
                row *= Math.max(1, shape[d]);
            }
            long[] chunk = shape.clone();
            chunk[0] = Math.min(shape[0], Math.max(1, CHUNK_VALUES / row));
            for (int d = 0; d < chunk.length; d++) {
                chunk[d] = Math.max(1, chunk[d]);
            }
            spec = spec.chunks(chunk);
        }
        if (encoding != null) {
            spec = spec.attributes(encoding(Json.object(), encoding, "0.2.0"));
        }
        return ZarrArray.create(store, element + "/" + path, spec)
                .with(Access.SERIAL.listener(recorder).leaveOutEmpty(true));
    }

    private static Object fill(ElementType type) {
        return switch (type) {
            case ElementType.Numeric n when n.dtype() == DType.BOOL -> (Object) false;
            case ElementType.Numeric n -> (Object) 0;
            default -> (Object) "";
        };
    }

    private void group(String path, String encoding, String version, ObjectNode attributes) {
        ZarrGroup.create(store, element + "/" + path, zarr, encoding(attributes, encoding, version));
    }

    private static ObjectNode encoding(ObjectNode attributes, String type, String version) {
        return attributes.put("encoding-type", type).put("encoding-version", version);
    }
}
