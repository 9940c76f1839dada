package org.roimill.stores.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.roimill.core.element.Column;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Matrix;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.format.Element;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.stores.zarr.meta.Json;

/** A ROI as JSON, with the hashes that oracles/canonical.py takes. */
final class Described {
    private Described() {}

    static JsonNode roi(Roi roi) {
        ObjectNode out = Json.object().put("name", roi.name()).put("description", roi.description());
        ObjectNode elements = out.putObject("elements");
        for (Element element : roi.elements()) {
            ObjectNode e = elements.putObject(element.name())
                    .put("kind", element.kind().toString());
            if (element.kind().isRaster()) {
                raster(roi, element, e);
            } else if (element.kind() == Kind.TABLE) {
                table(roi.table(element.name()), e);
            }
        }
        ArrayNode faults = out.putArray("faults");
        for (Fault fault : roi.faults()) {
            faults.addObject()
                    .put("place", fault.place())
                    .put("message", fault.cause().getMessage());
        }
        roi.close();
        return out;
    }

    private static void raster(Roi roi, Element element, ObjectNode out) {
        RasterSpec first = element.levels().getFirst();
        out.put("axes", first.axes().toString()).put("world", first.grid().world());
        first.channels().forEach(out.putArray("channels")::add);
        ObjectNode units = out.putObject("units");
        first.grid().units().forEach((axis, unit) -> units.put(String.valueOf(axis.letter()), unit.fullName()));
        ArrayNode levels = out.putArray("levels");
        for (int k = 0; k < element.levels().size(); k++) {
            RasterSpec spec = element.levels().get(k);
            ObjectNode level = levels.addObject().put("dtype", numpy(spec.dtype()));
            level.set("shape", Json.array(spec.grid().shape()));
            level.set("to_world", NgffProbe.matrix(spec.grid().toWorld().matrix()));
            level.put("sha256", hash(roi.pixels(element.name(), k)));
        }
    }

    static String numpy(DType dtype) {
        return switch (dtype) {
            case BOOL -> "bool";
            case F16, F32, F64 -> "float" + 8 * dtype.bytes();
            default -> (dtype.isUnsigned() ? "uint" : "int") + 8 * dtype.bytes();
        };
    }

    private static String hash(Pixels pixels) {
        try (Arena arena = Arena.ofConfined()) {
            Block block =
                    Block.zeros(pixels.spec().dtype(), pixels.spec().grid().region(), arena);
            pixels.read(block);
            return sha(block.data().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void table(Table table, ObjectNode out) {
        out.put("index", texts(table.index())).put("variables", texts(table.variables()));
        columns(table.columns(), out.putObject("columns"));
        columns(table.variableColumns(), out.putObject("variable_columns"));
        if (table.x() != null) {
            out.set("x", matrix(table.x()));
        }
        ObjectNode layers = out.putObject("layers");
        table.layers().forEach((name, m) -> layers.set(name, matrix(m)));
        ObjectNode obsm = out.putObject("obsm");
        table.obsm().forEach((name, m) -> obsm.set(name, matrix(m)));
        if (table.link() != null) {
            table.link().regions().forEach(out.putArray("regions")::add);
            out.put("region_key", table.link().regionColumn())
                    .put("instance_key", table.link().instanceColumn());
        }
    }

    private static void columns(Map<String, Column> columns, ObjectNode out) {
        columns.forEach((name, column) -> out.set(name, column(column)));
    }

    private static ObjectNode column(Column column) {
        ObjectNode out = Json.object();
        ArrayNode values = out.putArray("values");
        switch (column) {
            case Column.Integers c -> {
                out.put("dtype", numpy(c.dtype()));
                for (int i = 0; i < c.rows(); i++) {
                    add(values, c.missing(), i, Json.array(c.values()[i]).get(0));
                }
            }
            case Column.Numbers c -> {
                out.put("dtype", numpy(c.dtype()));
                for (double v : c.values()) {
                    if (Double.isNaN(v)) {
                        values.addNull();
                    } else {
                        values.add(v);
                    }
                }
            }
            case Column.Truths c -> {
                out.put("dtype", "bool");
                for (int i = 0; i < c.rows(); i++) {
                    add(values, c.missing(), i, Json.array().add(c.values()[i]).get(0));
                }
            }
            case Column.Texts c -> {
                out.put("dtype", "text");
                Arrays.stream(c.values()).forEach(values::add);
            }
            case Column.Categories c -> {
                out.put("dtype", "categorical").put("ordered", c.ordered());
                c.categories().forEach(out.putArray("categories")::add);
                for (int code : c.codes()) {
                    values.add(code < 0 ? null : c.categories().get(code));
                }
            }
        }
        return out;
    }

    private static void add(ArrayNode values, boolean[] missing, int i, JsonNode value) {
        if (missing != null && missing[i]) {
            values.addNull();
        } else {
            values.add(value);
        }
    }

    private static ObjectNode matrix(Matrix matrix) {
        ObjectNode out = Json.object().put("dtype", numpy(matrix.dtype()));
        double[] dense = switch (matrix) {
            case Matrix.Dense m -> m.values();
            case Matrix.Sparse m -> {
                double[] all = new double[m.rows() * m.columns()];
                for (int i = 0; i + 1 < m.starts().length; i++) {
                    for (int k = (int) m.starts()[i]; k < m.starts()[i + 1]; k++) {
                        int row = m.byColumn() ? m.indices()[k] : i;
                        int column = m.byColumn() ? i : m.indices()[k];
                        all[row * m.columns() + column] += m.values()[k];
                    }
                }
                yield all;
            }
        };
        out.set("shape", Json.array(matrix.rows(), matrix.columns()));
        out.put("encoding", matrix instanceof Matrix.Sparse s ? (s.byColumn() ? "csc" : "csr") : "dense");
        ByteBuffer bytes = ByteBuffer.allocate(dense.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(dense).forEach(bytes::putDouble);
        return out.put("float64_sha256", sha(bytes.array()));
    }

    private static String texts(String[] texts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (String text : texts) {
            byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer length =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text == null ? -1 : utf8.length);
            all.writeBytes(length.array());
            all.writeBytes(utf8);
        }
        return sha(all.toByteArray());
    }
}
