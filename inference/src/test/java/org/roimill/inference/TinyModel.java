package org.roimill.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A model of a few hundred bytes that oracles/make_models.py made: three edges of one channel. */
public final class TinyModel {
    public static final List<String> FILES = List.of("model.yaml", "tiny.onnx", "test-input.npy", "test-output.npy");

    private TinyModel() {}

    /** A folder with it. */
    public static Path in(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String file : FILES) {
                Files.write(folder.resolve(file), bytes(file));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With something replaced in its card. */
    public static Path changed(Path folder, String what, String by) {
        try {
            in(folder);
            String card = Files.readString(folder.resolve("model.yaml"));
            if (!card.contains(what)) {
                throw new IllegalArgumentException("no " + what);
            }
            Files.writeString(folder.resolve("model.yaml"), card.replace(what, by));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zip file with it, each name behind a prefix. */
    public static Path zip(Path file, String prefix) {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : FILES) {
                zip.putNextEntry(new ZipEntry(prefix + name));
                zip.write(bytes(name));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = TinyModel.class.getResourceAsStream("/org/roimill/inference/tiny/" + file)) {
            return in.readAllBytes();
        }
    }
}
