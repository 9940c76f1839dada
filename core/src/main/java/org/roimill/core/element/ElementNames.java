package org.roimill.core.element;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/** The rules for names of elements, which are SpatialData's: every name is also a safe name of a folder. */
public final class ElementNames {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_.-]+");
    private static final Set<String> TAKEN = Set.of(".zgroup", ".zattrs", ".zarray", ".zmetadata", "zarr.json");
    private static final int LONGEST = 200;

    private ElementNames() {}

    /** Returns the name if it is one; else says what is wrong with it. */
    public static String check(String name) {
        String wrong = wrongWith(name);
        if (wrong != null) {
            throw RoimillException.usage(
                    "'" + name + "' cannot be the name of an element: " + wrong,
                    "Use letters, digits, '_', '-' and '.', and do not begin with '__'.");
        }
        return name;
    }

    /** The name nearest to any text, such as that of a file: what is not allowed in it becomes {@code _}. */
    public static String from(String text) {
        String name = text.strip().replaceAll("[^\\p{L}\\p{N}_.-]+", "_").replaceAll("^__+", "_");
        name = name.substring(0, Math.min(name.length(), LONGEST));
        return wrongWith(name) == null ? name : "image";
    }

    /** What keeps a text from being a name; null if nothing. */
    public static String wrongWith(String name) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return "it is longer than " + LONGEST + " bytes";
        }
        if (name.equals(".") || name.equals("..")) {
            return "it means a folder";
        }
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            return "Zarr keeps its metadata under that name";
        }
        if (name.startsWith("__")) {
            return "it begins with '__'";
        }
        return ALLOWED.matcher(name).matches() ? null : "it has other signs than letters, digits, '_', '-' and '.'";
    }

    /** Names are unique across kinds, and stay so where a file system ignores case. */
    public static void checkUnique(Collection<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String before = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (before != null) {
                throw RoimillException.usage(
                        before.equals(name)
                                ? "two elements are called '" + name + "'"
                                : "'" + before + "' and '" + name + "' differ only in case",
                        "Rename one of them.");
            }
        }
    }
}
