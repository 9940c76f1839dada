package org.roimill.core.format;

import java.nio.file.Path;
import java.util.List;

/**
 * How to open a ROI.
 *
 * @param deltas stores laid over the base, each hiding what the ones before it hold under the same name
 * @param followLinks whether links inside a store are followed; they are refused otherwise
 * @param consolidated whether consolidated metadata may be trusted where a store has it
 */
public record OpenOptions(Declared declared, List<Path> deltas, boolean followLinks, boolean consolidated) {
    public static final OpenOptions DEFAULT = new OpenOptions(Declared.NOTHING, List.of(), false, true);

    public OpenOptions {
        deltas = List.copyOf(deltas);
    }
}
