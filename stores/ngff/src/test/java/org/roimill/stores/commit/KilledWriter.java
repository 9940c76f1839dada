package org.roimill.stores.commit;

import java.nio.file.Path;
import java.util.List;

/** The process that {@link KillTest} kills: replaces all elements of its stores again and again. */
final class KilledWriter {
    static final List<String> ELEMENTS = List.of("images/a", "images/b", "labels/l");
    /** There in odd generations alone. */
    static final String COMING_AND_GOING = "images/sometimes";

    private KilledWriter() {}

    /** The first generation, then the stores. */
    public static void main(String[] args) {
        int generation = Integer.parseInt(args[0]);
        while (true) {
            for (int i = 1; i < args.length; i++) {
                replaceAll(Path.of(args[i]), generation);
                System.out.println(generation);
            }
            generation++;
        }
    }

    private static void replaceAll(Path root, int generation) {
        int version = StoreRoot.open(root).version();
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            for (String element : ELEMENTS) {
                write(commit, element, version, generation);
            }
            boolean there = Samples.generation(root, COMING_AND_GOING) > 0;
            if (generation % 2 == 1) {
                write(commit, COMING_AND_GOING, version, generation);
            } else if (there) {
                commit.delete(COMING_AND_GOING);
            }
            commit.commit();
        }
    }

    private static void write(StoreCommit commit, String element, int version, int generation) {
        commit.add(element, true);
        Samples.write(commit.staging(), element, version, generation);
    }
}
