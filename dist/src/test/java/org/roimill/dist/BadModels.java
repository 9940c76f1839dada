package org.roimill.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Models that something is wrong with, each in a folder of its own. */
final class BadModels {
    private static final Path TINY = Launched.ROOT.resolve("inference/src/test/resources/org/roimill/inference/tiny");
    private static final String NETWORK = "tiny.onnx";
    private static final String CARD = "model.yaml";

    private BadModels() {}

    static void write(Path folder) throws IOException {
        byte[] network = Files.readAllBytes(TINY.resolve(NETWORK));
        byte[] changed = network.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(copy(folder, "model-changed").resolve(NETWORK), changed);

        Path notes = copy(folder, "model-notes");
        byte[] milk = "Buy milk.\n".getBytes(StandardCharsets.UTF_8);
        Files.write(notes.resolve(NETWORK), milk);
        edit(notes, sha256(network), sha256(milk));

        Path outside = copy(folder, "model-outside");
        byte[] weightsOutside = Files.readAllBytes(TINY.resolve("outside.onnx"));
        Files.write(outside.resolve(NETWORK), weightsOutside);
        Files.write(outside.resolve("weights.bin"), new byte[12]);
        edit(outside, sha256(network), sha256(weightsOutside));

        Path within = copy(folder, "model-climbs");
        byte[] weightsAbove = Files.readAllBytes(TINY.resolve("within.onnx"));
        Files.write(within.resolve(NETWORK), weightsAbove);
        edit(within, sha256(network), sha256(weightsAbove));

        edit(copy(folder, "model-onnx"), "generation: 3\n", "");
        edit(folder.resolve("model-onnx"), "family: cellpose", "family: onnx");

        edit(copy(folder, "model-inputs"), "inputs: [nuclei]", "inputs: [nuclei, cytoplasm]");
        edit(copy(folder, "model-outputs"), ", cell_probability]", "]");
        edit(copy(folder, "model-key"), "licence:", "licens:");

        Path test = copy(folder, "model-test");
        byte[] output = Files.readAllBytes(test.resolve("test-output.npy"));
        output[output.length - 2] ^= 4;
        Files.write(test.resolve("test-output.npy"), output);

        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model-climbs.zip")))) {
            for (String name : List.of(CARD, "../../outside.onnx")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write('x');
            }
        }
        copy(folder, "model");
    }

    private static Path copy(Path folder, String name) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        for (String file : List.of(CARD, NETWORK, "test-input.npy", "test-output.npy")) {
            Files.copy(TINY.resolve(file), target.resolve(file));
        }
        return target;
    }

    private static void edit(Path model, String what, String by) {
        try {
            Path card = model.resolve(CARD);
            String before = Files.readString(card);
            if (!before.contains(what)) {
                throw new IllegalStateException("nothing to change in " + before);
            }
            Files.writeString(card, before.replace(what, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
