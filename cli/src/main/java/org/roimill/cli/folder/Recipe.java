package org.roimill.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.roimill.core.error.Explain;

/**
 * What the files of an image were made by: a small record in a hidden folder beside them, with the key of the recipe and
 * the sizes of the files. A file that was changed since, or that the record does not list, is not ours to replace.
 *
 * @param key tells one recipe from others
 * @param files sizes by name, from the folder of the results
 */
record Recipe(String key, Map<String, Long> files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = ".roimill";

    private static Path record(Path folder, String base) {
        return folder.resolve(FOLDER).resolve(base + ".json");
    }

    /** The one that is there; an empty one where there is none, or none that can be read. */
    static Recipe read(Path folder, String base) {
        Path record = record(folder, base);
        try {
            return Files.isRegularFile(record)
                    ? JSON.readValue(record.toFile(), new TypeReference<Recipe>() {})
                    : new Recipe("", Map.of());
        } catch (JsonProcessingException e) {
            return new Recipe("", Map.of());
        } catch (IOException e) {
            throw Explain.of(e);
        }
    }

    /** Whether that file is as this recipe made it. */
    boolean made(Path folder, Path file) {
        Long size = files == null ? null : files.get(folder.relativize(file).toString());
        try {
            return size != null && Files.isRegularFile(file) && Files.size(file) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** Records files; those that it listed before stay listed if they were made under the same key. */
    static void write(Path folder, String base, String key, Collection<Path> made) {
        Recipe before = read(folder, base);
        Map<String, Long> sizes = new TreeMap<>(before.key().equals(key) ? before.files() : Map.of());
        Path record = record(folder, base);
        try {
            for (Path file : made) {
                sizes.put(folder.relativize(file).toString(), Files.size(file));
            }
            Files.createDirectories(record.getParent());
            Path part = record.resolveSibling("." + base + ".part");
            JSON.writeValue(part.toFile(), new Recipe(key, sizes));
            Files.move(part, record, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Explain.of(e);
        }
    }
}
