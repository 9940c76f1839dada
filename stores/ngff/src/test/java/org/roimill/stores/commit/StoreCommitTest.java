package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.FileStore;

class StoreCommitTest {
    @TempDir(factory = InMemory.class)
    Path folder;

    private Path store(int version, String... elements) {
        return Samples.store(folder.resolve("s.zarr"), version, true, 1, elements);
    }

    private static void write(StoreCommit commit, String element, int version, int generation) {
        commit.add(element, true);
        Samples.write(commit.staging(), element, version, generation);
    }

    private static Committed replace(Path root, CommitOptions options, Host host, int generation, String... elements) {
        try (StoreCommit commit = StoreCommit.begin(root, options, host)) {
            for (String element : elements) {
                write(commit, element, 3, generation);
            }
            return commit.commit();
        }
    }

    private static Failure failure(Runnable work) {
        return assertThrows(RoimillException.class, work::run).failure();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void elementsAppearWithTheirKeysAndTheRestStays(int version) {
        Path root = store(version, "images/a", "labels/l");
        Committed done;
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(commit, "images/new", version, 2);
            write(commit, "labels/l", version, 2);
            assertEquals(1, Samples.generation(root, "labels/l"), "nothing shows before the commit");
            assertFalse(Files.exists(root.resolve("images/new")));
            done = commit.commit();
        }
        assertEquals(2, Samples.generation(root, "images/new"));
        assertEquals(2, Samples.generation(root, "labels/l"));
        assertEquals(1, Samples.generation(root, "images/a"));
        done.keys().forEach((e, key) -> assertEquals(ElementKey.of(root, e, Samples.COMPLETENESS), key));
        assertTrue(Samples.checkConsolidated(root));
        assertTrue(done.bytes() > 2000, () -> done.bytes() + " bytes");
        Samples.assertNoLeftovers(root);
    }

    @Test
    void whatIsThereAlreadyIsRefusedUnlessItMayBeReplaced() {
        Path root = store(3, "images/a");
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            assertEquals(Failure.EXISTS, failure(() -> commit.add("images/a", false)));
            assertEquals(Failure.USAGE, failure(() -> commit.delete("images/none")));
        }
        Samples.assertNoLeftovers(root);
    }

    @Test
    void theSameAgainIsLeftAlone() throws IOException {
        Path root = store(3, "images/a");
        Object before = Files.readAttributes(root.resolve("images/a/zarr.json"), "unix:ino");
        Committed done = replace(root, Samples.OPTIONS, Host.REAL, 1, "images/a");
        assertEquals(List.of("images/a"), done.unchanged());
        assertEquals(before, Files.readAttributes(root.resolve("images/a/zarr.json"), "unix:ino"));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void withoutACommitNothingRemains() {
        Path root = store(2, "images/a");
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(commit, "images/b", 2, 1);
        }
        assertEquals(0, Samples.generation(root, "images/b"));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void whatIsNotCompleteIsNotCommitted() {
        Path root = store(3, "images/a");
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(commit, "images/a", 3, 2);
            commit.staging().delete("images/a/0/c/0/1/1");
            assertThrows(AssertionError.class, commit::commit, "as the chunk list's check says");
        }
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            commit.add("images/never", false);
            assertEquals(Failure.INTERNAL, failure(commit::commit));
        }
        assertEquals(1, Samples.generation(root, "images/a"));
        Samples.assertNoLeftovers(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "images/../../x", "/etc/x", "images//x", "", ".roimill/x", "images/.x", "a\\b", "images/"
            })
    void namesThatClimbOrHideAreRefused(String name) {
        Path root = store(3, "images/a");
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            assertEquals(Failure.USAGE, failure(() -> commit.add(name, true)));
        }
    }

    @Test
    void oneElementWithinAnotherIsRefused() {
        Path root = store(3, "images/a");
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            commit.add("images/x", false);
            assertEquals(Failure.USAGE, failure(() -> commit.add("images/x/labels/y", false)));
            assertEquals(Failure.USAGE, failure(() -> commit.add("images/x", false)));
        }
    }

    @Test
    void theRootMayBeALinkButNothingInsideIt() throws IOException {
        Path root = store(3, "images/a", "labels/l");
        Path outside = Files.createDirectories(folder.resolve("outside/labels/l"));
        Path link = Files.createSymbolicLink(folder.resolve("link.zarr"), root);
        replace(link, Samples.OPTIONS, Host.REAL, 2, "images/a");
        assertEquals(2, Samples.generation(root, "images/a"));
        assertTrue(Files.isSymbolicLink(link));

        Files.move(root.resolve("labels"), folder.resolve("aside"));
        Files.createSymbolicLink(root.resolve("labels"), outside.getParent());
        Files.createSymbolicLink(root.resolve("images/b"), outside);
        for (String element : List.of("labels/l", "labels/new", "images/b")) {
            try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
                assertEquals(Failure.BAD_DATA, failure(() -> commit.add(element, true)), element);
            }
        }
        assertTrue(Disk.list(outside).isEmpty());
    }

    @Test
    void aLinkThatAppearsAfterwardsIsNotWrittenThrough() throws IOException {
        Path root = store(3, "images/a");
        Path outside = Files.createDirectories(folder.resolve("outside"));
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(commit, "more/x", 3, 2);
            Files.createSymbolicLink(root.resolve("more"), outside);
            assertEquals(Failure.BAD_DATA, failure(commit::commit));
        }
        assertTrue(Disk.list(outside).isEmpty());
        Files.delete(root.resolve("more"));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void anElementThatAnotherWriterChangedMeanwhileStaysAsHeMadeIt() {
        Path root = store(3, "images/a", "images/b");
        try (StoreCommit late = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(late, "images/a", 3, 5);
            write(late, "images/b", 3, 5);
            replace(root, Samples.OPTIONS, Host.REAL, 2, "images/b");
            assertEquals(Failure.TROUBLE, failure(late::commit));
        }
        assertEquals(1, Samples.generation(root, "images/a"), "nothing at all was changed");
        assertEquals(2, Samples.generation(root, "images/b"));
        try (StoreCommit late = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(late, "images/c", 3, 5);
            replace(root, Samples.OPTIONS, Host.REAL, 2, "images/c");
            assertEquals(Failure.EXISTS, failure(late::commit));
        }
        assertTrue(Samples.checkConsolidated(root));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void aStrangerWhoChangesAForeignElementIsNoticed() throws IOException {
        Path root = store(3, "images/a");
        FileStore foreign = FileStore.open(root);
        foreign.write(
                "images/raw/zarr.json",
                "{\"node_type\": \"group\", \"zarr_format\": 3}".getBytes(StandardCharsets.UTF_8));
        foreign.write("images/raw/c/0", new byte[] {1, 2, 3});
        String before = ElementKey.of(root, "images/raw", Samples.COMPLETENESS);
        assertTrue(before.startsWith("stat:"));
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(commit, "images/raw", 3, 2);
            foreign.write("images/raw/c/0", new byte[] {1, 2, 4});
            assertEquals(Failure.TROUBLE, failure(commit::commit));
        }
        assertEquals(4, Files.readAllBytes(root.resolve("images/raw/c/0"))[2]);
    }

    @Test
    void manyWritersOfDifferentElementsAllSucceed() throws Exception {
        Path root = store(3, "images/a");
        CommitOptions patient = Samples.OPTIONS.withPatience(java.time.Duration.ofSeconds(60));
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Committed>> work = java.util.stream.IntStream.range(0, 12)
                    .<Callable<Committed>>mapToObj(i -> () -> replace(root, patient, Host.REAL, i + 2, "images/w" + i))
                    .toList();
            for (Future<Committed> done : pool.invokeAll(work)) {
                assertEquals(1, done.get().keys().size());
            }
        }
        for (int i = 0; i < 12; i++) {
            assertEquals(i + 2, Samples.generation(root, "images/w" + i));
        }
        assertTrue(Samples.checkConsolidated(root));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void ofManyWritersOfOneElementOneSucceeds() throws Exception {
        Path root = store(3, "images/a");
        java.util.concurrent.CyclicBarrier ready = new java.util.concurrent.CyclicBarrier(4);
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> work = java.util.stream.IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
                            write(commit, "images/a", 3, i + 2);
                            ready.await();
                            commit.commit();
                            return true;
                        } catch (RoimillException e) {
                            assertEquals(Failure.TROUBLE, e.failure());
                            return false;
                        }
                    })
                    .toList();
            int won = 0;
            for (Future<Boolean> done : pool.invokeAll(work)) {
                won += done.get() ? 1 : 0;
            }
            assertEquals(1, won);
        }
        assertTrue(Samples.generation(root, "images/a") > 1);
        Samples.assertNoLeftovers(root);
    }

    @Test
    void withoutExchangeAnOverwriteMustBeAllowedItsWindow() {
        Path root = store(3, "images/a");
        Host host = new Host(
                new Disk(Steps.NONE, Renames.PORTABLE),
                Holder.SELF,
                Heartbeat.Rhythm.LOCK,
                Heartbeat.Rhythm.TRANSACTION);
        RoimillException refused =
                assertThrows(RoimillException.class, () -> replace(root, Samples.OPTIONS, host, 2, "images/a"));
        assertEquals(Failure.USAGE, refused.failure());
        assertTrue(refused.getMessage().contains("--accept-window"), refused::getMessage);
        assertEquals(1, Samples.generation(root, "images/a"));
        replace(root, Samples.OPTIONS, host, 2, "images/new");
        replace(root, Samples.OPTIONS.withAcceptWindow(true), host, 2, "images/a");
        assertEquals(2, Samples.generation(root, "images/a"));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void aFailureInTheMiddleOfTheSwapTakesAllOfItBack() {
        for (String where : List.of("images/b", "zarr.json")) {
            Path root = Samples.store(folder.resolve("f" + where.length()), 3, true, 1, "images/a", "images/b");
            Steps failing = (what, path) -> {
                boolean swapping = what.equals("exchange") || what.equals("replace");
                if (swapping && path.equals(root.resolve(where))) {
                    throw RoimillException.trouble("the disk failed", "", null);
                }
            };
            Host host = Samples.host(failing, Renames.NATIVE, Holder.SELF);
            assertEquals(
                    Failure.TROUBLE,
                    failure(() -> replace(root, Samples.OPTIONS, host, 2, "images/a", "images/b", "more/x")));
            for (String element : List.of("images/a", "images/b")) {
                assertEquals(1, Samples.generation(root, element));
            }
            assertFalse(Files.exists(root.resolve("more")));
            assertTrue(Samples.checkConsolidated(root));
            Samples.assertNoLeftovers(root);
        }
    }

    @Test
    void aFailureAfterTheSwapIsMendedByTheNextWriterOfTheSameProcess() {
        Path root = store(3, "images/a");
        CommitOptions failing = CommitOptions.of(Samples.COMPLETENESS, store -> {
            throw RoimillException.badData("no lists today", "");
        });
        assertEquals(Failure.BAD_DATA, failure(() -> replace(root, failing, Host.REAL, 2, "images/a")));
        assertEquals(2, Samples.generation(root, "images/a"));
        assertFalse(Samples.checkConsolidated(root));
        replace(root, Samples.OPTIONS, Host.REAL, 3, "images/b");
        assertTrue(Samples.checkConsolidated(root));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void theLivingAreLeftAlone() {
        Path root = store(3, "images/a");
        try (StoreCommit other = StoreCommit.begin(root, Samples.OPTIONS)) {
            write(other, "images/b", 3, 2);
            assertEquals(new Recovery.Recovered(0, 0, 1, 0), Recovery.recover(root, Samples.OPTIONS));
            replace(root, Samples.OPTIONS, Host.REAL, 2, "images/a");
            other.commit();
        }
        assertEquals(2, Samples.generation(root, "images/b"));
        Samples.assertNoLeftovers(root);
    }

    @Test
    void onlyAZarrStoreIsCommittedTo() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        assertEquals(Failure.BAD_DATA, failure(() -> StoreCommit.begin(plain, Samples.OPTIONS)));
        assertEquals(Failure.BAD_DATA, failure(() -> StoreCommit.begin(folder.resolve("none"), Samples.OPTIONS)));
        assertTrue(Disk.list(plain).isEmpty());
    }
}
