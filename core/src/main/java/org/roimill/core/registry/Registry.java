package org.roimill.core.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.text.Spelling;

/**
 * All processors, by family and then by id. Safe for many threads. Closing it closes the jars of the plugins, whose
 * processors cannot be used after that.
 */
public final class Registry implements AutoCloseable {
    private final Map<String, Entry<?>> byId = new LinkedHashMap<>();
    private final List<URLClassLoader> loaders;

    private Registry(List<Entry<?>> entries, List<URLClassLoader> loaders) {
        this.loaders = loaders;
        Comparator<Entry<?>> order = Comparator.comparing(e -> e.descriptor().family());
        entries.stream().sorted(order.thenComparing(Entry::id)).forEach(entry -> {
            Entry<?> other = byId.put(entry.id(), entry);
            if (other != null) {
                throw RoimillException.usage(
                        "two processors are called '" + entry.id() + "': one of " + other.origin() + ", one of "
                                + entry.origin(),
                        "Take one of the two away, or give its processor another id.");
            }
        });
    }

    /**
     * The processors on the class path, and those in every jar of these folders. Each jar sees roimill and itself, and
     * no other plugin. Anything that cannot be loaded stops the load: a chain must mean the same wherever it runs.
     */
    public static Registry load(List<Path> pluginFolders) {
        List<URLClassLoader> loaders = new ArrayList<>();
        try {
            List<Entry<?>> entries = new ArrayList<>(BuiltIn.load());
            for (Path jar : PluginJar.in(pluginFolders)) {
                entries.addAll(PluginJar.load(jar, loaders));
            }
            return new Registry(entries, loaders);
        } catch (RuntimeException | Error e) {
            close(loaders);
            throw e;
        }
    }

    /** In a fixed order: by family, then by id. */
    public List<Entry<?>> entries() {
        return List.copyOf(byId.values());
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    public boolean has(String id) {
        return byId.containsKey(id);
    }

    public Entry<?> find(String id) {
        Entry<?> entry = byId.get(id);
        if (entry == null) {
            throw RoimillException.usage(
                    "there is no processor '" + id + "'",
                    Spelling.didYouMean(id, byId.keySet()) + "'roimill processors' lists them all.");
        }
        return entry;
    }

    @Override
    public void close() {
        close(loaders);
    }

    private static void close(List<URLClassLoader> loaders) {
        Collections.reverse(loaders);
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        loaders.clear();
    }
}
