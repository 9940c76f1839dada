package org.roimill.stores.complete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.StoredChunk;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.Store;

/** Holds an element against its chunk list. */
public final class Verifier {
    /** No store of ours comes near it; whoever claims more would keep us counting for ever. */
    private static final long MOST_CELLS = 100_000_000;

    private final Store store;
    private final String element;
    private final ChunkList list;

    public Verifier(Store store, String element, ChunkList list) {
        this.store = store;
        this.element = element;
        this.list = list;
    }

    /** One stored object that is not as it was written. */
    public record Bad(String key, String what) {
        @Override
        public String toString() {
            return key + " " + what;
        }
    }

    /** What is wrong. Looks at presence and length alone. */
    public List<Bad> quick() {
        List<Bad> wrong = new ArrayList<>();
        list.entries().forEach((key, entry) -> {
            long size = store.size(full(key));
            if (size < 0) {
                wrong.add(new Bad(key, "is missing"));
            } else if (size != entry.length()) {
                wrong.add(new Bad(key, "has " + size + " bytes instead of " + entry.length()));
            }
        });
        return wrong;
    }

    /** As {@link #quick}, and reads everything: stored bytes and what they decode to. */
    public List<Bad> content() {
        List<Bad> wrong = new ArrayList<>(quick());
        Map<String, ChunkList.Entry> open = new TreeMap<>(list.entries());
        wrong.forEach(bad -> open.remove(bad.key()));
        arrays(ZarrGroup.openPlain(store, element), "", open, wrong);
        open.keySet().forEach(key -> wrong.add(new Bad(key, "is listed and belongs to no array")));
        return wrong;
    }

    private void arrays(ZarrGroup group, String path, Map<String, ChunkList.Entry> open, List<Bad> wrong) {
        for (ZarrGroup.Child child : group.children()) {
            String below = path + child.name();
            if (child.kind() == NodeKind.GROUP) {
                arrays(group.group(child.name()), below + "/", open, wrong);
            } else {
                array(group.array(child.name()), open, wrong);
            }
        }
    }

    private void array(ZarrArray array, Map<String, ChunkList.Entry> open, List<Bad> wrong) {
        long[] grid = array.gridShape();
        if (cells(grid) > MOST_CELLS) {
            wrong.add(new Bad(array.path(), "claims more than " + MOST_CELLS + " chunks in its metadata"));
            return;
        }
        long[] one = new long[grid.length];
        Arrays.fill(one, 1);
        for (Region cell : Region.ofShape(grid).cells(one)) {
            String key = array.key(cell.min());
            String relative = element.isEmpty() ? key : key.substring(element.length() + 1);
            ChunkList.Entry entry = open.remove(relative);
            if (entry != null) {
                String fault = compare(array, cell.min(), entry);
                if (fault != null) {
                    wrong.add(new Bad(relative, fault));
                }
            }
        }
    }

    private static double cells(long[] grid) {
        double cells = 1;
        for (long side : grid) {
            cells *= side;
        }
        return cells;
    }

    private static String compare(ZarrArray array, long[] position, ChunkList.Entry entry) {
        try {
            StoredChunk now = array.inspect(position);
            if (now == null) {
                return "is missing";
            }
            if (now.crc32c() != entry.crc32c()) {
                return "holds other bytes than were written";
            }
            return now.hash().equals(entry.raw()) ? null : "decodes to other values than were written";
        } catch (RoimillException e) {
            return "cannot be decoded: " + e.getMessage().lines().findFirst().orElse("");
        }
    }

    private String full(String key) {
        return element.isEmpty() ? key : element + "/" + key;
    }
}
