package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.stores.zarr.store.FileStore;

/**
 * A commit stopped before each single thing that it does to the disk, and so the recovery after it. Usually some of the
 * cases look at every few steps alone; with {@code -Droimill.long=true} all look at each.
 */
class StopEverywhereTest {
    private static final Map<String, Integer> OLD =
            Map.of("images/a", 1, "labels/l", 1, "images/gone", 1, "images/fresh", 0, "extra/deep/x", 0);
    private static final Map<String, Integer> NEW =
            Map.of("images/a", 2, "labels/l", 2, "images/gone", 0, "images/fresh", 2, "extra/deep/x", 2);

    private static final boolean LONG = Boolean.getBoolean("roimill.long");

    @TempDir(factory = InMemory.class)
    Path folder;

    /** Lets so many steps pass, and stops before the next. */
    private static final class StopAfter implements Steps {
        private final List<String> seen = new ArrayList<>();
        private final int passing;

        StopAfter(int passing) {
            this.passing = passing;
        }

        @Override
        public void before(String what, Path path) {
            if (seen.size() >= passing) {
                throw new Stop("stopped before: " + what + " " + path);
            }
            seen.add(what + " " + path.getFileName());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true, true, 3", "3, true, true, 1", "3, false, true, 6", "2, true, false, 2", "3, true, false, 6"})
    void aStoppedCommitIsOldOrNewAndTheNextWriterFinishesIt(
            int version, boolean consolidated, boolean exchange, int stride) {
        int afterIntent = 0;
        Map<Boolean, Integer> outcomes = new TreeMap<>();
        for (int n = 0; ; n += LONG ? 1 : stride) {
            Path root = prepare("s" + n, version, consolidated);
            StopAfter steps = new StopAfter(n);
            boolean stopped = attempt(root, version, exchange, steps);
            seenByReaders(root, exchange);
            boolean hadIntent = stopped && anyIntent(root);
            var recovered = Recovery.recover(root, Samples.OPTIONS, host(new StopAfter(Integer.MAX_VALUE), exchange));
            boolean isNew = wholly(root, consolidated);
            if (hadIntent) {
                afterIntent++;
                assertEquals(1, recovered.rolledForward(), () -> "rolled forward, stopped after " + steps.seen);
                assertTrue(isNew);
            }
            outcomes.merge(isNew, 1, Integer::sum);
            if (!stopped) {
                assertTrue(isNew);
                break;
            }
        }
        assertTrue(afterIntent > 3 && outcomes.get(false) > 3, "stopped " + outcomes + ", " + afterIntent + " begun");
    }

    @ParameterizedTest
    @CsvSource({"2", "3"})
    void aStoppedRecoveryIsFinishedByTheNextOne(int version) {
        int all = steps(version);
        for (int n = all / 2; n < all; n += LONG ? 3 : 25) {
            for (int m = 0; ; m += LONG ? 1 : 4) {
                Path root = prepare("r" + n + "-" + m, version, true);
                assertTrue(attempt(root, version, true, new StopAfter(n)));
                boolean begun = anyIntent(root);
                boolean stopped = false;
                try {
                    Recovery.recover(root, Samples.OPTIONS, host(new StopAfter(m), true));
                } catch (Steps.Stop e) {
                    stopped = true;
                }
                seenByReaders(root, true);
                Recovery.recover(root, Samples.OPTIONS);
                assertEquals(begun || wholly(root, true), wholly(root, true));
                if (!stopped) {
                    break;
                }
            }
        }
    }

    private int steps(int version) {
        StopAfter all = new StopAfter(Integer.MAX_VALUE);
        attempt(prepare("count" + version, version, true), version, true, all);
        return all.seen.size();
    }

    private Path prepare(String name, int version, boolean consolidated) {
        return Samples.store(folder.resolve(name), version, consolidated, 1, "images/a", "images/gone", "labels/l");
    }

    private static Host host(Steps steps, boolean exchange) {
        return Samples.host(steps, exchange ? Renames.NATIVE : Renames.PORTABLE, Samples.DEAD);
    }

    private static boolean attempt(Path root, int version, boolean exchange, Steps steps) {
        CommitOptions options = Samples.OPTIONS.withAcceptWindow(!exchange);
        try {
            // Not closed on purpose: the dead do not tidy up.
            @SuppressWarnings("resource")
            StoreCommit commit = StoreCommit.begin(root, options, host(steps, exchange));
            for (String element : List.of("images/a", "labels/l", "images/fresh", "extra/deep/x")) {
                commit.add(element, true);
                Samples.write(commit.staging(), element, version, 2);
            }
            commit.delete("images/gone");
            commit.commit();
            return false;
        } catch (Steps.Stop e) {
            return true;
        }
    }

    private static boolean anyIntent(Path root) {
        return Disk.list(root.resolve(StoreRoot.HIDDEN)).stream()
                .anyMatch(tx -> Files.exists(tx.resolve("intent.json")));
    }

    /** What a reader finds without any recovery: each element its old or its new self, nothing untrue consolidated. */
    private static void seenByReaders(Path root, boolean exchange) {
        OLD.forEach((element, old) -> {
            int generation = Samples.generation(root, element);
            boolean fine = generation == old || generation == NEW.get(element) || (!exchange && generation == 0);
            assertTrue(fine, () -> element + " is of generation " + generation);
        });
        Samples.checkConsolidated(root);
    }

    /** All is old or all is new, and tidy. Gives which. */
    private static boolean wholly(Path root, boolean consolidated) {
        Map<String, Integer> found = new TreeMap<>();
        OLD.keySet().forEach(e -> found.put(e, Samples.generation(root, e)));
        boolean isNew = found.equals(new TreeMap<>(NEW));
        assertTrue(isNew || found.equals(new TreeMap<>(OLD)), () -> "neither old nor new: " + found);
        assertEquals(consolidated, Samples.checkConsolidated(root), "consolidated as before");
        Samples.assertNoLeftovers(root);
        List<String> expected = isNew ? List.of("extra/", "images/", "labels/") : List.of("images/", "labels/");
        assertEquals(
                expected,
                FileStore.open(root).list("").stream()
                        .filter(n -> n.endsWith("/"))
                        .toList());
        return isNew;
    }
}
