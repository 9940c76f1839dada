package org.roimill.stores;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Golden archives of the class path, unpacked. */
public final class Unpacked {
    private Unpacked() {}

    public static Path archive(String name, Path into) throws IOException {
        InputStream in = Objects.requireNonNull(Unpacked.class.getResourceAsStream("/golden/" + name), name);
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
        return into;
    }
}
