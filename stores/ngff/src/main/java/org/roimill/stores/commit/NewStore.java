package org.roimill.stores.commit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;

/** A store being made in a hidden folder beside its place, where it appears whole, unless something came there first. */
public final class NewStore implements Staged {
    private static final int LONGEST_NAME = 60;

    private final CommitOptions options;
    private final Transaction tx;
    private final Path target;
    private final boolean consolidate;
    private final FileStore staging;
    private final List<String> elements = new ArrayList<>();
    private boolean done;

    private NewStore(Transaction tx, Path target, boolean consolidate, CommitOptions options) {
        this.tx = tx;
        this.target = target;
        this.consolidate = consolidate;
        this.options = options;
        this.staging = FileStore.open(tx.staged());
    }

    /** With a root group of that Zarr version; {@code consolidate} says whether it gets consolidated metadata. */
    public static NewStore begin(
            Path target, int version, ObjectNode rootAttributes, boolean consolidate, CommitOptions options) {
        return begin(target, version, rootAttributes, consolidate, options, Host.REAL);
    }

    static NewStore begin(
            Path target,
            int version,
            ObjectNode rootAttributes,
            boolean consolidate,
            CommitOptions options,
            Host host) {
        NewStore made = beginEmpty(target, consolidate, options, host);
        try {
            ZarrGroup.create(made.staging, "", version, rootAttributes);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Without a root group, which must be there by the commit. */
    static NewStore beginEmpty(Path target, boolean consolidate, CommitOptions options, Host host) {
        Path absolute = target.toAbsolutePath().normalize();
        refuseTaken(absolute);
        Transaction tx = Transaction.create(host, absolute.getParent(), prefix(absolute));
        try {
            clearAbandoned(absolute, tx, host);
        } catch (RuntimeException e) {
            tx.remove();
            throw e;
        }
        return new NewStore(tx, absolute, consolidate, options);
    }

    private static String prefix(Path target) {
        String name = target.getFileName().toString();
        return "." + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + StoreRoot.HIDDEN + "-";
    }

    private static void refuseTaken(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(target);
        }
    }

    private static RoimillException taken(Path target) {
        return new RoimillException(
                Failure.EXISTS, target + " is there already", "Choose another name, or write into that store.");
    }

    /** What others left unfinished beside that place. */
    static Recovery.Recovered clearAbandoned(Path target, Host host) {
        if (target.getParent() == null
                || Transaction.all(target.getParent(), prefix(target)).isEmpty()) {
            return Recovery.Recovered.NOTHING;
        }
        Transaction tx = Transaction.create(host, target.getParent(), prefix(target));
        Recovery.Recovered recovered = clearAbandoned(target, tx, host);
        tx.remove();
        return recovered;
    }

    private static Recovery.Recovered clearAbandoned(Path target, Transaction tx, Host host) {
        String prefix = prefix(target);
        int dropped = 0;
        int alive = 0;
        for (Path folder : Transaction.all(target.getParent(), prefix)) {
            if (folder.equals(tx.folder())) {
                continue;
            }
            if (Transaction.isAbandoned(folder, prefix, tx, host)) {
                Transaction.adopt(host, folder, prefix).remove();
                dropped++;
            } else {
                alive++;
            }
        }
        return new Recovery.Recovered(0, dropped, alive, 0);
    }

    /** The folder that becomes the store. */
    Path root() {
        return tx.staged();
    }

    @Override
    public Store staging() {
        return staging;
    }

    @Override
    public void add(String element, boolean overwrite) {
        StoreRoot.checkName(element);
        if (elements.contains(element)) {
            throw RoimillException.usage("'" + element + "' is written twice", "Choose another name for one of them.");
        }
        elements.add(element);
    }

    @Override
    public void delete(String element) {
        throw RoimillException.usage(target + ": a new store has no '" + element + "' to delete", "Check the name.");
    }

    @Override
    public Committed commit() {
        Map<String, String> keys = new LinkedHashMap<>();
        List<Intent.Change> changes = new ArrayList<>();
        for (String element : elements) {
            String key = Staging.check(staging, tx.staged(), element, options.completeness());
            keys.put(element, key);
            changes.add(new Intent.Change(element, ElementKey.ABSENT, key));
            makeGroups(element);
        }
        long bytes = Staging.bytes(staging, new Intent(changes, false));
        tx.disk().steps().before("describe", tx.staged());
        options.afterSwap().run(staging);
        if (consolidate) {
            ZarrGroup.openPlain(staging, "").consolidate();
        }
        tx.disk().syncTree(tx.staged());
        if (!tx.disk().move(tx.staged(), target)) {
            throw taken(target);
        }
        tx.disk().syncFolder(tx.base());
        done = true;
        clear();
        return new Committed(keys, List.of(), bytes);
    }

    private void makeGroups(String element) {
        int version = ZarrGroup.openPlain(staging, "").version();
        for (String group : StoreRoot.groupsAbove(element)) {
            NodeKind kind = ZarrGroup.kindAt(staging, group);
            if (kind == null) {
                ZarrGroup.create(staging, group, version, Json.object());
            }
        }
    }

    private void clear() {
        try {
            tx.remove();
        } catch (RoimillException e) {
            // It is hidden, and the next one that makes or opens this store removes it.
            tx.giveUp();
        }
    }

    @Override
    public void close() {
        if (!done) {
            done = true;
            clear();
        }
    }
}
