package org.roimill.stores.zarr.store;

import org.roimill.core.error.RoimillException;

/** What a key may look like, so that none leads out of its store, and how keys are put together. */
public final class Keys {
    /** Begins the names of unfinished files, which no key may have and no listing shows. */
    static final String UNFINISHED = ".~";

    private static final int MAX_LENGTH = 4096;

    private Keys() {}

    public static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : name.isEmpty() ? prefix : prefix + "/" + name;
    }

    /** The part before the last slash; empty for a name at the root. */
    public static String parent(String key) {
        int slash = key.lastIndexOf('/');
        return slash < 0 ? "" : key.substring(0, slash);
    }

    /** Gives the key back if it is sound: names between single slashes, none of them special to a file system. */
    public static String check(String key) {
        String fault = fault(key);
        if (fault != null) {
            throw RoimillException.badData(
                    "'" + key + "' is no key of a Zarr store: " + fault,
                    "Keys are names joined by slashes, without '.', '..' and backslashes.");
        }
        return key;
    }

    /** Like {@link #check}, and the root, which is empty, is sound too. */
    public static String checkPrefix(String prefix) {
        return prefix.isEmpty() ? prefix : check(prefix);
    }

    /** What is wrong with a key; null if nothing is. */
    static String fault(String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return "it has " + key.length() + " characters";
        }
        int start = 0;
        for (int i = 0; i <= key.length(); i++) {
            char c = i == key.length() ? '/' : key.charAt(i);
            if (c == '\\' || c == 0) {
                return "it holds a backslash or a zero";
            }
            if (c == '/') {
                String fault = faultOfName(key, start, i);
                if (fault != null) {
                    return fault;
                }
                start = i + 1;
            }
        }
        return null;
    }

    private static String faultOfName(String key, int start, int end) {
        int n = end - start;
        if (n == 0) {
            return "it holds an empty name";
        }
        if (key.charAt(start) == '.' && (n == 1 || (n == 2 && key.charAt(start + 1) == '.'))) {
            return "it climbs";
        }
        return key.startsWith(UNFINISHED, start) ? "names in '" + UNFINISHED + "' mean unfinished files" : null;
    }
}
