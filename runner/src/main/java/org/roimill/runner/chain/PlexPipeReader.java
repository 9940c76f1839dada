package org.roimill.runner.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Storage;
import org.roimill.core.param.ParameterInfo;
import org.roimill.core.param.Parameters;

/**
 * Reads PlexPipe's files, schema 0, 1 and 2. Lenient as PlexPipe is, but not silent: what has no effect becomes a
 * warning. Sections about drawing and cutting ROIs are left to PlexPipe.
 */
final class PlexPipeReader {
    static final String VERSION = "schema_version";
    static final Set<String> SECTIONS = Set.of(
            VERSION,
            "general",
            "roi_definition",
            "core_detection",
            "roi_cutting",
            "core_cutting",
            "additional_elements",
            "qc",
            "quant",
            "sdata_storage");

    private static final List<String> CATEGORIES =
            List.of("image_enhancer", "object_segmenter", "mask_builder", "image_filter", "image_transformer");
    private static final List<String> SAM_KEYS =
            List.of("min_area", "max_area", "min_iou", "min_st", "min_int", "frame");
    private static final List<String> SELECTION =
            List.of("include_channels", "exclude_channels", "use_markers", "ignore_markers");
    private static final Map<String, String> OLD_RING = Map.of("outer", "rad_bigger", "inner", "rad_smaller");
    private static final Set<String> YES = Set.of("yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> NO = Set.of("no", "No", "NO", "off", "Off", "OFF");
    private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[/\\\\].*");

    private final String name;
    private final Path folder;
    private final KnownParameters known;
    private final Faults faults;
    private final List<String> warnings = new ArrayList<>();
    private int major;

    PlexPipeReader(String name, Path folder, KnownParameters known, Faults faults) {
        this.name = name;
        this.folder = folder;
        this.known = known;
        this.faults = faults;
    }

    Chain read(Spot document) {
        Fields root = Fields.of(document, "", faults);
        String dialect = "plexpipe " + version(root);
        Fields general = root.fields("general");
        Fields definition = section(root, "roi_definition", "core_detection");
        Fields cutting = section(root, "roi_cutting", "core_cutting");
        String rois = rois(general, cutting);
        definition(definition);
        cutting(cutting);
        if (major >= 2) {
            known(root.fields("channels"), "file_naming", "manifest", "earliest_round_markers");
        }
        List<Step> steps = steps(root);
        notRun(root);
        Storage storage = storage(root.fields("sdata_storage"));
        ignored(root);
        return new Chain(name, dialect, Map.of(), Map.of(), storage, 0, steps, rois, warnings);
    }

    private String version(Fields root) {
        Spot spot = root.spot(VERSION);
        if (spot == null) {
            return "0";
        }
        if (spot.value() instanceof Integer n && (n == 0 || n == 1)) {
            major = n;
            return n.toString();
        }
        Matcher m = MAJOR_MINOR.matcher(spot.value() instanceof String text ? text : "");
        if (m.matches() && m.group(1).equals("2")) {
            major = 2;
            if (!m.group(2).equals("0")) {
                warn(root, spot, "schema " + spot.value() + " is newer than 2.0: what is new in it is not known here");
            }
            return m.group();
        }
        if (m.matches() || (spot.value() instanceof Integer n && n > 1)) {
            root.add(
                    spot.line(),
                    "schema " + spot.value() + " is none that roimill reads",
                    "It reads 1 and \"2.0\", with quotes, and files without " + VERSION + ".");
        } else {
            root.wrong(VERSION, spot, "1 or \"2.0\", with quotes", VERSION + ": 1");
        }
        return "1";
    }

    /** A section under its name, or, in files without a version, the name that it had before. */
    private Fields section(Fields root, String key, String before) {
        return major == 0 && !root.has(key) ? root.fields(before) : root.fields(key);
    }

    private static String text(Fields fields, String... keys) {
        String first = null;
        for (String key : keys) {
            String text = fields.text(key);
            first = first == null ? text : first;
        }
        return first;
    }

    private String rois(Fields general, Fields cutting) {
        String output = cutting == null ? null : text(cutting, keys("roi_dir_output", "cores_dir_output"));
        String analysis = null;
        if (general != null) {
            String place = text(general, keys("analysis_dir", "local_analysis_dir"));
            String called = general.text("analysis_name");
            analysis = place == null || called == null ? null : place + "/" + called + "/rois";
            if (major == 0 && general.has("remote_analysis_dir")) {
                warnings.add("general, remote_analysis_dir: not used; the analysis is taken from " + place);
            }
            known(general, "image_dir", "log_dir");
        }
        String rois = output == null ? analysis : output;
        return rois == null || WINDOWS.matcher(rois).matches()
                ? rois
                : folder.resolve(rois).normalize().toString();
    }

    /** The names that a key may have: the second is that of files without a version. */
    private String[] keys(String key, String before) {
        return major == 0 ? new String[] {key, before} : new String[] {key};
    }

    private void definition(Fields fields) {
        if (fields == null) {
            return;
        }
        fields.has("detection_image");
        fields.has("im_level");
        for (String key : keys("roi_info_file_path", "core_info_file_path")) {
            fields.has(key);
        }
        if (major == 0) {
            List<String> dropped = SAM_KEYS.stream().filter(fields::has).toList();
            if (!dropped.isEmpty()) {
                warnings.add(fields.inside(String.join(", ", dropped)) + ": have no effect");
            }
        }
        ignored(fields);
    }

    private void cutting(Fields fields) {
        if (fields == null) {
            return;
        }
        for (String key : keys("roi_dir_tif", "cores_dir_tif")) {
            fields.has(key);
        }
        for (String key : keys("roi_cleanup_enabled", "core_cleanup_enabled")) {
            fields.has(key);
        }
        SELECTION.forEach(fields::has);
        known(fields, "margin", "mask_value", "transfer_cleanup_enabled");
    }

    private void known(Fields fields, String... keys) {
        if (fields != null) {
            for (String key : keys) {
                fields.has(key);
            }
            ignored(fields);
        }
    }

    private void notRun(Fields root) {
        for (String key : List.of("qc", "quant")) {
            Spot spot = root.spot(key);
            if (spot != null) {
                warn(root, spot, key + " is not run here yet");
            }
        }
    }

    private List<Step> steps(Fields root) {
        List<Step> steps = new ArrayList<>();
        for (Spot spot : root.list("additional_elements")) {
            steps.add(step(spot, steps.size() + 1));
        }
        if (steps.isEmpty()) {
            warnings.add("additional_elements: there are no steps");
        }
        return steps;
    }

    private Step step(Spot spot, int number) {
        Fields fields = Fields.of(spot, "step " + number, faults);
        String category = fields.text("category");
        if (category != null && !CATEGORIES.contains(category)) {
            warn(
                    fields,
                    fields.spot("category"),
                    "category '" + category + "' is none of PlexPipe's; it has no effect");
        }
        String type = fields.text("type");
        if (fields.spot("type") == null && spot.isMapping()) {
            fields.missing("type", "type: normalize");
        }
        Ends input = EndsReader.read(fields, "input");
        Ends output = EndsReader.read(fields, "output");
        String place = NativeReader.place(number, null, type, spot.line());
        Map<String, Object> parameters = parameters(type, fields.tree("parameters"), place);
        boolean keep = keep(fields);
        ignored(fields);
        return new Step(place, null, type, input, output, parameters, keep, 0, false, null, null);
    }

    /** As PyYAML reads it, which takes some more words for truth values. */
    private static boolean keep(Fields fields) {
        Spot spot = fields.spot("keep");
        if (spot == null || (spot.value() instanceof String word && YES.contains(word))) {
            return true;
        }
        if (spot.value() instanceof String word && NO.contains(word)) {
            return false;
        }
        Boolean keep = fields.truth("keep");
        return keep == null || keep;
    }

    /** Without those that the processor does not have, and which PlexPipe would ignore. */
    private Map<String, Object> parameters(String type, Map<String, Object> given, String place) {
        Map<String, Object> kept = new LinkedHashMap<>(given);
        if (major == 0 && "ring".equals(type)) {
            OLD_RING.forEach((old, now) -> {
                if (kept.containsKey(old) && !kept.containsKey(now)) {
                    kept.put(now, kept.remove(old));
                }
            });
        }
        Parameters<?> parameters = type == null ? null : known.of(type).orElse(null);
        if (parameters == null) {
            return kept;
        }
        List<String> unknown = new ArrayList<>(kept.keySet());
        for (ParameterInfo info : parameters.list()) {
            unknown.remove(info.key());
            unknown.removeAll(info.aliases());
            unknown.removeAll(info.negated());
        }
        unknown.forEach(kept::remove);
        if ("multiply".equals(type)) {
            // There it is a product of ids; by default ours cuts the first labels by the second.
            kept.put("mode", "product");
        }
        if (!unknown.isEmpty()) {
            warnings.add(place + ": unknown parameters have no effect: " + String.join(", ", unknown)
                    + inForce(parameters, kept));
        }
        return kept;
    }

    private static <P extends Record> String inForce(Parameters<P> parameters, Map<String, Object> given) {
        try {
            return "; in force: " + parameters.values(parameters.bind(given, ""));
        } catch (RoimillException e) {
            return ""; // the step itself will say what is wrong
        }
    }

    private Storage storage(Fields fields) {
        if (fields == null) {
            return Storage.DEFAULT;
        }
        int chunk = chunk(fields);
        Integer levels = fields.whole("max_pyramid_level", 0, StorageReader.MOST_LEVELS);
        Integer downscale = fields.whole("downscale", 0, StorageReader.MOST_DOWNSCALE);
        ignored(fields);
        return new Storage(
                chunk,
                0,
                levels == null ? 4 : levels,
                downscale == null || downscale < 2 ? 2 : downscale,
                Storage.DEFAULT.codec(),
                Storage.DEFAULT.compression());
    }

    private int chunk(Fields fields) {
        Spot spot = fields.spot("chunk_size");
        if (spot == null) {
            return 512;
        }
        Object plain = spot.plain();
        if (plain instanceof List<?> sizes
                && sizes.size() == 3
                && sizes.stream().allMatch(s -> s instanceof Integer n && n >= 0 && n <= StorageReader.LONGEST_SIDE)) {
            int side = (Integer) sizes.get(1);
            if (!sizes.get(1).equals(sizes.get(2)) || !sizes.get(0).equals(1)) {
                warn(fields, spot, "chunks are square and hold one channel here: [1, " + side + ", " + side + "]");
            }
            return side;
        }
        fields.wrong("chunk_size", spot, "three integers: channels, rows, columns", "chunk_size: [1, 512, 512]");
        return 0;
    }

    private void ignored(Fields fields) {
        fields.others()
                .forEach((key, spot) ->
                        warn(fields, spot, "unknown key '" + key + "' has no effect. " + fields.meant(key)));
    }

    private void warn(Fields fields, Spot spot, String what) {
        warnings.add(fields.inside("line " + spot.line()) + ": " + what.strip());
    }
}
