package org.roimill.stores.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.stores.roi.OmeZarrFormat;
import org.roimill.stores.roi.SpatialDataFormat;
import org.roimill.stores.zarr.meta.Json;

/**
 * {@code read PATH [DELTA...]}: the ROI as JSON. {@code write PATH 2|3}, {@code add PATH}, {@code image PATH 2|3}: the
 * elements of {@link Known}.
 */
public final class NgffProbe {
    private NgffProbe() {}

    public static void main(String[] args) {
        JsonNode answer;
        try {
            answer = run(args[0], List.of(args).subList(1, args.length));
        } catch (RoimillException e) {
            answer = Json.object().put("error", e.getMessage()).put("failure", e.failure().toString());
        }
        System.out.println(answer);
    }

    private static JsonNode run(String what, List<String> args) {
        Path path = Path.of(args.getFirst());
        switch (what) {
            case "read" -> {
                OpenOptions options = new OpenOptions(
                        OpenOptions.DEFAULT.declared(),
                        args.subList(1, args.size()).stream().map(Path::of).toList(),
                        false,
                        true);
                return Described.roi(format(path).open(path, options));
            }
            case "write" -> Known.write(path, Integer.parseInt(args.get(1)));
            case "add" -> Known.add(path);
            case "image" -> Known.image(path, Integer.parseInt(args.get(1)));
            default -> throw new IllegalArgumentException(what);
        }
        return Json.object().put("ok", true);
    }

    private static Format format(Path path) {
        for (Format format : List.of(new SpatialDataFormat(), new OmeZarrFormat())) {
            if (format.recognises(path)) {
                return format;
            }
        }
        throw RoimillException.badData(path + " is recognised by no format", "");
    }

    static ArrayNode matrix(double[][] rows) {
        ArrayNode list = Json.array();
        for (double[] row : rows) {
            ArrayNode r = list.addArray();
            Arrays.stream(row).forEach(r::add);
        }
        return list;
    }

    static ObjectNode object() {
        return Json.object();
    }
}
