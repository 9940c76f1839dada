package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.roimill.core.format.Storage;

/** Reads files that begin with {@code roimill: 1}. Strict: a key that is not known is an error. */
final class NativeReader {
    static final String VERSION = "roimill";
    static final Pattern VAR = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final String name;
    private final Faults faults;

    NativeReader(String name, Faults faults) {
        this.name = name;
        this.faults = faults;
    }

    Chain read(Spot document) {
        Fields root = Fields.of(document, "", faults);
        version(root);
        String given = root.text("name");
        Map<String, Object> vars = vars(root);
        Map<String, FileEntry> files = files(root);
        Storage storage = Storage.DEFAULT;
        int zarr = 0;
        Fields stored = root.fields("storage");
        if (stored != null) {
            storage = StorageReader.read(stored, storage);
            zarr = StorageReader.zarr(stored);
            stored.noOthers();
        }
        List<Step> steps = steps(root, storage);
        root.noOthers();
        return new Chain(
                given == null ? name : given, Chain.NATIVE, vars, files, storage, zarr, steps, null, List.of());
    }

    private void version(Fields root) {
        Spot spot = root.spot(VERSION);
        if (spot == null) {
            root.missing(VERSION, VERSION + ": 1");
        } else if (spot.value() instanceof Integer n && n > 1) {
            root.add(
                    spot.line(), "this is a chain of form " + n + ", and this roimill reads 1", "Use a newer roimill.");
            faults.throwIfAny(); // nothing else of it is known
        } else if (!Integer.valueOf(1).equals(spot.value())) {
            root.wrong(VERSION, spot, "1", VERSION + ": 1");
        }
    }

    private Map<String, Object> vars(Fields root) {
        Map<String, Object> vars = root.tree("vars");
        for (String var : vars.keySet()) {
            if (!VAR.matcher(var).matches()) {
                root.add(
                        root.spot("vars").entries().get(var).line(),
                        "'" + var + "' cannot be the name of a var",
                        "Use letters, digits and '_', and begin with no digit.");
            }
        }
        return vars;
    }

    private Map<String, FileEntry> files(Fields root) {
        Map<String, FileEntry> files = new LinkedHashMap<>();
        Fields all = root.fields("files");
        if (all == null) {
            return files;
        }
        all.others().forEach((key, spot) -> {
            if (!spot.isMapping()) {
                String location = all.text(key);
                if (location == null && spot.value() == null) {
                    all.wrong(key, spot, "a path or a mapping", key + ": models/nuclei.onnx");
                }
                files.put(key, new FileEntry(key, location, null, null));
                return;
            }
            Fields fields = Fields.of(spot, all.inside(key), faults);
            String path = fields.text("path");
            if (fields.spot("path") == null) {
                fields.missing("path", "path: models/nuclei.onnx");
            }
            files.put(key, new FileEntry(key, path, fields.text("kind"), digest(fields)));
            fields.noOthers();
        });
        return files;
    }

    private static String digest(Fields fields) {
        String digest = fields.text("digest");
        if (digest != null && !DIGEST.matcher(digest.toLowerCase(Locale.ROOT)).matches()) {
            fields.wrong(
                    "digest",
                    fields.spot("digest"),
                    "sha256: and 64 hexadecimal digits",
                    "digest: sha256:9f86d0... as 'sha256sum FILE' prints it");
        }
        return digest == null ? null : digest.toLowerCase(Locale.ROOT);
    }

    private List<Step> steps(Fields root, Storage storage) {
        List<Spot> spots = root.list("steps");
        if (spots.isEmpty() && (root.spot("steps") == null || root.spot("steps").value() instanceof List<?>)) {
            root.missing("steps", "steps: and one line '- {type: normalize, input: DAPI, output: DAPI_norm}'");
        }
        List<Step> steps = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (Spot spot : spots) {
            Step step = step(spot, steps.size() + 1, storage);
            Integer before = step.name() == null ? null : names.put(step.name(), spot.line());
            if (before != null) {
                faults.add(
                        spot.line(),
                        "step " + (steps.size() + 1),
                        "the step in line " + before + " is called '" + step.name() + "' too",
                        "Rename one of the two.");
            }
            steps.add(step);
        }
        return steps;
    }

    private Step step(Spot spot, int number, Storage around) {
        Fields fields = Fields.of(spot, "step " + number, faults);
        String name = fields.text("name");
        fields.text("category");
        String type = fields.text("type");
        if (fields.spot("type") == null && spot.isMapping()) {
            fields.missing("type", "type: normalize");
        }
        Ends input = EndsReader.read(fields, "input");
        Ends output = EndsReader.read(fields, "output");
        Map<String, Object> parameters = fields.tree("parameters");
        Boolean keep = fields.truth("keep");
        Integer level = fields.whole("level", 0, StorageReader.MOST_LEVELS - 1);
        Boolean optional = fields.truth("optional");
        Storage storage = storage(fields, around);
        CropWish crops = crops(fields);
        fields.noOthers();
        return new Step(
                place(number, name, type, spot.line()),
                name,
                type,
                input,
                output,
                parameters,
                keep,
                level == null ? 0 : level,
                optional != null && optional,
                storage,
                crops);
    }

    static String place(int number, String name, String type, int line) {
        String called = name != null ? name : type;
        return "step " + number + (called == null ? "" : " '" + called + "'") + " (line " + line + ")";
    }

    private static Storage storage(Fields step, Storage around) {
        Fields fields = step.fields("storage");
        if (fields == null) {
            return null;
        }
        Storage storage = StorageReader.read(fields, around);
        if (fields.has("zarr")) {
            fields.add(fields.line(), "'zarr' is the same for all of a chain", "Say it in the storage of the chain.");
        }
        fields.noOthers();
        return storage;
    }

    private static CropWish crops(Fields step) {
        CropWish wish = new CropWish(step.text("as"), step.text("to"), step.text("template"));
        return wish.as() == null && wish.to() == null && wish.template() == null ? null : wish;
    }
}
