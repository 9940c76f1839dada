package org.roimill.stores.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.stores.roi.OmeZarrFormat;
import org.roimill.stores.roi.SpatialDataFormat;
import org.roimill.stores.roi.ZarrRoi;
import org.roimill.stores.zarr.meta.Json;

/**
 * One request a line on standard input, words parted by tabs, and one line of JSON in answer: {@code read PATH
 * [DELTA...]}: the ROI; {@code write PATH 2|3}, {@code add PATH}, {@code image PATH 2|3}: writes the elements of
 * {@link Known}; {@code verify PATH}: holds all elements against their chunk lists.
 */
public final class NgffProbe {
    private NgffProbe() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = List.of(line.split("\t"));
            out.println(answer(words.getFirst(), words.subList(1, words.size())));
        }
    }

    private static JsonNode answer(String what, List<String> args) {
        try {
            return run(what, args);
        } catch (RoimillException e) {
            return Json.object()
                    .put("error", e.getMessage())
                    .put("failure", e.failure().toString());
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return Json.object().put("error", trace.toString()).put("failure", "DEFECT");
        }
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
            case "verify" -> {
                ObjectNode all = Json.object();
                try (ZarrRoi roi = (ZarrRoi) format(path).open(path, OpenOptions.DEFAULT)) {
                    for (Element element : roi.elements()) {
                        List<?> bad = roi.verify(element.name(), true);
                        all.put(element.name(), bad == null ? "no list" : bad.toString());
                    }
                }
                return all;
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
}
