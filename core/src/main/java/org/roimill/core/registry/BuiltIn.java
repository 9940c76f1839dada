package org.roimill.core.registry;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.Processor;

/** The processors that come with roimill: those on the class path that core itself is on. */
final class BuiltIn {
    private BuiltIn() {}

    static List<Entry<?>> load() {
        Map<Path, String> digests = new HashMap<>();
        List<Entry<?>> entries = new ArrayList<>();
        try {
            for (Processor<?> processor : ServiceLoader.load(Processor.class, Registry.class.getClassLoader())) {
                Path place = placeOf(processor.getClass());
                entries.add(Entry.of(processor, nameOf(place), digests.computeIfAbsent(place, Digest::of)));
            }
        } catch (ServiceConfigurationError | LinkageError | IllegalArgumentException | IllegalStateException e) {
            throw new RoimillException(
                    Failure.INTERNAL,
                    "a built-in processor cannot be loaded: " + e.getMessage(),
                    "This installation is damaged or mixed of two versions: install it anew.",
                    e);
        }
        return entries;
    }

    /** The jar, or in a build the folder, that a class was loaded from. */
    private static Path placeOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("nobody knows where " + type.getName() + " came from");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type.getName() + " came from " + source.getLocation(), e);
        }
    }

    /** The name of the module without its version. */
    private static String nameOf(Path place) {
        if (Files.isDirectory(place)) {
            return place.endsWith("target/classes")
                    ? place.getParent().getParent().getFileName().toString()
                    : place.toString();
        }
        return place.getFileName().toString().replaceAll("(-\\d.*)?\\.jar$", "");
    }
}
