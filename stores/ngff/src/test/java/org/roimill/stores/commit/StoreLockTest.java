package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

class StoreLockTest {
    private static final Duration BRIEF = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Heartbeat.Rhythm QUICK = new Heartbeat.Rhythm(50, 6);
    private static final Holder ELSEWHERE = new Holder("elsewhere", "0123456789ab", 1, 1);
    private static final Holder BEFORE_THE_REBOOT =
            new Holder(Holder.SELF.host(), "0123456789ab", Holder.SELF.pid(), Holder.SELF.started());

    @TempDir
    Path folder;

    private Transaction tx;
    private Path lease;

    @BeforeEach
    void begin() {
        tx = Transaction.create(Host.REAL, folder.resolve(StoreRoot.HIDDEN), StoreRoot.PREFIX);
        lease = tx.base().resolve("lease");
    }

    @AfterEach
    void end() {
        tx.remove();
    }

    @Test
    void itIsHeldByOneAtATime() {
        StoreLock lock = StoreLock.take(tx, BRIEF, QUICK);
        RoimillException refused = assertThrows(RoimillException.class, () -> StoreLock.take(tx, BRIEF, QUICK));
        assertEquals(Failure.TROUBLE, refused.failure());
        lock.check();
        lock.release();
        assertFalse(Files.exists(lease));
        StoreLock.take(tx, BRIEF, QUICK).release();
    }

    @Test
    void aDeadProcessOfThisMachineHoldsNothing() throws IOException {
        Files.writeString(lease, Samples.DEAD.newId());
        long start = System.nanoTime();
        StoreLock.take(tx, LONG, new Heartbeat.Rhythm(60_000, 60)).release();
        assertTrue(System.nanoTime() - start < 10e9);
    }

    @Test
    void oneThatWasBornAgainUnderTheSameNumberIsAnother() {
        assertTrue(Holder.lives(Holder.SELF));
        assertFalse(Holder.lives(Samples.DEAD));
    }

    @Test
    void silenceOfAnotherMachineOrOfOneBeforeTheRebootBreaksItsLock() throws IOException {
        for (Holder holder : List.of(ELSEWHERE, BEFORE_THE_REBOOT)) {
            Files.writeString(lease, holder.newId());
            long start = System.nanoTime();
            StoreLock.take(tx, LONG, QUICK).release();
            assertTrue(System.nanoTime() - start >= QUICK.silence() * 1_000_000, "it was given its time");
        }
    }

    @Test
    void aHeartbeatOfAnotherMachineKeepsItsLock() throws IOException {
        String id = ELSEWHERE.newId();
        Files.writeString(lease, id);
        Heartbeat.Beat beat = () -> Files.write(lease, new byte[] {(byte) id.charAt(0)}, StandardOpenOption.WRITE);
        Heartbeat beating = new Heartbeat(new Heartbeat.Rhythm(10, 1), beat);
        try (beating) {
            RoimillException refused =
                    assertThrows(RoimillException.class, () -> StoreLock.take(tx, Duration.ofSeconds(1), QUICK));
            assertTrue(refused.getMessage().contains("process 1 on elsewhere"), refused::getMessage);
        }
    }

    @Test
    void whoWasTakenForDeadNoticesIt() throws IOException {
        StoreLock slept = StoreLock.take(tx, BRIEF, QUICK);
        Files.delete(lease);
        assertEquals(
                Failure.TROUBLE,
                assertThrows(RoimillException.class, slept::check).failure());
        slept.abandon();
    }

    @Test
    void anotherProcessIsKeptOutAndItsEndShowsAtOnce() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockingProcess.class.getName(),
                        lease.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = other.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("held", out.readLine());
            assertThrows(RoimillException.class, () -> StoreLock.take(tx, BRIEF, QUICK));
            other.destroyForcibly().waitFor();
            StoreLock.take(tx, LONG, new Heartbeat.Rhythm(60_000, 60)).release();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Holds a lease and its fcntl lock until it is killed. */
    static final class LockingProcess {
        private LockingProcess() {}

        public static void main(String[] args) throws Exception {
            Path lease = Path.of(args[0]);
            Files.writeString(lease, Holder.SELF.newId());
            try (FileChannel channel = FileChannel.open(lease, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                System.out.println(lock.isValid() ? "held" : "not held");
                Thread.sleep(60_000);
            }
        }
    }
}
