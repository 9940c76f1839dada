package org.roimill.inference.library;

import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/**
 * How a model is named: by its name, by a path, or by an address, each with a digest behind a {@code #} if that matters.
 *
 * @param digest null where none is stated
 */
record Address(String where, String digest) {
    private static final Pattern REMOTE = Pattern.compile("https?://.+");

    static Address of(String text) {
        int mark = text.lastIndexOf('#');
        if (mark < 0 || !text.startsWith(Hash.PREFIX, mark + 1)) {
            return new Address(text, null);
        }
        return new Address(text.substring(0, mark), checked(text.substring(mark + 1)));
    }

    static String checked(String digest) {
        if (digest != null && !Hash.isDigest(digest)) {
            throw RoimillException.usage(
                    "'" + digest + "' is no digest",
                    "Write sha256: and 64 hexadecimal digits, as sha256sum prints them.");
        }
        return digest;
    }

    boolean isRemote() {
        return REMOTE.matcher(where).matches();
    }

    /** A plain word is never a path: what it means must not hang on the folder that one stands in. */
    boolean isPath() {
        return where.contains("/") || where.endsWith(".zip");
    }
}
