package org.roimill.runner.chain;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.format.Storage;

/**
 * A chain as it was written, in one form whatever its dialect. Placeholders other than {@code ${input}} may still stand
 * in it: {@link Placeholders} fills them for one ROI.
 *
 * @param name for people: the file's name without its ending
 * @param dialect {@code native}, {@code plexpipe 0}, {@code plexpipe 1}, {@code plexpipe 2.0}
 * @param vars values for {@code ${vars.x}}, as YAML has them
 * @param files what steps refer to by name
 * @param storage how kept rasters are stored where a step does not say
 * @param zarr the version of Zarr that new stores have, 2 or 3; 0 leaves the choice to the format
 * @param rois the folder of ROIs that the file names, as PlexPipe's do; null where it names none
 * @param warnings what was read and has no effect, one line each
 * @param folder what paths of its files start from; null where nobody said
 */
public record Chain(
        String name,
        String dialect,
        Map<String, Object> vars,
        Map<String, FileEntry> files,
        Storage storage,
        int zarr,
        List<Step> steps,
        String rois,
        List<String> warnings,
        Path folder) {
    public static final String NATIVE = "native";

    public Chain {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** A chain that lies in no folder. */
    public Chain(
            String name,
            String dialect,
            Map<String, Object> vars,
            Map<String, FileEntry> files,
            Storage storage,
            int zarr,
            List<Step> steps,
            String rois,
            List<String> warnings) {
        this(name, dialect, vars, files, storage, zarr, steps, rois, warnings, null);
    }

    public Chain withFolder(Path where) {
        return new Chain(name, dialect, vars, files, storage, zarr, steps, rois, warnings, where);
    }

    public Chain withSteps(List<Step> others) {
        return new Chain(name, dialect, vars, files, storage, zarr, others, rois, warnings, folder);
    }

    public Chain withVars(Map<String, Object> others) {
        return new Chain(name, dialect, others, files, storage, zarr, steps, rois, warnings, folder);
    }

    public Chain withFiles(Map<String, FileEntry> others) {
        return new Chain(name, dialect, vars, others, storage, zarr, steps, rois, warnings, folder);
    }
}
