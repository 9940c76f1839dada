package org.roimill.stores.commit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a commit did.
 *
 * @param keys the elements now in place with their new keys; {@link ElementKey#ABSENT} for deleted ones
 * @param unchanged those of them that were there already, equal in every bit, and were left alone
 * @param bytes written for the others
 */
public record Committed(Map<String, String> keys, List<String> unchanged, long bytes) {
    public Committed {
        keys = java.util.Collections.unmodifiableMap(new TreeMap<>(keys));
        unchanged = List.copyOf(unchanged);
    }
}
