package org.roimill.stores.commit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;

/** A commit into a store that is there. Its lock is held for the swap alone. */
public final class StoreCommit implements Staged {
    private final Host host;
    private final StoreRoot root;
    private final CommitOptions options;
    private final Transaction tx;
    private final Store staging;
    /** The declared elements with the keys they had then. */
    private final Map<String, String> before = new LinkedHashMap<>();

    private final List<String> deleted = new ArrayList<>();
    private boolean done;

    private StoreCommit(Host host, StoreRoot root, CommitOptions options, Transaction tx) {
        this.host = host;
        this.root = root;
        this.options = options;
        this.tx = tx;
        this.staging = FileStore.open(tx.staged());
    }

    /** Finishes or clears first what died here before. */
    public static StoreCommit begin(Path store, CommitOptions options) {
        return begin(store, options, Host.REAL);
    }

    static StoreCommit begin(Path store, CommitOptions options, Host host) {
        StoreRoot root = StoreRoot.open(store);
        Transaction tx = Transaction.create(host, root.base(), StoreRoot.PREFIX);
        try {
            Recovery.run(root, tx, options, host);
        } catch (RuntimeException e) {
            Recovery.clear(tx, e);
            throw e;
        }
        return new StoreCommit(host, root, options, tx);
    }

    @Override
    public Store staging() {
        return staging;
    }

    @Override
    public void add(String element, boolean overwrite) {
        String key = declare(element);
        if (!key.equals(ElementKey.ABSENT)) {
            if (!overwrite) {
                throw new RoimillException(
                        Failure.EXISTS,
                        root.path() + ": '" + element + "' is there already",
                        "Say --overwrite to replace it, or choose another name.");
            }
            if (!options.acceptWindow() && !canExchange()) {
                throw Swap.noExchange(root.at(element));
            }
        }
        before.put(element, key);
    }

    @Override
    public void delete(String element) {
        String key = declare(element);
        if (key.equals(ElementKey.ABSENT)) {
            throw RoimillException.usage(root.path() + ": there is no '" + element + "' to delete", "Check the name.");
        }
        before.put(element, key);
        deleted.add(element);
    }

    private String declare(String element) {
        StoreRoot.checkName(element);
        for (String other : before.keySet()) {
            if ((other + "/").startsWith(element + "/") || (element + "/").startsWith(other + "/")) {
                throw RoimillException.usage(
                        "'" + element + "' and '" + other + "' cannot be written in one go",
                        "One is, or lies within, the other.");
            }
        }
        root.refuseLinks(element);
        return ElementKey.of(root.path(), element, options.completeness());
    }

    private boolean canExchange() {
        Path a = tx.scratchFile();
        Path b = tx.scratchFile();
        tx.disk().makeFolders(a);
        tx.disk().makeFolders(b);
        boolean can = tx.disk().exchange(a, b);
        tx.disk().delete(a);
        tx.disk().delete(b);
        return can;
    }

    @Override
    public Committed commit() {
        Map<String, String> after = new LinkedHashMap<>();
        List<String> unchanged = new ArrayList<>();
        Intent intent = check(after, unchanged);
        long bytes = Staging.bytes(staging, intent);
        if (!intent.changes().isEmpty()) {
            tx.disk().syncTree(tx.staged());
            try {
                tx.publish(tx.intent(), intent.toJson());
                tx.disk().syncFolder(tx.base());
                tx.disk().syncFolder(root.path());
                swap(intent);
            } catch (RuntimeException e) {
                withdraw(e);
                throw e;
            }
        }
        done = true;
        Recovery.clear(tx, null);
        return new Committed(after, unchanged, bytes);
    }

    private Intent check(Map<String, String> after, List<String> unchanged) {
        List<Intent.Change> changes = new ArrayList<>();
        before.forEach((element, old) -> {
            String key = deleted.contains(element)
                    ? ElementKey.ABSENT
                    : Staging.check(staging, tx.staged(), element, options.completeness());
            after.put(element, key);
            if (key.equals(old)) {
                unchanged.add(element);
            } else {
                changes.add(new Intent.Change(element, old, key));
            }
        });
        return new Intent(changes, options.acceptWindow());
    }

    /** What was said to have failed must not happen later. */
    private void withdraw(RuntimeException why) {
        try {
            if (!Files.exists(tx.begun())) {
                tx.disk().delete(tx.intent());
            }
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private void swap(Intent intent) {
        StoreLock lock = StoreLock.take(tx, options.patience(), host.locks());
        try {
            Recovery.finishBegun(root, tx, lock, options, host);
            new Swap(root, tx, lock, options, intent).commit();
        } catch (Steps.Stop e) {
            lock.abandon();
            throw e;
        } catch (Throwable e) {
            lock.release();
            throw e;
        }
        lock.release();
    }

    @Override
    public void close() {
        if (!done) {
            done = true;
            if (!Files.exists(tx.begun())) {
                Recovery.clear(tx, null);
            }
        }
    }
}
