package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** On a file system of one MiB, which only an administrator can mount: skipped elsewhere, and the report says so. */
class FullAndReadOnlyTest {
    @TempDir
    Path folder;

    private Path mount;
    private boolean mounted;

    @BeforeEach
    void mountSmall() throws Exception {
        mount = Files.createDirectory(folder.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString());
        assumeTrue(mounted, "needs the right to mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertTrue(run("umount", mount.toString()));
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void fillUpTo(Path mount, long free) throws IOException {
        long room = Files.getFileStore(mount).getUsableSpace() - free;
        Files.write(mount.resolve("filler"), new byte[(int) Math.max(0, room)]);
    }

    private static Committed replace(Path root, String... elements) {
        try (StoreCommit commit = StoreCommit.begin(root, Samples.OPTIONS)) {
            for (String element : elements) {
                commit.add(element, true);
                Samples.write(commit.staging(), element, 3, 2);
            }
            return commit.commit();
        }
    }

    @Test
    void aDiskThatFillsUpAtAnyPointLeavesTheStoreAsItWasOrFinishesLater() throws IOException {
        Path root = Samples.store(mount.resolve("s.zarr"), 3, true, 1, "images/a", "labels/l");
        int failures = 0;
        boolean done = false;
        for (int pages = 0; !done; pages++) {
            fillUpTo(mount, pages * 4096L);
            try {
                replace(root, "images/a", "labels/l", "images/new");
                done = true;
            } catch (RoimillException e) {
                failures++;
                assertEquals(Failure.TROUBLE, e.failure(), e::getMessage);
                int now = Samples.generation(root, "images/a");
                assertEquals(now, Samples.generation(root, "labels/l"));
                assertEquals(now == 1 ? 0 : 2, Samples.generation(root, "images/new"));
            }
            Files.delete(mount.resolve("filler"));
            Recovery.recover(root, Samples.OPTIONS);
            Samples.assertNoLeftovers(root);
            assertTrue(Samples.checkConsolidated(root));
            done |= Samples.generation(root, "images/a") == 2;
        }
        assertEquals(2, Samples.generation(root, "images/new"));
        assertTrue(failures > 10, failures + " failures");
    }

    @Test
    void aReadOnlyPlaceIsSaidToBeOne() throws Exception {
        Path root = Samples.store(mount.resolve("s.zarr"), 3, true, 1, "images/a");
        assertTrue(run("mount", "-o", "remount,ro", mount.toString()));
        RoimillException e = assertThrows(RoimillException.class, () -> replace(root, "images/a"));
        assertEquals(Failure.USAGE, e.failure());
        assertTrue(e.getMessage().contains("read-only"), e::getMessage);
        assertEquals(new Recovery.Recovered(0, 0, 0, 0), Recovery.recover(root, Samples.OPTIONS));
        assertEquals(
                Failure.USAGE,
                assertThrows(
                                RoimillException.class,
                                () -> NewStore.begin(
                                        mount.resolve("new.zarr"),
                                        3,
                                        org.roimill.stores.zarr.meta.Json.object(),
                                        true,
                                        Samples.OPTIONS))
                        .failure());
        assertEquals(1, Samples.generation(root, "images/a"));
        Samples.assertNoLeftovers(root);
    }
}
