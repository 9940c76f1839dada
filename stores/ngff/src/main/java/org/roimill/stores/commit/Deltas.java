package org.roimill.stores.commit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stores;

/** Joins deltas to the store that they were made from, in place or in a new store. Doing it twice does no harm. */
public final class Deltas {
    /** Where the elements go. */
    public sealed interface Target {
        record InPlace() implements Target {}

        /** A copy of the base that shares its blocks where the file system can. */
        record New(Path path) implements Target {}
    }

    /**
     * What a joining did.
     *
     * @param dropped the elements for later stages alone
     * @param bytesCloned of files that share their blocks with the base
     */
    public record Joined(
            List<String> committed, List<String> unchanged, List<String> dropped, long bytesCopied, long bytesCloned) {
        public Joined {
            committed = List.copyOf(committed);
            unchanged = List.copyOf(unchanged);
            dropped = List.copyOf(dropped);
        }
    }

    private record Held(Store delta, Delta.Item item) {}

    private final Path base;
    private final CommitOptions options;
    private final Host host;
    private final boolean overwrite;
    /** The last delta that holds an element counts; those before it were read by later stages alone. */
    private final Map<String, Held> wanted = new LinkedHashMap<>();

    private final List<String> dropped = new ArrayList<>();

    private Deltas(Path base, boolean overwrite, CommitOptions options, Host host) {
        this.base = base;
        this.overwrite = overwrite;
        this.options = options;
        this.host = host;
    }

    /** The deltas in the order in which they were laid over the base. */
    public static Joined commit(Path base, List<Path> deltas, Target target, boolean overwrite, CommitOptions options) {
        return commit(base, deltas, target, overwrite, options, Host.REAL);
    }

    static Joined commit(
            Path base, List<Path> deltas, Target target, boolean overwrite, CommitOptions options, Host host) {
        Path real = StoreRoot.open(base).path();
        List<Store> opened = new ArrayList<>();
        try {
            deltas.forEach(d -> opened.add(Stores.open(d.toString())));
            Deltas joining = new Deltas(real, overwrite, options, host);
            joining.collect(opened);
            return switch (target) {
                case Target.InPlace() -> joining.inPlace(opened);
                case Target.New(Path path) -> joining.inNew(opened, path);
            };
        } finally {
            opened.forEach(Store::close);
        }
    }

    private void collect(List<Store> deltas) {
        for (Store delta : deltas) {
            for (Delta.Item item : Delta.read(delta).elements()) {
                wanted.remove(item.element());
                dropped.remove(item.element());
                if (item.passing()) {
                    dropped.add(item.element());
                } else {
                    wanted.put(item.element(), new Held(delta, item));
                }
            }
        }
    }

    private Joined inPlace(List<Store> deltas) {
        try (StoreCommit commit = StoreCommit.begin(base, options, host)) {
            List<String> unchanged = alreadyIn(base);
            if (unchanged.size() == wanted.size()) {
                return new Joined(List.of(), unchanged, dropped, 0, 0);
            }
            checkInputs(deltas);
            Copies copies = new Copies(host.disk());
            List<String> committed = new ArrayList<>();
            for (Held held : wanted.values()) {
                String element = held.item().element();
                if (!unchanged.contains(element)) {
                    commit.add(element, mayReplace(held.item()));
                    copy(held, commit, copies);
                    committed.add(element);
                }
            }
            commit.commit();
            return new Joined(committed, unchanged, dropped, copies.copied(), 0);
        }
    }

    private Joined inNew(List<Store> deltas, Path target) {
        if (Files.exists(target)) {
            List<String> unchanged = alreadyIn(StoreRoot.open(target).path());
            if (unchanged.size() == wanted.size()) {
                return new Joined(List.of(), unchanged, dropped, 0, 0);
            }
        }
        checkInputs(deltas);
        wanted.values().forEach(held -> refuseTaken(held.item()));
        boolean consolidated = ZarrGroup.open(StoreRoot.open(base).store(), "").isConsolidated();
        try (NewStore made = NewStore.beginEmpty(target, consolidated, options, host)) {
            Copies copies = new Copies(host.disk());
            Set<String> leftOut = wanted.keySet();
            copies.tree(base, made.root(), inside -> {
                String name = inside.toString();
                return name.equals(StoreRoot.HIDDEN) || leftOut.contains(name);
            });
            for (Held held : wanted.values()) {
                made.add(held.item().element(), false);
                copy(held, made, copies);
            }
            made.commit();
            return new Joined(List.copyOf(wanted.keySet()), List.of(), dropped, copies.copied(), copies.cloned());
        }
    }

    /** The elements that are in a store just as the deltas hold them. */
    private List<String> alreadyIn(Path store) {
        return wanted.values().stream()
                .filter(h -> ElementKey.of(store, h.item().element(), options.completeness())
                        .equals(h.item().key()))
                .map(h -> h.item().element())
                .toList();
    }

    /** What each delta was made from must be as it was: in the base, or in a delta before it. */
    private void checkInputs(List<Store> deltas) {
        Map<String, String> overlay = new LinkedHashMap<>();
        for (Store store : deltas) {
            Delta delta = Delta.read(store);
            for (Delta.Input input : delta.inputs()) {
                String key = overlay.containsKey(input.element())
                        ? overlay.get(input.element())
                        : keyInBase(input.element());
                if (!key.equals(input.key())) {
                    throw changed(store, delta, input, key);
                }
            }
            delta.elements().forEach(e -> overlay.put(e.element(), e.key()));
        }
    }

    private String keyInBase(String element) {
        StoreRoot.checkName(element);
        return ElementKey.of(base, element, options.completeness());
    }

    private RoimillException changed(Store store, Delta delta, Delta.Input input, String now) {
        boolean gone = now.equals(ElementKey.ABSENT);
        return RoimillException.badData(
                store.name() + ": it was made from '" + input.element() + "' of "
                        + delta.base().name() + ", which " + (gone ? "is not in " : "has changed since in ") + base,
                "Run the chain on the store as it is now, or join to the store that the delta was made from.");
    }

    private boolean mayReplace(Delta.Item item) {
        return overwrite
                || (!item.replaces().equals(ElementKey.ABSENT)
                        && ElementKey.of(base, item.element(), options.completeness())
                                .equals(item.replaces()));
    }

    private void refuseTaken(Delta.Item item) {
        if (!mayReplace(item)
                && !ElementKey.of(base, item.element(), options.completeness()).equals(ElementKey.ABSENT)) {
            throw new RoimillException(
                    Failure.EXISTS,
                    base + ": '" + item.element() + "' is there already",
                    "Say --overwrite to replace it, or choose another name.");
        }
    }

    private void copy(Held held, Staged into, Copies copies) {
        String element = held.item().element();
        copies.element(held.delta(), element, into.staging());
        String key = ElementKey.of(into.staging(), element, options.completeness());
        if (!key.equals(held.item().key())) {
            throw RoimillException.badData(
                    held.delta().name() + ": '" + element + "' is not what " + Delta.KEY + " says it is",
                    "The delta is damaged: make it again.");
        }
    }
}
