package org.roimill.stores.commit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a writer does for those who died before it: commits that had all they needed are carried on, the rest is
 * cleared away. The living are left alone.
 */
public final class Recovery {
    private Recovery() {}

    /**
     * What was done.
     *
     * @param rolledForward commits carried on to their end
     * @param dropped transactions and unfinished new stores cleared away
     * @param leftAlone transactions whose owners live
     * @param strange elements of commits carried on that a stranger had changed, and which stayed as they were
     */
    public record Recovered(int rolledForward, int dropped, int leftAlone, int strange) {
        static final Recovered NOTHING = new Recovered(0, 0, 0, 0);

        Recovered and(Recovered more) {
            return new Recovered(
                    rolledForward + more.rolledForward,
                    dropped + more.dropped,
                    leftAlone + more.leftAlone,
                    strange + more.strange);
        }
    }

    /** Touches nothing where there is nothing to do. */
    public static Recovered recover(Path store, CommitOptions options) {
        return recover(store, options, Host.REAL);
    }

    static Recovered recover(Path store, CommitOptions options, Host host) {
        StoreRoot root = StoreRoot.open(store);
        Path base = root.base();
        Recovered siblings = NewStore.clearAbandoned(root.path(), host);
        if (Transaction.all(base, StoreRoot.PREFIX).isEmpty()) {
            if (Files.isDirectory(base)) {
                host.disk().deleteIfEmpty(base);
            }
            return siblings;
        }
        Transaction tx = Transaction.create(host, base, StoreRoot.PREFIX);
        try {
            Recovered recovered = run(root, tx, options, host);
            clear(tx, null);
            return recovered.and(siblings);
        } catch (RuntimeException e) {
            clear(tx, e);
            throw e;
        }
    }

    /** On behalf of a transaction that is to begin. Takes the lock only where somebody is known to be gone. */
    static Recovered run(StoreRoot root, Transaction tx, CommitOptions options, Host host) {
        List<Path> abandoned = new ArrayList<>();
        int alive = 0;
        for (Path folder : others(tx)) {
            if (Transaction.isAbandoned(folder, StoreRoot.PREFIX, tx, host)) {
                abandoned.add(folder);
            } else {
                alive++;
            }
        }
        if (abandoned.isEmpty()) {
            return new Recovered(0, 0, alive, 0);
        }
        StoreLock lock = StoreLock.take(tx, options.patience(), host.locks());
        Recovered sum = new Recovered(0, 0, alive, 0);
        try {
            for (Path folder : abandoned) {
                if (Files.isDirectory(folder)) {
                    sum = sum.and(heal(root, folder, lock, options, host));
                }
            }
        } catch (Steps.Stop e) {
            lock.abandon();
            throw e;
        } catch (Throwable e) {
            lock.release();
            throw e;
        }
        lock.release();
        return sum;
    }

    /** With the lock in hand, a commit that has begun is nobody's: its owner held the lock from begin to end. */
    static void finishBegun(StoreRoot root, Transaction tx, StoreLock lock, CommitOptions options, Host host) {
        for (Path folder : others(tx)) {
            if (Files.exists(folder.resolve("begun.json")) && Files.exists(folder.resolve("intent.json"))) {
                heal(root, folder, lock, options, host);
            }
        }
    }

    private static List<Path> others(Transaction tx) {
        return Transaction.all(tx.base(), StoreRoot.PREFIX).stream()
                .filter(folder -> !folder.equals(tx.folder()))
                .toList();
    }

    private static Recovered heal(StoreRoot root, Path folder, StoreLock lock, CommitOptions options, Host host) {
        Transaction left = Transaction.adopt(host, folder, StoreRoot.PREFIX);
        Recovered outcome = new Recovered(0, 1, 0, 0);
        try {
            if (Files.exists(left.intent())) {
                Swap swap = new Swap(root, left, lock, options, Intent.read(left.intent()));
                if (Files.exists(left.begun()) || swap.isStillPossible()) {
                    outcome = new Recovered(1, 0, 0, swap.rollForward());
                }
            }
            left.remove();
        } catch (RuntimeException e) {
            left.giveUp();
            throw e;
        }
        return outcome;
    }

    /** Removes a transaction that is done or given up. What cannot be removed now, the next writer removes. */
    static void clear(Transaction tx, RuntimeException why) {
        try {
            tx.remove();
            tx.disk().deleteIfEmpty(tx.base());
        } catch (RuntimeException e) {
            tx.giveUp();
            if (why != null) {
                why.addSuppressed(e);
            }
        }
    }
}
