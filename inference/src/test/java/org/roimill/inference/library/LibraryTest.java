package org.roimill.inference.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.TinyModel;

class LibraryTest {
    @TempDir
    Path folder;

    private Library library() {
        return new Library(folder.resolve("library"));
    }

    private static void assertSays(Failure failure, String part, org.junit.jupiter.api.function.Executable what) {
        RoimillException e = assertThrows(RoimillException.class, what);
        assertEquals(failure, e.failure(), e.getMessage());
        assertTrue(e.getMessage().contains(part), part + " is not in: " + e.getMessage());
        assertTrue(e.getMessage().lines().count() <= 2, e.getMessage());
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("made.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.yaml", "/etc/model.yaml", "tiny/../../x", "a\\..\\b"})
    void anArchiveThatClimbsOutIsRefused(String name) throws IOException {
        Path zip = zip(Map.of("model.yaml", new byte[0], name, new byte[0]));
        assertSays(Failure.BAD_DATA, "leads out of the archive", () -> library().find(zip.toString()));
    }

    @Test
    void anArchiveThatGrowsIsRefused() throws IOException {
        Path zip = zip(Map.of("model.yaml", new byte[0], "zeros.onnx", new byte[64 << 20]));
        ZipFiles files = new ZipFiles(zip);
        assertSays(
                Failure.BAD_DATA,
                "is larger than",
                () -> files.open("zeros.onnx").readAllBytes());
    }

    @Test
    void anArchiveOfManyFilesOrWithoutACardIsRefused() throws IOException {
        Map<String, byte[]> many = new java.util.TreeMap<>();
        for (int i = 0; i < 65; i++) {
            many.put("f" + i, new byte[0]);
        }
        assertSays(
                Failure.BAD_DATA,
                "more than 64 files",
                () -> library().find(zip(many).toString()));
        assertSays(
                Failure.BAD_DATA,
                "holds no model.yaml",
                () -> library().find(zip(Map.of("x", new byte[0])).toString()));
        Files.writeString(folder.resolve("notes.zip"), "Buy milk.");
        assertSays(
                Failure.BAD_DATA,
                "is no zip file",
                () -> library().find(folder.resolve("notes.zip").toString()));
    }

    @Test
    void whatIsTakenInIsThereUnderItsNameAndGoesAgain() throws IOException {
        Path zip = TinyModel.zip(folder.resolve("tiny.zip"), "tiny/");
        Installer installer = new Installer(library());
        Found found = library().outside(zip.toString(), Library.digest(zip));
        installer.install(found, "mine");
        assertEquals("mine", library().names().getLast());
        assertEquals(found.card(), library().find("mine").card());
        assertSays(Failure.EXISTS, "is there already", () -> installer.install(found, "mine"));
        assertSays(Failure.USAGE, "is no name", () -> installer.install(found, "../mine"));
        installer.remove("mine");
        assertFalse(library().names().contains("mine"));
        try (Stream<Path> left = Files.list(folder.resolve("library"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void halfAModelLeavesNothingBehind() throws IOException {
        Path model = TinyModel.in(folder.resolve("tiny"));
        Found found = library().outside(model.toString(), null);
        Files.delete(model.resolve("test-output.npy"));
        assertThrows(RoimillException.class, () -> new Installer(library()).install(found, "tiny"));
        try (Stream<Path> left = Files.list(folder.resolve("library"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void anAddressIsFetchedOnceAndOnlyIfItIsWhatIsStated() throws IOException {
        byte[] zip = Files.readAllBytes(TinyModel.zip(folder.resolve("tiny.zip"), ""));
        String digest = Hash.digest(zip);
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            boolean there = exchange.getRequestURI().getPath().equals("/tiny.zip");
            exchange.sendResponseHeaders(there ? 200 : 404, there ? zip.length : -1);
            if (there) {
                exchange.getResponseBody().write(zip);
            }
            exchange.close();
        });
        server.start();
        try {
            String host = "http://127.0.0.1:" + server.getAddress().getPort();
            assertEquals(
                    "tiny",
                    library().find(host + "/tiny.zip#" + digest).card().model().name());
            library().find(host + "/tiny.zip#" + digest);
            assertEquals(1, asked.get());
            String other = "sha256:" + "0".repeat(64);
            assertSays(
                    Failure.BAD_DATA, "is not what is stated", () -> library().outside(host + "/tiny.zip", other));
            assertSays(Failure.USAGE, "answers 404", () -> library().outside(host + "/gone.zip", other));
            assertSays(Failure.USAGE, "nothing says what", () -> library().outside(host + "/tiny.zip", null));
            assertSays(Failure.USAGE, "is no digest", () -> library().outside(host + "/tiny.zip", "abc"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theFolderIsTheUsersOwnOrAmongTheData() {
        assertEquals(Path.of("/m"), Library.folder(Map.of("ROIMILL_MODELS", "/m", "XDG_DATA_HOME", "/d"), "/h"));
        assertEquals(Path.of("/d/roimill/models"), Library.folder(Map.of("XDG_DATA_HOME", "/d"), "/h"));
        assertEquals(Path.of("/h/.local/share/roimill/models"), Library.folder(Map.of(), "/h"));
    }
}
