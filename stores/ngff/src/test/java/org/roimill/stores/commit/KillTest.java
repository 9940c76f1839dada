package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that commits without pause, at random moments, and looks at what it left. Twelve times in a usual
 * run, 500 times with {@code -Droimill.long=true}, or as {@code -Droimill.kills=} says.
 */
class KillTest {
    private static final int SEED = 20_261;
    private static final int LONGEST_LIFE_MILLIS = 400;

    @TempDir
    Path folder;

    /** Where in its commit the writer was. */
    private enum Moment {
        BETWEEN_COMMITS,
        BEFORE_THE_INTENT,
        BEFORE_THE_SWAP,
        WITHIN_THE_SWAP,
        AFTER_THE_SWAP
    }

    private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
    private int rolledForward;
    private int dropped;
    private int mixed;
    private int opened;

    @Test
    void aKilledWriterLeavesEachElementOldOrNewAndTheNextOneTidiesUp() throws Exception {
        int kills = Integer.getInteger("roimill.kills", Boolean.getBoolean("roimill.long") ? 500 : 12);
        List<Path> roots = new ArrayList<>();
        for (int version : new int[] {2, 3}) {
            roots.add(Samples.store(
                    folder.resolve("v" + version + ".zarr"),
                    version,
                    true,
                    1,
                    KilledWriter.ELEMENTS.toArray(String[]::new)));
        }
        Random random = new Random(SEED);
        Optional<Python> python = Python.start();
        int generation = 2;
        try {
            for (int kill = 0; kill < kills; kill++) {
                // After its first commit, to one store, the writer turns to the other: each gets its share of kills.
                List<Path> order = kill % 2 == 0 ? roots : roots.reversed();
                liveAndDie(order, generation, random.nextInt(LONGEST_LIFE_MILLIS) + 1);
                for (Path root : roots) {
                    generation = Math.max(generation, inspect(root, python, random) + 1);
                }
            }
        } finally {
            python.ifPresent(Python::close);
        }
        System.out.printf(
                "killed %d times, %s; by store: %s; %d commits rolled forward, %d dropped, %d stores between old and new"
                        + " until then; %d generations%n",
                kills,
                python.isPresent()
                        ? "opened " + opened + " times in zarr and spatialdata"
                        : "Python was left out (no -Droimill.python.current)",
                moments,
                rolledForward,
                dropped,
                mixed,
                generation);
        assertEquals(
                kills * roots.size(), moments.values().stream().mapToInt(n -> n).sum());
    }

    private static void liveAndDie(List<Path> roots, int generation, int millis) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                Integer.toString(generation)));
        roots.forEach(r -> command.add(r.toString()));
        Process writer = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = writer.inputReader(StandardCharsets.UTF_8)) {
            assertEquals(Integer.toString(generation), out.readLine(), "the writer's first commit");
            Thread.sleep(millis);
            assertTrue(writer.isAlive(), "the writer lived until it was killed");
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
        }
    }

    /** Gives the generation that the store is at. */
    private int inspect(Path root, Optional<Python> python, Random random) throws IOException {
        moments.merge(moment(root), 1, Integer::sum);
        Set<Integer> before = generations(root);
        assertTrue(before.size() <= 2, () -> "more than old and new: " + before);
        mixed += before.size() - 1;
        Samples.checkConsolidated(root);
        python.ifPresent(p -> open(p, root));

        var recovered = Recovery.recover(root, Samples.OPTIONS);
        rolledForward += recovered.rolledForward();
        dropped += recovered.dropped();
        Set<Integer> after = generations(root);
        assertEquals(1, after.size(), () -> "elements of one generation: " + after);
        int generation = after.iterator().next();
        boolean isThere = Samples.generation(root, KilledWriter.COMING_AND_GOING) == generation;
        assertEquals(generation % 2 == 1 && generation > 1, isThere, "the element of odd generations");
        assertTrue(Samples.checkConsolidated(root), "consolidated again");
        Samples.assertNoLeftovers(root);
        if (random.nextInt(10) == 0) {
            python.ifPresent(p -> {
                open(p, root);
                answered(p.ask("open_consolidated", root));
            });
        }
        return generation;
    }

    private static Moment moment(Path root) {
        List<Path> transactions = Transaction.all(root.resolve(StoreRoot.HIDDEN), StoreRoot.PREFIX);
        if (transactions.isEmpty()) {
            return Moment.BETWEEN_COMMITS;
        }
        Path tx = transactions.getFirst();
        boolean begun = Files.exists(tx.resolve("begun.json"));
        if (Files.exists(tx.resolve("intent.json"))) {
            return begun ? Moment.WITHIN_THE_SWAP : Moment.BEFORE_THE_SWAP;
        }
        return begun || Disk.list(tx.resolve("old")).size() > 0 || !Files.exists(tx.resolve("new"))
                ? Moment.AFTER_THE_SWAP
                : Moment.BEFORE_THE_INTENT;
    }

    private static Set<Integer> generations(Path root) {
        Set<Integer> found = new TreeSet<>();
        for (String element : KilledWriter.ELEMENTS) {
            int generation = Samples.generation(root, element);
            assertTrue(generation > 0, () -> element + " is there");
            found.add(generation);
        }
        return found;
    }

    private void open(Python python, Path root) {
        answered(python.ask("list", root));
        ObjectNode found = answered(python.ask("spatialdata", root));
        assertTrue(found.path("images").size() >= 2 && found.path("labels").size() == 1, found::toString);
        assertTrue(!found.toString().contains("\"error\""), found::toString);
        opened++;
    }

    private static ObjectNode answered(ObjectNode answer) {
        assertTrue(answer.path("ok").asBoolean(), answer::toString);
        return answer;
    }
}
