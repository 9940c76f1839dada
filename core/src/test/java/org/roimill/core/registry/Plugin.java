package org.roimill.core.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a small processor and packs it into a jar, whole or damaged as a test wants it. */
final class Plugin {
    private final String name;
    private String id;
    private String family = "FILTER";
    private String parameter = "";
    private String constructor = "";
    private String services;
    private String without = "";
    private BiConsumer<String, byte[]> change = (file, bytes) -> {};

    private Plugin(String name) {
        this.name = name;
        id = name.toLowerCase(Locale.ROOT);
        services = "plugin." + name;
    }

    static Plugin of(String className) {
        return new Plugin(className);
    }

    Plugin id(String other) {
        id = other;
        return this;
    }

    Plugin family(String other) {
        family = other;
        return this;
    }

    Plugin parameter(String component) {
        parameter = component;
        return this;
    }

    Plugin constructor(String body) {
        constructor = body;
        return this;
    }

    /** What the service file says; null for no such file. */
    Plugin services(String text) {
        services = text;
        return this;
    }

    Plugin without(String className) {
        without = className;
        return this;
    }

    /** May change the bytes of a class, given by its name with slashes. */
    Plugin change(BiConsumer<String, byte[]> how) {
        change = how;
        return this;
    }

    Path build(Path jar) throws IOException {
        Map<String, byte[]> classes = compile();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            if (services != null) {
                put(
                        out,
                        "META-INF/services/org.roimill.core.processor.Processor",
                        services.getBytes(StandardCharsets.UTF_8));
            }
            classes.remove(without);
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                change.accept(entry.getKey(), entry.getValue());
                put(out, entry.getKey() + ".class", entry.getValue());
            }
        }
        return jar;
    }

    private String source() {
        return """
                package plugin;
                import java.util.List;
                import org.roimill.core.element.Kind;
                import org.roimill.core.processor.*;
                class Helper {}
                public class %s implements Processor<%1$s.None> {
                    public record None(%s) {}
                    public %1$s() { %s }
                    public Descriptor<None> descriptor() {
                        return new Descriptor<>("%s", Family.%s, 1, "Does it.", None.class,
                                List.of(Port.one("image", Kind.IMAGE, "()", "What.")),
                                List.of(Port.one("image", Kind.IMAGE, "()", "What.")));
                    }
                    public Plan plan(None none, Inputs inputs) { return Plan.builder().build(); }
                }
                """.formatted(name, parameter, constructor, id, family);
    }

    private static void put(JarOutputStream out, String path, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(path);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private Map<String, byte[]> compile() {
        Map<String, ByteArrayOutputStream> made = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///plugin/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return source();
                    }
                };
        try (JavaFileManager manager = new InMemory(compiler.getStandardFileManager(null, null, null), made)) {
            List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, manager, null, options, null, List.of(file))
                    .call()) {
                throw new IllegalStateException("the plugin does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> classes = new TreeMap<>();
        made.forEach((className, bytes) -> classes.put(className, bytes.toByteArray()));
        return classes;
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> made;

        InMemory(JavaFileManager manager, Map<String, ByteArrayOutputStream> made) {
            super(manager);
            this.made = made;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String path = className.replace('.', '/');
            return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return made.computeIfAbsent(path, p -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
