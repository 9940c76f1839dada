package org.roimill.core.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.Processor;

/** A jar with processors of somebody else. */
final class PluginJar {
    private static final String SERVICES = "META-INF/services/" + Processor.class.getName();

    private PluginJar() {}

    /** The jars of these folders, each folder's sorted by name, each jar once, links followed to what they mean. */
    static Set<Path> in(List<Path> folders) {
        Set<Path> jars = new LinkedHashSet<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw RoimillException.usage(
                        Files.exists(folder)
                                ? "'" + folder + "' is given as a folder of plugins and is a file"
                                : "there is no folder of plugins '" + folder + "'",
                        "Give a folder that holds plugins as *.jar.");
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path jar : files.filter(f -> f.getFileName().toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    jars.add(jar.toRealPath());
                }
            } catch (NoSuchFileException e) {
                throw RoimillException.usage(
                        "plugin " + e.getFile() + " is a link to nothing", "Mend the link, or take it away.");
            } catch (IOException e) {
                throw RoimillException.trouble(
                        "the folder of plugins '" + folder + "' cannot be read: " + e.getMessage(),
                        "See that it may be read.",
                        e);
            }
        }
        return jars;
    }

    /** Its processors. The loader that they need is added to {@code loaders}, for the caller to close. */
    static List<Entry<?>> load(Path jar, List<URLClassLoader> loaders) {
        checkReadable(jar);
        URLClassLoader loader = new URLClassLoader(new URL[] {url(jar)}, Registry.class.getClassLoader());
        loaders.add(loader);
        try {
            List<Entry<?>> entries = entries(jar, loader);
            if (entries.isEmpty()) {
                throw noProcessor(jar, "all that it lists are on the class path of roimill already");
            }
            return entries;
        } catch (RoimillException e) {
            throw e;
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            throw explain(jar, e);
        }
    }

    private static List<Entry<?>> entries(Path jar, URLClassLoader loader) {
        String digest = Digest.of(jar);
        List<Entry<?>> entries = new ArrayList<>();
        var providers = ServiceLoader.load(Processor.class, loader).stream().iterator();
        while (providers.hasNext()) {
            ServiceLoader.Provider<?> provider = providers.next();
            // The loader lists what its parent has, too.
            if (loader.equals(provider.type().getClassLoader())) {
                entries.add(Entry.of((Processor<?>) provider.get(), jar.toString(), digest));
            }
        }
        return entries;
    }

    /** A class loader passes over a jar that it cannot read, without a word. */
    private static void checkReadable(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICES) == null) {
                throw noProcessor(jar, "it has no " + SERVICES);
            }
        } catch (ZipException e) {
            throw RoimillException.badData(
                    "plugin " + jar + " is damaged or no jar: " + e.getMessage(), "Copy or build it again.", e);
        } catch (IOException e) {
            throw RoimillException.trouble(
                    "plugin " + jar + " cannot be read: " + e.getMessage(), "See that it may be read.", e);
        }
    }

    private static RoimillException noProcessor(Path jar, String why) {
        return RoimillException.usage(
                "plugin " + jar + " holds no processor: " + why,
                "Take it out of the folder of plugins; what a plugin needs is packed into its own jar.");
    }

    private static RoimillException explain(Path jar, Throwable thrown) {
        Throwable cause =
                thrown instanceof ServiceConfigurationError && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case UnsupportedClassVersionError e ->
                new RoimillException(
                        Failure.USAGE,
                        "plugin " + jar + " was built for a newer Java than the "
                                + Runtime.version().feature() + " that runs here",
                        "Build it with --release " + Runtime.version().feature() + ", or run roimill on that Java.",
                        e);
            case NoClassDefFoundError e ->
                defect(jar, "lacks the class " + className(e), "Pack all that the plugin needs into its jar.", e);
            case LinkageError e ->
                defect(jar, "does not fit this version of roimill: " + e, "Build it against this version.", e);
            case ServiceConfigurationError e ->
                defect(
                        jar,
                        "does not hold what its service file says: " + e.getMessage(),
                        "Correct " + SERVICES + ".",
                        e);
            default ->
                defect(
                        jar,
                        "cannot be used: " + cause,
                        "Report this to whoever made the plugin, or take it away.",
                        cause);
        };
    }

    private static RoimillException defect(Path jar, String what, String wayOut, Throwable cause) {
        return new RoimillException(Failure.INTERNAL, "plugin " + jar + " " + what, wayOut, cause);
    }

    private static String className(NoClassDefFoundError e) {
        return String.valueOf(e.getMessage()).replace('/', '.');
    }

    private static URL url(Path jar) {
        URI uri = jar.toUri();
        try {
            return uri.toURL();
        } catch (IOException e) {
            throw new IllegalStateException("no address for " + jar, e);
        }
    }
}
