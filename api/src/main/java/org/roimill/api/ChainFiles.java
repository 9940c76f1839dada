package org.roimill.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.FileEntry;

/** Looks at the files that a chain refers to. */
final class ChainFiles {
    private ChainFiles() {}

    static List<Map<String, Object>> look(Chain chain, Path folder) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (FileEntry file : chain.files().values()) {
            Map<String, Object> one = new LinkedHashMap<>();
            boolean address = file.location().contains("://");
            Path path = address ? null : folder.resolve(file.location());
            String found = address || !Files.isRegularFile(path) ? null : "sha256:" + sha256(path);
            one.put("name", file.name());
            one.put("location", file.location());
            one.put("kind", file.kind());
            one.put("digest", file.digest() == null ? found : file.digest());
            one.put("state", state(address, found, file.digest()));
            all.add(one);
        }
        return all;
    }

    private static String state(boolean address, String found, String stated) {
        if (address) {
            return "address";
        }
        if (found == null) {
            return "missing";
        }
        return stated == null || stated.equals(found) ? "ok" : "differs: it is " + found;
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream sum =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(sum);
            return HexFormat.of().formatHex(sum.getMessageDigest().digest());
        } catch (IOException e) {
            throw RoimillException.trouble(file + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
