package org.roimill.stores.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Column;
import org.roimill.core.element.Matrix;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.ElementType;

/** Reads a table from the group that AnnData or SpatialData wrote it to. */
public final class AnnDataReader {
    private static final String ENCODING = "encoding-type";
    private static final String INDEX = "_index";

    private final ZarrGroup table;

    public AnnDataReader(ZarrGroup table) {
        this.table = table;
    }

    public Table read() {
        ZarrGroup obs = table.group("obs");
        ZarrGroup var = table.contains("var") ? table.group("var") : null;
        return new Table(
                index(obs),
                columns(obs),
                var == null ? new String[0] : index(var),
                var == null ? Map.of() : columns(var),
                present("X") ? matrix(table, "X") : null,
                matrices("layers"),
                matrices("obsm"),
                link());
    }

    /** The names of the columns, without reading any. */
    public static List<String> columnNames(ZarrGroup table) {
        return order(table.group("obs"));
    }

    private boolean present(String name) {
        NodeKind kind = table.kindOf(name);
        return kind != null
                && !(kind == NodeKind.ARRAY
                        && encoding(table.array(name).attributes()).equals("null"));
    }

    private static List<String> order(ZarrGroup frame) {
        List<String> names = new ArrayList<>();
        frame.attributes().path("column-order").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static String[] index(ZarrGroup frame) {
        String name = frame.attributes().path(INDEX).asText(INDEX);
        return texts(frame, name);
    }

    private static Map<String, Column> columns(ZarrGroup frame) {
        Map<String, Column> columns = new LinkedHashMap<>();
        order(frame).forEach(name -> columns.put(name, column(frame, name)));
        return columns;
    }

    private static Column column(ZarrGroup frame, String name) {
        if (frame.kindOf(name) == null) {
            throw fault(frame, name, "is listed and missing");
        }
        if (frame.kindOf(name) == NodeKind.ARRAY) {
            return plain(frame.array(name));
        }
        ZarrGroup group = frame.group(name);
        String encoding = encoding(group.attributes());
        return switch (encoding) {
            case "categorical" -> {
                String[] categories = texts(group, "categories");
                int[] codes = Values.ints(group.array("codes"));
                for (int code : codes) {
                    if (code < -1 || code >= categories.length) {
                        throw fault(frame, name, "has the code " + code + " and " + categories.length + " categories");
                    }
                }
                boolean ordered = group.attributes().path("ordered").asBoolean(false);
                yield new Column.Categories(codes, List.of(categories), ordered);
            }
            case "nullable-integer" -> {
                ZarrArray values = group.array("values");
                yield new Column.Integers(Values.longs(values), mask(group), Values.dtype(values));
            }
            case "nullable-boolean" -> new Column.Truths(Values.truths(group.array("values")), mask(group));
            case "nullable-string-array" -> new Column.Texts(maskedTexts(group));
            default -> throw fault(frame, name, "is encoded as '" + encoding + "', which is not read");
        };
    }

    private static Column plain(ZarrArray array) {
        if (!(array.type() instanceof ElementType.Numeric n)) {
            return new Column.Texts(array.readStrings());
        }
        DType dtype = n.dtype();
        if (dtype == DType.BOOL) {
            return new Column.Truths(Values.truths(array), null);
        }
        return dtype.isFloating()
                ? new Column.Numbers(Values.doubles(array), dtype)
                : new Column.Integers(Values.longs(array), null, dtype);
    }

    private static boolean[] mask(ZarrGroup group) {
        return Values.truths(group.array("mask"));
    }

    private static String[] maskedTexts(ZarrGroup group) {
        String[] texts = group.array("values").readStrings();
        boolean[] missing = mask(group);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = missing[i] ? null : texts[i];
        }
        return texts;
    }

    /** Texts however they are stored; numbers become texts, as categories and names of rows may be numbers. */
    private static String[] texts(ZarrGroup group, String name) {
        if (group.kindOf(name) == null) {
            throw fault(group, name, "is missing");
        }
        if (group.kindOf(name) == NodeKind.GROUP) {
            return maskedTexts(group.group(name));
        }
        ZarrArray array = group.array(name);
        if (!(array.type() instanceof ElementType.Numeric n)) {
            return array.readStrings();
        }
        String[] texts = new String[Values.count(array)];
        double[] doubles = n.dtype().isFloating() ? Values.doubles(array) : null;
        long[] longs = doubles == null ? Values.longs(array) : null;
        for (int i = 0; i < texts.length; i++) {
            texts[i] = n.dtype() == DType.BOOL
                    ? (longs[i] == 0 ? "False" : "True")
                    : doubles != null ? Double.toString(doubles[i]) : Long.toString(longs[i]);
        }
        return texts;
    }

    private Map<String, Matrix> matrices(String part) {
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        if (table.kindOf(part) == NodeKind.GROUP) {
            ZarrGroup group = table.group(part);
            for (ZarrGroup.Child child : group.children()) {
                matrices.put(child.name(), matrix(group, child.name()));
            }
        }
        return matrices;
    }

    private static Matrix matrix(ZarrGroup parent, String name) {
        if (parent.kindOf(name) == NodeKind.ARRAY) {
            ZarrArray array = parent.array(name);
            long[] shape = array.shape();
            if (shape.length < 1 || shape.length > 2) {
                throw fault(parent, name, "has " + shape.length + " dimensions; read are 1 and 2");
            }
            DType dtype = Values.dtype(array);
            int columns = shape.length == 1 ? 1 : Math.toIntExact(shape[1]);
            return new Matrix.Dense(Math.toIntExact(shape[0]), columns, Values.doubles(array), dtype);
        }
        ZarrGroup group = parent.group(name);
        String encoding = encoding(group.attributes());
        return switch (encoding) {
            case "csr_matrix", "csc_matrix" -> sparse(parent, name, group, encoding.equals("csc_matrix"));
            case "dataframe" -> frame(parent, name, group);
            default -> throw fault(parent, name, "is encoded as '" + encoding + "', which is not read");
        };
    }

    private static Matrix sparse(ZarrGroup parent, String name, ZarrGroup group, boolean byColumn) {
        JsonNode shape = group.attributes().path("shape");
        if (shape.size() != 2
                || !shape.get(0).canConvertToInt()
                || !shape.get(1).canConvertToInt()) {
            throw fault(parent, name, "has the shape " + shape);
        }
        ZarrArray data = group.array("data");
        int rows = shape.get(0).intValue();
        int columns = shape.get(1).intValue();
        long[] starts = Values.longs(group.array("indptr"));
        int[] indices = Values.ints(group.array("indices"));
        double[] values = Values.doubles(data);
        boolean sound = starts.length == (byColumn ? columns : rows) + 1
                && indices.length == values.length
                && starts[0] == 0
                && starts[starts.length - 1] == values.length;
        for (int i = 1; sound && i < starts.length; i++) {
            sound = starts[i] >= starts[i - 1];
        }
        for (int i = 0; sound && i < indices.length; i++) {
            sound = indices[i] >= 0 && indices[i] < (byColumn ? rows : columns);
        }
        if (!sound) {
            throw fault(parent, name, "is a sparse matrix whose parts do not fit");
        }
        return new Matrix.Sparse(rows, columns, starts, indices, values, byColumn, Values.dtype(data));
    }

    /** A frame among matrices, if all its columns are numbers. */
    private static Matrix frame(ZarrGroup parent, String name, ZarrGroup group) {
        Map<String, Column> columns = columns(group);
        int rows = index(group).length;
        double[] values = new double[Math.multiplyExact(rows, columns.size())];
        int c = 0;
        for (Map.Entry<String, Column> entry : columns.entrySet()) {
            for (int r = 0; r < rows; r++) {
                values[r * columns.size() + c] = switch (entry.getValue()) {
                    case Column.Numbers n -> n.values()[r];
                    case Column.Integers n -> n.missing() != null && n.missing()[r] ? Double.NaN : n.values()[r];
                    default ->
                        throw fault(parent, name, "is a frame whose column '" + entry.getKey() + "' holds no numbers");
                };
            }
            c++;
        }
        return new Matrix.Dense(rows, columns.size(), values, DType.F64);
    }

    /** As the attributes of the group say it. */
    private Table.Link link() {
        ObjectNode attributes = table.attributes();
        if (!attributes.path("region_key").isTextual()
                || !attributes.path("instance_key").isTextual()) {
            return null;
        }
        List<String> regions = new ArrayList<>();
        JsonNode region = attributes.path("region");
        if (region.isTextual()) {
            regions.add(region.textValue());
        }
        region.forEach(r -> regions.add(r.asText()));
        return new Table.Link(
                regions,
                attributes.get("region_key").textValue(),
                attributes.get("instance_key").textValue());
    }

    private static String encoding(ObjectNode attributes) {
        return attributes.path(ENCODING).asText("");
    }

    private static RoimillException fault(ZarrGroup parent, String name, String what) {
        return RoimillException.badData(
                parent.store().name() + ": '" + parent.path() + "/" + name + "' " + what,
                "The table is damaged, or uses a part of AnnData that is not read.");
    }
}
