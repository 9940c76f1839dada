package org.roimill.runner.chain;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One ROI to work on, and what the user says of it.
 *
 * @param id unique among all, and safe as the name of a file
 * @param slide what it was cut from; null where nothing says
 * @param axes as {@code --axes} takes them; null where nothing says
 * @param pixelSize as {@code --pixel-size} takes it; null where nothing says
 * @param channels their names in order; empty where nothing says
 * @param meta every other column that is not empty, for {@code ${meta.x}}
 */
public record RoiEntry(
        String id,
        Path path,
        String slide,
        String axes,
        String pixelSize,
        List<String> channels,
        Map<String, String> meta) {
    public RoiEntry {
        channels = List.copyOf(channels);
        meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    }
}
