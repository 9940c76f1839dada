package org.roimill.runner.chain;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.roimill.core.error.RoimillException;

/** All that is wrong with one file, told at once: each in two lines and once, by the order of the file, not without end. */
final class Faults {
    private static final int MOST_TOLD = 10;

    private record Fault(int line, String what, String wayOut) {}

    private final String name;
    private final Set<Fault> all = new LinkedHashSet<>();

    /**
     * @param name what the file or chain is called in every message
     */
    Faults(String name) {
        this.name = name;
    }

    /**
     * @param line counted from 1; 0 where there is none to tell
     * @param where the part of the file, for example {@code step 2}; empty for the file as a whole
     */
    void add(int line, String where, String what, String wayOut) {
        all.add(new Fault(line, place(line, where) + ": " + what, wayOut));
    }

    /** Takes back what was added, for something says it better. */
    void drop(int line, String where, String what) {
        all.removeIf(fault -> fault.what().equals(place(line, where) + ": " + what));
    }

    private String place(int line, String where) {
        return name + (line == 0 ? "" : ", line " + line) + (where.isEmpty() ? "" : ", " + where);
    }

    void throwIfAny() {
        if (all.isEmpty()) {
            return;
        }
        String newLine = System.lineSeparator();
        String told = all.stream()
                .sorted(Comparator.comparingInt(Fault::line))
                .limit(MOST_TOLD)
                .map(f -> f.what() + newLine + f.wayOut().strip())
                .collect(Collectors.joining(newLine));
        int left = all.size() - MOST_TOLD;
        throw RoimillException.usage(told, left > 0 ? "... and " + left + " more" : null);
    }
}
