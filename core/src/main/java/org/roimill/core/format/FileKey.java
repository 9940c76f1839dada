package org.roimill.core.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.roimill.core.error.RoimillException;

/** The {@linkplain Roi#key key} of what lies in one file, of which nobody knows more than its length and its time. */
public final class FileKey {
    private FileKey() {}

    /** {@code stat:} and a digest. */
    public static String of(Path path) {
        try {
            String text =
                    Files.size(path) + " " + Files.getLastModifiedTime(path).toInstant();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "stat:" + HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw RoimillException.trouble(path + " cannot be looked at: " + e.getMessage(), "Run it again.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
