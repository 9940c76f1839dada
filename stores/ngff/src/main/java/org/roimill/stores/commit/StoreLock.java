package org.roimill.stores.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * The lock of a store. It is a file with the holder's id: whoever brings his own to its name, which must be free, holds
 * the lock. The file is locked with fcntl besides, so that on one machine, and where the network file system locks too,
 * the end of the holder shows at once; elsewhere it shows by heartbeats that are missing. Nobody's clock is compared
 * with another's.
 */
final class StoreLock {
    private static final String NAME = "lease";
    private static final long POLL_MILLIS = 20;
    private static final int LONGEST_ID = 1024;

    /** Closing any channel on a file drops all fcntl locks that the process has on it: within one, we queue first. */
    private static final Map<Path, Semaphore> WITHIN = new ConcurrentHashMap<>();

    private final Disk disk;
    private final Path lease;
    private final String id;
    private final Semaphore within;
    private final FileChannel channel;
    private final Heartbeat heartbeat;

    private StoreLock(Disk disk, Path lease, String id, Semaphore within, FileChannel channel, long beatMillis) {
        this.disk = disk;
        this.lease = lease;
        this.id = id;
        this.within = within;
        this.channel = channel;
        this.heartbeat =
                new Heartbeat(new Heartbeat.Rhythm(beatMillis, 1), () -> channel.write(ByteBuffer.wrap(bytes(id)), 0));
    }

    /** Takes the lock for a transaction, waiting as long as {@code patience} says. */
    static StoreLock take(Transaction tx, Duration patience, Heartbeat.Rhythm rhythm) {
        Path lease = tx.base().resolve(NAME);
        Semaphore within = WITHIN.computeIfAbsent(lease, p -> new Semaphore(1));
        long end = System.nanoTime() + patience.toNanos();
        if (!tryWithin(within, end)) {
            throw held(tx, "another thread of this process");
        }
        StoreLock lock = null;
        try {
            lock = takeAmongProcesses(tx, lease, within, end, rhythm);
        } finally {
            if (lock == null) {
                within.release();
            }
        }
        return lock;
    }

    private static boolean tryWithin(Semaphore within, long end) {
        try {
            return within.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StoreLock takeAmongProcesses(
            Transaction tx, Path lease, Semaphore within, long end, Heartbeat.Rhythm rhythm) {
        Path own = tx.scratchFile();
        tx.disk().write(own, bytes(tx.id()));
        FileChannel channel = openLocked(own);
        boolean taken = false;
        try {
            Watch watch = new Watch();
            while (!tx.disk().move(own, lease)) {
                Optional<String> holder = breakIfDead(tx, lease, watch, rhythm);
                if (holder.isPresent()) {
                    if (System.nanoTime() > end) {
                        tx.disk().delete(own);
                        throw held(tx, holder.get());
                    }
                    pause();
                }
            }
            taken = true;
        } finally {
            if (!taken) {
                closeQuietly(channel);
            }
        }
        return new StoreLock(tx.disk(), lease, tx.id(), within, channel, rhythm.millis());
    }

    private static FileChannel openLocked(Path own) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(own, StandardOpenOption.READ, StandardOpenOption.WRITE);
            fcntl(channel);
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw Disk.failure("locking", own, e);
        }
    }

    /** What was seen of a holder of whom only heartbeats can be seen, and since when by our own clock. */
    private static final class Watch {
        private String seen = "";
        private long since;

        boolean isSilent(String now, long silenceMillis) {
            if (!now.equals(seen)) {
                seen = now;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(silenceMillis);
        }
    }

    /** Who holds it; empty if the lease is gone or was a dead one's and has been put away: try again. */
    private static Optional<String> breakIfDead(Transaction tx, Path lease, Watch watch, Heartbeat.Rhythm rhythm) {
        try {
            String before = look(lease);
            try (FileChannel channel = FileChannel.open(lease, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                String id = read(channel);
                Optional<Holder> holder = Holder.ofId(id);
                String who = holder.map(Holder::toString).orElse("somebody unknown");
                if (!fcntl(channel)) {
                    return Optional.of(who);
                }
                boolean ours = holder.isPresent() && tx.self().isOurs(holder.get());
                boolean dead = ours ? !Holder.lives(holder.get()) : watch.isSilent(before, rhythm.silence());
                // While we have the fcntl lock on this very file, no other process on this machine breaks it.
                if (!dead || !before.equals(look(lease))) {
                    return Optional.of(who);
                }
                putAway(tx, lease, id);
                return Optional.empty();
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Disk.failure("looking at the lock", lease, e);
        }
    }

    /** Where fcntl means nothing, another machine may have been quicker: then what we took is a living one's. */
    private static void putAway(Transaction tx, Path lease, String judged) throws IOException {
        Path broken = tx.scratchFile();
        tx.disk().replace(lease, broken);
        String id = Files.readString(broken);
        if (id.equals(judged) || !tx.disk().move(broken, lease)) {
            tx.disk().delete(broken);
        }
    }

    /** Changes with each heartbeat, and with each other file under the name. */
    private static String look(Path lease) throws IOException {
        BasicFileAttributes a = Files.readAttributes(lease, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return a.fileKey() + " " + a.size() + " " + a.lastModifiedTime();
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_ID);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    /** False if another process has it. Where the file system does not lock, true: heartbeats decide then. */
    private static boolean fcntl(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether it is ours still; another machine may have taken us for dead if this one slept. */
    void check() {
        String now;
        try {
            now = read(channel);
            if (!Files.exists(lease, LinkOption.NOFOLLOW_LINKS)) {
                now = "";
            }
        } catch (IOException e) {
            throw Disk.failure("looking at the lock", lease, e);
        }
        if (!now.equals(id)) {
            throw RoimillException.trouble(
                    lease + ": another writer took this lock, since no sign of life came from here for long",
                    "Run it again.",
                    null);
        }
    }

    void release() {
        try {
            disk.delete(lease);
        } finally {
            abandon();
        }
    }

    /** As the end of the process would: the file stays. */
    void abandon() {
        heartbeat.close();
        closeQuietly(channel);
        within.release();
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written through it that matters.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RoimillException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RoimillException(Failure.INTERRUPTED, "stopped while waiting for the lock of a store", null, e);
    }

    private static RoimillException held(Transaction tx, String who) {
        return RoimillException.trouble(
                tx.base().getParent() + ": the store is locked by " + who,
                "Run it again once the other one is done; a dead one's lock is broken by itself.",
                null);
    }
}
