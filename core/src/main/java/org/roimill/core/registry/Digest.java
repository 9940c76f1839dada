package org.roimill.core.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of a jar; of a folder of classes, as a build has them, over the names and contents of its files. */
final class Digest {
    private Digest() {}

    static String of(Path place) {
        try (DigestOutputStream sum = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            if (Files.isDirectory(place)) {
                addFolder(place, sum);
            } else {
                addFile(place, sum);
            }
            return HexFormat.of().formatHex(sum.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + place, e);
        }
    }

    private static void addFolder(Path folder, OutputStream sum) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file) + " " + Files.size(file) + "\n";
            sum.write(name.getBytes(StandardCharsets.UTF_8));
            addFile(file, sum);
        }
    }

    private static void addFile(Path file, OutputStream sum) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(sum);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
