package org.roimill.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

class RegistryTest {
    @TempDir
    Path folder;

    private RoimillException failure(Failure kind) {
        RoimillException e = assertThrows(RoimillException.class, () -> Registry.load(List.of(folder)));
        assertEquals(kind, e.failure(), e.getMessage());
        assertEquals(2, e.getMessage().lines().count(), e.getMessage());
        return e;
    }

    private void assertNames(RoimillException e, Object... words) {
        for (Object word : words) {
            assertTrue(e.getMessage().contains(word.toString()), word + " in: " + e.getMessage());
        }
    }

    @Test
    void theClassPathIsReadWithoutPlugins() {
        try (Registry registry = Registry.load(List.of())) {
            assertEquals(List.of("test_invert"), registry.ids());
            Entry<?> entry = registry.find("test_invert");
            assertTrue(entry.origin().contains("test-classes"), entry.origin());
            assertTrue(entry.digest().matches("[0-9a-f]{64}"), entry.digest());
            assertTrue(registry.has("test_invert"));
        }
    }

    @Test
    void pluginsAreLoadedByFamilyAndId() throws IOException {
        Path b = Plugin.of("B").build(folder.resolve("1.jar"));
        Plugin.of("A").build(folder.resolve("2.jar"));
        Plugin.of("C").family("SEGMENTER").build(folder.resolve("0.jar"));
        Files.writeString(folder.resolve("notes.txt"), "no jar");
        try (Registry registry = Registry.load(List.of(folder))) {
            assertEquals(List.of("a", "b", "test_invert", "c"), registry.ids());
            assertEquals(b.toRealPath().toString(), registry.find("b").origin());
            assertFalse(registry.find("a").digest().equals(registry.find("b").digest()));
        }
    }

    @Test
    void equalJarsHaveEqualDigests() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path jar = Plugin.of("A").build(folder.resolve("a.jar"));
        Files.copy(jar, other.resolve("b.jar"));
        try (Registry one = Registry.load(List.of(folder));
                Registry two = Registry.load(List.of(other))) {
            assertEquals(one.find("a").digest(), two.find("a").digest());
        }
    }

    @Test
    void anIdThatTwoHaveStopsTheLoadAndNamesBoth() throws IOException {
        Path one = Plugin.of("A").build(folder.resolve("one.jar"));
        Path two = Plugin.of("A").build(folder.resolve("two.jar"));
        assertNames(failure(Failure.USAGE), "'a'", one.toRealPath(), two.toRealPath());
    }

    @Test
    void anIdThatIsBuiltInStopsTheLoadToo() throws IOException {
        Path jar = Plugin.of("A").id("test_invert").build(folder.resolve("one.jar"));
        assertNames(failure(Failure.USAGE), "'test_invert'", jar.toRealPath(), "test-classes");
    }

    @Test
    void aLinkIsFollowedAndOneJarIsLoadedOnce() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path jar = Plugin.of("A").build(real.resolve("a.jar"));
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("link.jar"), jar);
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), real);
        try (Registry registry = Registry.load(List.of(links, linked, real))) {
            assertEquals(jar.toRealPath().toString(), registry.find("a").origin());
        }
        Files.createSymbolicLink(folder.resolve("dangling.jar"), real.resolve("none.jar"));
        assertNames(failure(Failure.USAGE), folder.resolve("dangling.jar"), "link to nothing");
    }

    @Test
    void aFolderThatIsMissingIsNamed() throws IOException {
        Path missing = folder.resolve("missing");
        RoimillException e = assertThrows(RoimillException.class, () -> Registry.load(List.of(missing)));
        assertNames(e, "no folder of plugins", missing);
        Path file = Files.createFile(folder.resolve("file"));
        e = assertThrows(RoimillException.class, () -> Registry.load(List.of(file)));
        assertNames(e, "is a file", file);
    }

    @Test
    void whatIsNoJarIsNamed() throws IOException {
        Path jar = Files.writeString(folder.resolve("x.jar"), "this is no archive at all");
        assertNames(failure(Failure.BAD_DATA), jar.toRealPath(), "damaged or no jar");
    }

    @Test
    void aJarThatIsCutShortIsNamed() throws IOException {
        Path jar = Plugin.of("A").build(folder.resolve("x.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
        assertNames(failure(Failure.BAD_DATA), jar.toRealPath());
    }

    @Test
    void aJarWithoutAProcessorIsNamed() throws IOException {
        Path jar = Plugin.of("A").services("").build(folder.resolve("x.jar"));
        assertNames(failure(Failure.USAGE), jar.toRealPath(), "holds no processor");
        Plugin.of("A").services(null).build(jar);
        assertNames(failure(Failure.USAGE), jar.toRealPath(), "holds no processor", "META-INF/services");
        Plugin.of("A").services(TestInvert.class.getName()).build(jar);
        assertNames(failure(Failure.USAGE), jar.toRealPath(), "holds no processor", "already");
    }

    @Test
    void aServiceFileThatIsWrongIsNamed() throws IOException {
        Path jar = Plugin.of("A").services("plugin.Missing").build(folder.resolve("x.jar"));
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "plugin.Missing");
        Plugin.of("A").services("plugin.A$None").build(jar);
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "plugin.A$None");
    }

    @Test
    void aMissingClassIsNamed() throws IOException {
        Path jar = Plugin.of("A").without("plugin/A$None").build(folder.resolve("x.jar"));
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "lacks the class plugin.A$None");
        Plugin.of("A").without("plugin/Helper").constructor("new Helper();").build(jar);
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "lacks the class plugin.Helper");
    }

    @Test
    void aNewerJavaIsNamed() throws IOException {
        Path jar = Plugin.of("A")
                .change((name, bytes) -> {
                    if (name.equals("plugin/A")) {
                        ByteBuffer.wrap(bytes).putShort(6, (short) 0x7F);
                    }
                })
                .build(folder.resolve("x.jar"));
        assertNames(
                failure(Failure.USAGE),
                jar.toRealPath(),
                "newer Java",
                Runtime.version().feature());
    }

    @Test
    void whatAConstructorThrowsIsTold() throws IOException {
        Path jar = Plugin.of("A")
                .constructor("if (true) throw new IllegalStateException(\"no licence\");")
                .build(folder.resolve("x.jar"));
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "no licence");
    }

    @Test
    void aBadDescriptorIsTold() throws IOException {
        Path jar = Plugin.of("A").id("Not An Id").build(folder.resolve("x.jar"));
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "'Not An Id'");
        Plugin.of("A").parameter("int size").build(jar);
        assertNames(failure(Failure.INTERNAL), jar.toRealPath(), "'size'", "@Param");
    }

    @Test
    void anUnknownIdNamesTheNearest() {
        try (Registry registry = Registry.load(List.of())) {
            RoimillException e = assertThrows(RoimillException.class, () -> registry.find("test_invrt"));
            assertEquals(
                    List.of(
                            "there is no processor 'test_invrt'",
                            "Did you mean test_invert? 'roimill processors' lists them all."),
                    e.getMessage().lines().toList());
        }
    }

    @Test
    void aDescriptorIsTextsNumbersListsAndMapsAlone() {
        try (Registry registry = Registry.load(List.of())) {
            Map<String, Object> map = Descriptors.map(registry.find("test_invert"));
            assertEquals("filter", map.get("family"));
            assertEquals(
                    List.of(Map.of(
                            "name", "image", "kind", "image", "arity", "one", "core_axes", "(y,x)", "help", "What.")),
                    map.get("inputs"));
            assertJson(map);
        }
    }

    private static void assertJson(Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    assertTrue(key instanceof String);
                    assertJson(inner);
                });
            case List<?> list -> list.forEach(RegistryTest::assertJson);
            default ->
                assertTrue(
                        value instanceof String || value instanceof Number || value instanceof Boolean,
                        value.getClass() + " is nothing that JSON has");
        }
    }
}
