package org.roimill.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chain files that something is wrong with, for a store with the image cells and the channels 0 and 1. */
final class BadChains {
    private static final String NORM = "{type: normalize, input: cells, output: norm}";

    private BadChains() {}

    static void write(Path folder) throws IOException {
        Map<String, String> chains = new LinkedHashMap<>();
        chains.put("bomb", bomb());
        chains.put("twice", "roimill: 1\nsteps:\n  - type: normalize\n    input: cells\n    input: cells\n");
        chains.put("key", "roimill: 1\nsteps:\n  - {type: normalize, input: cells, ouput: norm}\n");
        chains.put("words", "Buy milk.\n");
        chains.put("list", "- type: normalize\n");
        chains.put("other", "version: 3\nservices: {}\n");
        chains.put("newer", "roimill: 2\nsteps: []\n");
        chains.put("nosteps", "roimill: 1\nsteps: []\n");
        chains.put("tab", "roimill: 1\nsteps:\n\t- type: normalize\n");
        chains.put("tag", "roimill: 1\nname: !!java.net.URL [https://example.org]\nsteps: [" + NORM + "]\n");
        chains.put("processor", steps("{type: normalise, input: cells, output: norm}"));
        chains.put(
                "parameter",
                steps("{type: components, input: cells, output: nuclei, parameters: {treshold: 0.5, min_size: 9}}"));
        chains.put("type", steps("{type: normalize, input: cells, output: norm, parameters: {high: bright}}"));
        chains.put("range", steps("{type: normalize, input: cells, output: norm, parameters: {high: 101}}"));
        chains.put("quotes", steps("{type: normalize, input: 0, output: norm}"));
        chains.put("missing", steps("{type: normalize, input: cell, output: norm}"));
        chains.put(
                "later",
                steps(
                        "{type: normalize, input: smooth, output: norm}",
                        "{type: gaussian, input: norm, output: smooth}"));
        chains.put("labels", steps("{type: ring, input: cells, output: halo, parameters: {rad_bigger: 3}}"));
        chains.put("source", steps("{type: normalize, input: cells, output: Cells}"));
        chains.put("again", steps(NORM, "{type: gaussian, input: cells, output: norm}"));
        chains.put("channel", steps("{type: normalize, input: DAPI, output: norm}"));
        chains.put("nochannel", steps("{type: normalize, input: cells/DAPI, output: norm}"));
        chains.put("wild", steps("{type: normalize, input: 'CD*', output: '${input}_norm'}"));
        chains.put("keepsnone", steps("{type: normalize, input: cells, output: norm, keep: false}"));
        chains.put("ports", steps("{type: subtract, input: cells, output: rest}"));
        chains.put(
                "placeholder",
                "vars: {sigma: 2}\n"
                        + steps("{type: gaussian, input: cells, output: smooth, parameters: {sigma: '${sigme}'}}"));
        chains.put(
                "several",
                steps(
                        "{type: normalise, input: cells, output: norm}",
                        "{type: gaussian, input: norm, output: smooth}",
                        "{type: ring, input: nuclei, output: halo, parameters: {rad_biger: 3}}"));
        chains.put("gone", "files: {model: net.onnx}\n" + steps(NORM));
        chains.put(
                "digest", "files: {model: {path: notes.txt, digest: 'sha256:" + "0".repeat(64) + "'}}\n" + steps(NORM));
        chains.put(
                "blob",
                steps(
                        "{type: components, input: big, output: objects}",
                        "{type: blob, input: objects, output: tissue}"));
        chains.put("good", steps(NORM));
        chains.put(
                "sigma",
                "vars: {sigma: 1}\n"
                        + steps("{type: gaussian, input: cells, output: smooth, parameters: {sigma: '${sigma}'}}"));
        for (Map.Entry<String, String> chain : chains.entrySet()) {
            String text = chain.getValue();
            boolean whole = text.contains("roimill:") || !text.contains("steps:");
            Files.writeString(folder.resolve(chain.getKey() + ".yaml"), (whole ? "" : "roimill: 1\n") + text);
        }
    }

    private static String steps(String... steps) {
        return "steps:\n  - " + String.join("\n  - ", steps) + "\n";
    }

    /** Nine lists of nine of the list before. */
    private static String bomb() {
        StringBuilder text = new StringBuilder("roimill: 1\nvars:\n  a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'i'; c++) {
            String before = "*" + (char) (c - 1);
            text.append("  %s: &%s [%s]\n".formatted(c, c, (before + ", ").repeat(8) + before));
        }
        return text + "steps: [" + NORM + "]\n";
    }
}
