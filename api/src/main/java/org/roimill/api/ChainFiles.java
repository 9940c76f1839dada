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
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.ModelRef;
import org.roimill.core.processor.OpenResources;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.FileEntry;
import org.roimill.runner.chain.Placeholders;
import org.roimill.runner.chain.RoiEntry;

/** Looks at the files that a chain refers to. */
final class ChainFiles {
    private static final String ADDRESS = "address";
    private static final String MISSING = "missing";
    private static final String MODEL = "model";
    private static final String OK = "ok";

    private ChainFiles() {}

    /**
     * A file as it was found.
     *
     * @param path null for an address
     * @param found the digest that the file has; null where there is none to look at
     */
    private record Looked(FileEntry file, Path path, String found) {
        /** What the chain states, or else what the file has; null where neither is known. */
        String digest() {
            return file.digest() == null ? found : file.digest();
        }

        String state() {
            if (path == null) {
                return ADDRESS;
            }
            if (found == null) {
                return MISSING;
            }
            return file.digest() == null || file.digest().equals(found) ? OK : "differs: it is " + found;
        }
    }

    static List<Map<String, Object>> look(Chain chain, Map<String, Object> set, OpenResources resources) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (FileEntry file : filled(chain, set, Map.of())) {
            Looked looked = look(chain, file, resources);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", file.name());
            one.put("location", file.location());
            one.put("kind", file.kind());
            one.put("digest", looked.digest());
            one.put("state", looked.state());
            all.add(one);
        }
        return all;
    }

    /** All files must be there, as the chain states them, for every ROI; each is looked at once. */
    static void check(Chain chain, Map<String, Object> set, List<RoiEntry> rois, OpenResources resources) {
        if (chain.files().isEmpty()) {
            return;
        }
        Set<FileEntry> files = new LinkedHashSet<>();
        for (RoiEntry roi : rois) {
            try {
                files.addAll(filled(chain, set, roi.meta()));
            } catch (RoimillException e) {
                // A placeholder that nothing fills: the plan of the ROI tells it.
            }
        }
        for (FileEntry file : files) {
            Looked looked = look(chain, file, resources);
            String place = chain.name() + ", files, " + file.name() + ": " + file.location();
            if (looked.state().equals(MISSING)) {
                throw RoimillException.usage(
                        place + (Files.isDirectory(looked.path()) ? " is a folder" : " is not there"),
                        "Check the path; it starts from the folder of the chain.");
            }
            if (!looked.state().equals(OK) && !looked.state().equals(ADDRESS)) {
                throw RoimillException.badData(
                        place + " is not the file that the chain states: it has " + looked.found(),
                        "Get the right file, or state this digest in the chain.");
            }
        }
    }

    private static Collection<FileEntry> filled(Chain chain, Map<String, Object> set, Map<String, String> meta) {
        return Placeholders.fill(chain.withSteps(List.of()), set, meta).files().values();
    }

    /** A model may be a folder: then the digest of its card stands for it. */
    private static Looked look(Chain chain, FileEntry file, OpenResources resources) {
        if (file.location().contains("://")) {
            return new Looked(file, null, null);
        }
        Path path = chain.folder() == null
                ? Path.of(file.location())
                : chain.folder().resolve(file.location());
        if (Files.isDirectory(path) && MODEL.equals(file.kind())) {
            return new Looked(file, path, resources.digest(new ModelRef(path.toString())));
        }
        return new Looked(file, path, Files.isRegularFile(path) ? "sha256:" + sha256(path) : null);
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
