package org.roimill.core.element;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/** The rules for names of elements, which are SpatialData's: every name is also a safe name of a folder. */
public final class ElementNames {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_.-]+");
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

    /** What keeps a text from being a name; null if nothing. */
    public static String wrongWith(String name) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.length() > LONGEST) {
            return "it is longer than " + LONGEST + " letters";
        }
        if (name.equals(".") || name.equals("..")) {
            return "it means a folder";
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
