package org.roimill.stores.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A transaction's folder: {@code PREFIX} and the id of its owner. In it are {@code new} with what is being built, which
 * receives the old in exchange, {@code old} with what was put aside, {@code scratch} with files on their way,
 * {@code intent.json} once all is built, and {@code begun.json} once the store is being changed.
 */
final class Transaction {
    private static final int MOST_ATTEMPTS = 100;

    private final Disk disk;
    private final Holder self;
    private final Path base;
    private final Path folder;
    private final String id;
    private final AtomicLong files = new AtomicLong();
    private Heartbeat heartbeat;

    private Transaction(Disk disk, Holder self, Path base, Path folder, String id) {
        this.disk = disk;
        this.self = self;
        this.base = base;
        this.folder = folder;
        this.id = id;
    }

    /** A new folder below {@code base}, which is made too. */
    static Transaction create(Host host, Path base, String prefix) {
        String id = host.self().newId();
        Path folder = base.resolve(prefix + id);
        make(host.disk(), base, folder);
        Transaction tx = new Transaction(host.disk(), host.self(), base, folder, id);
        Path beat = folder.resolve("beat");
        host.disk().makeFolders(tx.staged());
        host.disk().makeFolders(tx.old());
        host.disk().makeFolders(tx.scratch());
        host.disk().touch(beat);
        // Without making it: a beat must not put a file into a folder that is being deleted.
        tx.heartbeat =
                new Heartbeat(host.transactions(), () -> Files.write(beat, new byte[1], StandardOpenOption.WRITE));
        return tx;
    }

    private static void make(Disk disk, Path base, Path folder) {
        for (int attempt = 1; ; attempt++) {
            disk.makeFolders(base);
            disk.steps().before("mkdir", folder);
            try {
                Files.createDirectory(folder);
                return;
            } catch (NoSuchFileException e) {
                // Another writer was done and removed the empty base just now.
                if (attempt == MOST_ATTEMPTS) {
                    throw Disk.failure("making the folder", folder, e);
                }
            } catch (IOException | RuntimeException e) {
                throw Disk.failure("making the folder", folder, e);
            }
        }
    }

    /** A transaction that somebody left. It is ours from here on; should he wake up, he does not find it any more. */
    static Transaction adopt(Host host, Path folder, String prefix) {
        String id = host.self().newId();
        Path own = folder.resolveSibling(prefix + id);
        host.disk().replace(folder, own);
        Transaction tx = new Transaction(host.disk(), host.self(), own.getParent(), own, id);
        host.disk().deleteTree(tx.scratch());
        host.disk().makeFolders(tx.scratch());
        host.disk().makeFolders(tx.old());
        return tx;
    }

    /** The folders of transactions below {@code base}. */
    static List<Path> all(Path base, String prefix) {
        List<Path> found = new ArrayList<>();
        for (Path entry : Disk.list(base)) {
            if (entry.getFileName().toString().startsWith(prefix)
                    && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                found.add(entry);
            }
        }
        return found;
    }

    /**
     * Whether its owner is gone for sure. Of another machine's owner the heartbeat tells, held against the time that
     * the file system itself gives a file now: nobody's clock is compared with another's.
     */
    static boolean isAbandoned(Path folder, String prefix, Transaction observer, Host host) {
        var owner = Holder.ofId(folder.getFileName().toString().substring(prefix.length()));
        if (owner.isPresent() && host.self().isOurs(owner.get())) {
            return !Holder.lives(owner.get()) || Files.exists(folder.resolve("given-up"));
        }
        try {
            Path beat = folder.resolve("beat");
            long last = Files.getLastModifiedTime(Files.exists(beat) ? beat : folder)
                    .toMillis();
            Path now = observer.scratchFile();
            host.disk().write(now, new byte[0]);
            boolean silent = Files.getLastModifiedTime(now).toMillis() - last
                    > host.transactions().silence();
            host.disk().delete(now);
            return silent;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw Disk.failure("looking at the transaction", folder, e);
        }
    }

    Disk disk() {
        return disk;
    }

    Holder self() {
        return self;
    }

    String id() {
        return id;
    }

    Path base() {
        return base;
    }

    Path folder() {
        return folder;
    }

    Path staged() {
        return folder.resolve("new");
    }

    Path old() {
        return folder.resolve("old");
    }

    Path scratch() {
        return folder.resolve("scratch");
    }

    Path intent() {
        return folder.resolve("intent.json");
    }

    Path begun() {
        return folder.resolve("begun.json");
    }

    /** A name not yet used. */
    Path scratchFile() {
        return scratch().resolve(Long.toString(files.incrementAndGet(), 36));
    }

    /** A file that appears whole and synced. */
    void publish(Path file, byte[] content) {
        Path passing = scratchFile();
        disk.write(passing, content);
        disk.replace(passing, file);
        disk.syncFolder(folder);
    }

    /** Leaves it to the next writer, even while this process lives. */
    void giveUp() {
        stop();
        try {
            disk.touch(folder.resolve("given-up"));
        } catch (RuntimeException e) {
            // Then it waits for the end of this process.
        }
    }

    void stop() {
        if (heartbeat != null) {
            heartbeat.close();
        }
    }

    /** Deletes everything; the intent first, so that what is half deleted is never taken for one to finish. */
    void remove() {
        stop();
        disk.delete(intent());
        disk.deleteTree(folder);
    }
}
