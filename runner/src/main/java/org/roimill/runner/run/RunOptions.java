package org.roimill.runner.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.format.Declared;
import org.roimill.core.format.OpenOptions;
import org.roimill.runner.chain.RoiEntry;

/**
 * How a chain is run.
 *
 * @param set values for placeholders, over those of the chain
 * @param overwrite whether elements of another recipe may be replaced
 * @param acceptWindow see {@link org.roimill.core.format.StoreFormat.WriteOptions}
 * @param stopOnInvalid true if nothing is begun where one ROI cannot work
 * @param declared what the user says of files that do not say it; a ROI's own row goes before it
 * @param with deltas laid over the ROI before it is read
 * @param delta where to write deltas: a file for one ROI, a folder for several; null to write no deltas
 * @param out a folder for new stores; null to add to the ROIs themselves
 * @param report a folder for the record of the run and its logs; null for none
 * @param scratch a folder for what does not fit into memory
 */
public record RunOptions(
        Map<String, Object> set,
        boolean overwrite,
        boolean acceptWindow,
        boolean stopOnInvalid,
        Declared declared,
        List<Path> with,
        Path delta,
        Path out,
        Path report,
        Path scratch) {
    public static final RunOptions DEFAULT = new RunOptions(
            Map.of(),
            false,
            false,
            false,
            Declared.NOTHING,
            List.of(),
            null,
            null,
            null,
            Path.of(System.getProperty("java.io.tmpdir")));

    public RunOptions {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set)); // a value may be null
        with = List.copyOf(with);
    }

    /** How a ROI is opened: what its own row says goes before what is said of all. */
    public OpenOptions opening(RoiEntry roi) {
        Declared own = Declared.of(roi.axes(), roi.pixelSize(), roi.channels());
        Declared both = new Declared(
                own.axes() == null ? declared.axes() : own.axes(),
                own.spacing().isEmpty() ? declared.spacing() : own.spacing(),
                own.spacing().isEmpty() ? declared.unit() : own.unit(),
                own.channels().isEmpty() ? declared.channels() : own.channels());
        return new OpenOptions(both, with, false, true);
    }

    public RunOptions withOverwrite(boolean replace) {
        return new RunOptions(set, replace, acceptWindow, stopOnInvalid, declared, with, delta, out, report, scratch);
    }

    public RunOptions withSet(Map<String, Object> values) {
        return new RunOptions(
                values, overwrite, acceptWindow, stopOnInvalid, declared, with, delta, out, report, scratch);
    }

    public RunOptions withDelta(Path where) {
        return new RunOptions(set, overwrite, acceptWindow, stopOnInvalid, declared, with, where, out, report, scratch);
    }

    public RunOptions withOut(Path folder) {
        return new RunOptions(
                set, overwrite, acceptWindow, stopOnInvalid, declared, with, delta, folder, report, scratch);
    }

    public RunOptions withReport(Path folder) {
        return new RunOptions(set, overwrite, acceptWindow, stopOnInvalid, declared, with, delta, out, folder, scratch);
    }

    public RunOptions withDeclared(Declared said) {
        return new RunOptions(set, overwrite, acceptWindow, stopOnInvalid, said, with, delta, out, report, scratch);
    }

    public RunOptions withDeltas(List<Path> deltas) {
        return new RunOptions(
                set, overwrite, acceptWindow, stopOnInvalid, declared, deltas, delta, out, report, scratch);
    }

    public RunOptions withScratch(Path folder) {
        return new RunOptions(set, overwrite, acceptWindow, stopOnInvalid, declared, with, delta, out, report, folder);
    }
}
