package org.roimill.stores.tiff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of golden.zip and what must be read from them. */
final class Golden {
    private static final Map<String, byte[]> FILES = load();

    private Golden() {}

    /** @param levels for each image how many levels it has */
    record Case(String name, String declared, List<Integer> levels, List<String> axes) {
        byte[] file() {
            return FILES.get(name + ".tif");
        }

        byte[] values(int image, int level) {
            return Npy.values(FILES.get(name + "." + image + "." + level + ".npy"));
        }

        Path write(Path folder) throws IOException {
            return Files.write(folder.resolve(name + ".tif"), file());
        }

        TiffOptions options() {
            return TiffOptions.axes(declared);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> all = new ArrayList<>();
        for (JsonNode n : new ObjectMapper().readTree(FILES.get("cases.json"))) {
            List<Integer> levels = new ArrayList<>();
            List<String> axes = new ArrayList<>();
            n.get("images").forEach(i -> {
                levels.add(i.get("levels").asInt());
                axes.add(i.get("axes").asText());
            });
            all.add(new Case(n.get("name").asText(), n.get("declared").asText(), levels, axes));
        }
        return all;
    }

    static Case named(String name) throws IOException {
        return cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    static Path resource(String name, Path folder) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private static Map<String, byte[]> load() {
        Map<String, byte[]> all = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Golden.class.getResourceAsStream("golden.zip"))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                all.put(e.getName(), zip.readAllBytes());
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
