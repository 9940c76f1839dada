package org.roimill.stores.commit;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.FileStore;

/**
 * The change of a store under its lock. Until the last element is swapped a failure takes all of it back. From the
 * moment {@code begun.json} stands until the intent goes, whoever next takes the lock carries it on.
 */
final class Swap {
    private final StoreRoot root;
    private final Transaction tx;
    private final StoreLock lock;
    private final CommitOptions options;
    private final Intent intent;

    Swap(StoreRoot root, Transaction tx, StoreLock lock, CommitOptions options, Intent intent) {
        this.root = root;
        this.tx = tx;
        this.lock = lock;
        this.options = options;
        this.intent = intent;
    }

    /** As the one who built it. */
    void commit() {
        for (Intent.Change change : intent.changes()) {
            root.refuseLinks(change.element());
            if (!present(change).equals(change.before())) {
                throw changedMeanwhile(change.element(), change.before());
            }
        }
        Consolidated consolidated = begin();
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            lock.check();
            consolidated.retract(root, tx, undo);
            for (Intent.Change change : intent.changes()) {
                makeGroups(change.element(), undo);
                swap(change, undo);
            }
            syncGroups();
        } catch (RuntimeException e) {
            takeBack(undo, e);
            throw e;
        }
        finish(consolidated);
    }

    /** Of somebody who died before he changed anything: whether the store is still as he saw it. */
    boolean isStillPossible() {
        return intent.changes().stream()
                .allMatch(c -> present(c).equals(c.before()) || present(c).equals(c.after()));
    }

    /** As the one who found it. Gives the number of elements that a stranger has changed since; they stay as they are. */
    int rollForward() {
        Consolidated consolidated;
        if (Files.exists(tx.begun())) {
            consolidated = Consolidated.read(tx.begun());
            consolidated.prepare(root, tx);
        } else {
            consolidated = begin();
        }
        Deque<Runnable> forgotten = new ArrayDeque<>();
        consolidated.retract(root, tx, forgotten);
        int strange = 0;
        for (Intent.Change change : intent.changes()) {
            root.refuseLinks(change.element());
            String present = present(change);
            if (present.equals(change.after())) {
                continue;
            }
            boolean ours = present.equals(change.before()) || present.equals(ElementKey.ABSENT);
            if (ours && (change.isDeletion() || exists(staged(change)))) {
                makeGroups(change.element(), forgotten);
                swap(change, forgotten);
            } else {
                strange++;
            }
        }
        syncGroups();
        finish(consolidated);
        return strange;
    }

    private String present(Intent.Change change) {
        return ElementKey.of(root.path(), change.element(), options.completeness());
    }

    private Consolidated begin() {
        Consolidated consolidated = Consolidated.find(root, intent);
        consolidated.prepare(root, tx);
        tx.publish(tx.begun(), consolidated.toJson());
        return consolidated;
    }

    /** The groups on the way to an element that are missing, each appearing with its document. */
    private void makeGroups(String element, Deque<Runnable> undo) {
        for (String group : StoreRoot.groupsAbove(element)) {
            Path folder = root.at(group);
            if (exists(folder)) {
                continue;
            }
            Path made = tx.scratchFile();
            tx.disk().steps().before("write", made);
            ZarrGroup.create(FileStore.create(made), "", root.version(), org.roimill.stores.zarr.meta.Json.object());
            tx.disk().syncTree(made);
            if (!tx.disk().move(made, folder)) {
                throw changedMeanwhile(group, ElementKey.ABSENT);
            }
            tx.disk().syncFolder(folder.getParent());
            undo.push(() -> tx.disk().replace(folder, made));
        }
    }

    private void swap(Intent.Change change, Deque<Runnable> undo) {
        Path live = root.at(change.element());
        Path staged = staged(change);
        Path aside = tx.old().resolve(change.element());
        if (change.isDeletion()) {
            moveAside(live, aside, undo);
        } else if (!exists(live)) {
            moveIn(change, staged, live, undo);
        } else if (tx.disk().exchange(staged, live)) {
            undo.push(() -> tx.disk().exchange(staged, live));
        } else if (intent.acceptWindow()) {
            moveAside(live, aside, undo);
            moveIn(change, staged, live, undo);
        } else {
            throw noExchange(live);
        }
    }

    private void moveAside(Path live, Path aside, Deque<Runnable> undo) {
        tx.disk().makeFolders(aside.getParent());
        tx.disk().move(live, aside);
        undo.push(() -> tx.disk().move(aside, live));
    }

    private void moveIn(Intent.Change change, Path staged, Path live, Deque<Runnable> undo) {
        if (!tx.disk().move(staged, live)) {
            throw changedMeanwhile(change.element(), change.before());
        }
        undo.push(() -> tx.disk().move(live, staged));
    }

    private void syncGroups() {
        Set<Path> folders = new TreeSet<>();
        for (Intent.Change change : intent.changes()) {
            folders.add(root.at(change.element()).getParent());
            folders.add(tx.staged().resolve(change.element()).getParent());
        }
        folders.add(tx.old());
        for (Path folder : folders) {
            if (exists(folder)) {
                tx.disk().syncFolder(folder);
            }
        }
    }

    private void takeBack(Deque<Runnable> undo, RuntimeException why) {
        try {
            undo.forEach(Runnable::run);
            syncGroups();
            tx.disk().delete(tx.intent());
            tx.disk().delete(tx.begun());
        } catch (RuntimeException e) {
            // The store is in between, which the next writer mends by carrying it on.
            why.addSuppressed(e);
            tx.giveUp();
        }
    }

    private void finish(Consolidated consolidated) {
        try {
            describe(consolidated);
        } catch (RuntimeException full) {
            if (!(full instanceof RoimillException r) || r.failure() != Failure.TROUBLE) {
                throw unfinished(full);
            }
            // Room may be what is missing, and of the old nobody has need any more.
            try {
                tx.disk().deleteTree(tx.staged());
                tx.disk().deleteTree(tx.old());
                describe(consolidated);
            } catch (RuntimeException e) {
                throw unfinished(e);
            }
        }
        tx.disk().delete(tx.intent());
        tx.disk().syncFolder(tx.folder());
    }

    private void describe(Consolidated consolidated) {
        lock.check();
        SwapStore store = new SwapStore(root, tx);
        options.afterSwap().run(store);
        consolidated.restore(store);
    }

    private RuntimeException unfinished(RuntimeException e) {
        tx.giveUp();
        return !(e instanceof RoimillException r)
                ? e
                : r.at(root.path()
                        + ": all elements are in place, but what groups say of them is not yet up to date, which"
                        + " the next writer mends");
    }

    private Path staged(Intent.Change change) {
        return tx.staged().resolve(change.element());
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private RoimillException changedMeanwhile(String element, String before) {
        boolean isNew = before.equals(ElementKey.ABSENT);
        return new RoimillException(
                isNew ? Failure.EXISTS : Failure.TROUBLE,
                root.path() + ": another writer has " + (isNew ? "made" : "changed") + " '" + element + "' meanwhile",
                "Nothing was changed. Look at what it made, and run this again if you want it replaced.");
    }

    static RoimillException noExchange(Path live) {
        return RoimillException.usage(
                live + " cannot be replaced in one step: this file system does not exchange folders",
                "Write to a new store, or accept (--accept-window) that it is missing for an instant.");
    }
}
