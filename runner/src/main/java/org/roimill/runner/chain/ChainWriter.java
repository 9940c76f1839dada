package org.roimill.runner.chain;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.roimill.core.format.Storage;

/**
 * Writes any chain as a native file, which reads back as the same chain: all but its dialect, its warnings, the folder of
 * ROIs and the lines of its steps. Equal chains give equal bytes.
 */
public final class ChainWriter {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .stringQuotingChecker(new Quotes())
                    .build())
            .addModule(new SimpleModule().addSerializer(Double.class, new Reals()))
            .build();
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private ChainWriter() {}

    public static String yaml(Chain chain) {
        try {
            return YAML.writeValueAsString(tree(chain));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("chain " + chain.name() + " cannot be written", e);
        }
    }

    /**
     * SHA-256, in hexadecimal, of what a chain means: neither the order of keys counts nor how chain and steps are
     * called.
     */
    public static String digest(Chain chain) {
        Map<String, Object> tree = tree(chain);
        tree.remove("name");
        tree.put("steps", chain.steps().stream().map(ChainWriter::meaning).toList());
        try {
            byte[] json = CANONICAL.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("chain " + chain.name() + " cannot be digested", e);
        }
    }

    private static Map<String, Object> meaning(Step step) {
        Map<String, Object> tree = step(step);
        tree.remove("name");
        return tree;
    }

    private static Map<String, Object> tree(Chain chain) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(NativeReader.VERSION, 1);
        tree.put("name", chain.name());
        putFilled(tree, "vars", chain.vars());
        Map<String, Object> files = new LinkedHashMap<>();
        chain.files().forEach((name, file) -> files.put(name, file(file)));
        putFilled(tree, "files", files);
        Map<String, Object> storage = storage(chain.storage(), Storage.DEFAULT);
        if (chain.zarr() != 0) {
            storage.put("zarr", chain.zarr());
        }
        putFilled(tree, "storage", storage);
        List<Object> steps = new ArrayList<>();
        chain.steps().forEach(step -> steps.add(step(step)));
        tree.put("steps", steps);
        return tree;
    }

    private static Object file(FileEntry file) {
        if (file.kind() == null && file.digest() == null) {
            return file.location();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", file.location());
        putKnown(tree, "kind", file.kind());
        putKnown(tree, "digest", file.digest());
        return tree;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> tree = new LinkedHashMap<>();
        putKnown(tree, "name", step.name());
        tree.put("type", step.type());
        tree.put("input", ends(step.input()));
        tree.put("output", ends(step.output()));
        putFilled(tree, "parameters", step.parameters());
        putKnown(tree, "keep", step.keep());
        putKnown(tree, "level", step.level() == 0 ? null : step.level());
        putKnown(tree, "optional", step.optional() ? true : null);
        if (step.storage() != null) {
            tree.put("storage", storage(step.storage(), null));
        }
        if (step.crops() != null) {
            putKnown(tree, "as", step.crops().as());
            putKnown(tree, "to", step.crops().to());
            putKnown(tree, "template", step.crops().template());
        }
        return tree;
    }

    private static Object ends(Ends ends) {
        if (ends.byPort().isEmpty()) {
            return names(ends.inOrder(), ends.isList());
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        ends.byPort().forEach((port, names) -> tree.put(port, names(names, false)));
        return tree;
    }

    private static Object names(List<String> names, boolean isList) {
        return isList || names.size() != 1 ? names : names.get(0);
    }

    /** All of it where {@code but} is null, else what differs from that. */
    private static Map<String, Object> storage(Storage storage, Storage but) {
        Map<String, Object> all = fields(storage);
        if (but != null) {
            all.entrySet().removeAll(fields(but).entrySet());
        }
        return all;
    }

    private static Map<String, Object> fields(Storage storage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("chunk", orAuto(storage.chunk(), 0));
        fields.put("shard", orAuto(storage.shard(), 0));
        fields.put("levels", orAuto(storage.levels(), 0));
        fields.put("downscale", orAuto(storage.downscale(), 0));
        fields.put("codec", storage.codec() == null ? StorageReader.AUTO : storage.codec());
        fields.put("compression", orAuto(storage.compression(), -1));
        return fields;
    }

    private static Object orAuto(int value, int auto) {
        return value == auto ? StorageReader.AUTO : value;
    }

    private static void putFilled(Map<String, Object> tree, String key, Map<String, ?> value) {
        if (!value.isEmpty()) {
            tree.put(key, value);
        }
    }

    private static void putKnown(Map<String, Object> tree, String key, Object value) {
        if (value != null) {
            tree.put(key, value);
        }
    }

    /** Spells infinities and NaN as YAML does. */
    private static final class Reals extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                out.writeNumber(value.doubleValue());
            } else {
                out.writeNumber(value.isNaN() ? ".nan" : value > 0 ? ".inf" : "-.inf");
            }
        }
    }

    /** Leaves bare what any reader of YAML, of whatever version, takes for a word. */
    private static final class Quotes extends StringQuotingChecker.Default {
        private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

        @Override
        public boolean needToQuoteName(String name) {
            return !WORD.matcher(name).matches() || super.needToQuoteName(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !WORD.matcher(value).matches() || super.needToQuoteValue(value);
        }
    }
}
