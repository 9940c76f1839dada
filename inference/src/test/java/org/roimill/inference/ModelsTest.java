package org.roimill.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.network.Network;
import org.roimill.core.network.Percentiles;
import org.roimill.core.network.Provider;
import org.roimill.core.param.ModelRef;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.inference.library.Library;

class ModelsTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    private Models models() {
        return new Models(new Library(folder.resolve("library")), Provider.CPU, notes::add);
    }

    private RoimillException refused(Path model) {
        try (Models models = models()) {
            return assertThrows(RoimillException.class, () -> models.network(new ModelRef(model.toString())));
        }
    }

    private static void assertSays(RoimillException e, Failure failure, String... parts) {
        assertEquals(failure, e.failure(), e.getMessage());
        assertEquals(2, e.getMessage().lines().count(), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), part + " is not in: " + e.getMessage());
        }
    }

    @Test
    void theCardIsReadWithoutTheNetwork() {
        try (Models models = models()) {
            Model model = models.model(
                    new ModelRef(TinyModel.in(folder.resolve("tiny")).toString()));
            assertEquals("tiny", model.card().name());
            assertEquals("cellpose", model.card().family());
            assertEquals(
                    List.of("flow_y", "flow_x", "cell_probability"),
                    model.card().outputs());
            assertEquals(new Percentiles(1, 99), model.card().normalize());
            assertEquals(5, model.card().flowScale());
            assertEquals(30.0, model.card().diameter());
            assertEquals(3, model.card().number("generation", 0));
            assertEquals(15, model.card().defaults().get("min_size"));
            assertEquals(Optional.empty(), model.provider());
        }
    }

    @Test
    void manyThreadsComputeWhatOneDoesOnTilesOfAnySize() throws Exception {
        try (Models models = models();
                Arena arena = Arena.ofShared();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            ModelRef ref = new ModelRef(TinyModel.in(folder.resolve("tiny")).toString());
            Network network = models.network(ref);
            assertSame(network, models.network(ref));
            assertEquals(Optional.of("cpu"), models.model(ref).provider());
            assertEquals(1, network.batch());
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Random random = new Random(i);
                int height = 1 + random.nextInt(70);
                int width = 1 + random.nextInt(70);
                Block in = Block.zeros(DType.F32, Region.ofShape(2, 1, height, width), arena);
                for (long v = 0; v < in.voxels(); v++) {
                    in.set(v, random.nextDouble() - 0.5);
                }
                Block out = Block.zeros(DType.F32, Region.ofShape(2, 3, height, width), arena);
                all.add(threads.submit(() -> {
                    network.run(List.of(in), List.of(out));
                    checkSums(in, out, height, width);
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertEquals(List.of(), notes);
    }

    /** The third channel of the tiny model: an eighth of the sum of the neighbourhood, minus a half. */
    private static void checkSums(Block in, Block out, int height, int width) {
        for (int b = 0; b < 2; b++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    for (int yy = Math.max(0, y - 1); yy <= Math.min(height - 1, y + 1); yy++) {
                        for (int xx = Math.max(0, x - 1); xx <= Math.min(width - 1, x + 1); xx++) {
                            sum += in.get(((long) b * height + yy) * width + xx);
                        }
                    }
                    double is = out.data().getAtIndex(ValueLayout.JAVA_FLOAT, ((b * 3L + 2) * height + y) * width + x);
                    assertEquals(sum / 8 - 0.5, is, 1e-6);
                }
            }
        }
    }

    @Test
    void aZipIsReadAsItIs() {
        try (Models models = models()) {
            Path flat = TinyModel.zip(folder.resolve("flat.zip"), "");
            Path deep = TinyModel.zip(folder.resolve("deep.zip"), "tiny/");
            assertEquals(
                    models.model(new ModelRef(flat.toString())).card(),
                    models.model(new ModelRef(deep.toString())).card());
            assertEquals("cpu", models.network(new ModelRef(deep.toString())).provider());
            String digest = Library.digest(flat);
            models.network(new ModelRef(flat + "#" + digest));
            assertSays(
                    assertThrows(RoimillException.class, () -> models.model(new ModelRef(deep + "#" + digest))),
                    Failure.BAD_DATA,
                    "deep.zip is not what is stated");
        }
    }

    @Test
    void anotherNetworkThanThatOfTheCardIsRefused() throws IOException {
        Path model = TinyModel.in(folder.resolve("m"));
        byte[] bytes = Files.readAllBytes(model.resolve("tiny.onnx"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(model.resolve("tiny.onnx"), bytes);
        assertSays(refused(model), Failure.BAD_DATA, "tiny.onnx", "is not the file of its card");
    }

    @Test
    void whatIsNoNetworkIsRefused() throws IOException {
        Path model = TinyModel.in(folder.resolve("m"));
        String before = Library.digest(model.resolve("tiny.onnx")).substring(7);
        Files.writeString(model.resolve("tiny.onnx"), "Buy milk.\n");
        String now = Library.digest(model.resolve("tiny.onnx")).substring(7);
        Path card = model.resolve("model.yaml");
        Files.writeString(card, Files.readString(card).replace(before, now));
        assertSays(refused(model), Failure.BAD_DATA, "tiny.onnx is no network that ONNX Runtime opens");
        Files.delete(model.resolve("tiny.onnx"));
        assertSays(refused(model), Failure.BAD_DATA, "tiny.onnx is missing");
    }

    /** The tiny model with another network under its name, and the digest of that in its card. */
    private Path withNetwork(String file) throws IOException {
        Path model = TinyModel.in(folder.resolve(file));
        String before = Library.digest(model.resolve("tiny.onnx")).substring(7);
        try (InputStream in = TinyModel.class.getResourceAsStream("tiny/" + file)) {
            Files.write(model.resolve("tiny.onnx"), in.readAllBytes());
        }
        String now = Library.digest(model.resolve("tiny.onnx")).substring(7);
        Path card = model.resolve("model.yaml");
        Files.writeString(card, Files.readString(card).replace(before, now));
        return model;
    }

    /** As the onnx package writes them; the file that is named is there, and stays unread all the same. */
    @Test
    void weightsBesideTheNetworkAreRefused() throws IOException {
        Path model = withNetwork("outside.onnx");
        Files.write(model.resolve("weights.bin"), new byte[12]);
        assertSays(refused(model), Failure.BAD_DATA, "has weights in the file 'weights.bin'", "Save it as one file");
    }

    @Test
    void aNetworkOfSeveralTilesAtOnceIsRefused() throws IOException {
        assertSays(refused(withNetwork("four.onnx")), Failure.BAD_DATA, "'image' fixed at 4 tiles at once");
    }

    @Test
    void tensorsThatAreNotThoseOfTheCardAreRefused() {
        assertSays(
                refused(TinyModel.changed(folder.resolve("a"), "inputs: [nuclei]", "inputs: [nuclei, cytoplasm]")),
                Failure.BAD_DATA,
                "has 1 input channel, its card 2");
        assertSays(
                refused(TinyModel.changed(folder.resolve("b"), "inputs: [nuclei]", "inputs: []")),
                Failure.BAD_DATA,
                "has 1 input channel, its card any number");
        assertSays(
                refused(TinyModel.changed(folder.resolve("c"), ", cell_probability]", "]")),
                Failure.BAD_DATA,
                "has 3 output channels, its card 2");
    }

    @Test
    void aNetworkThatComputesSomethingElseFailsItsTest() throws IOException {
        Path model = TinyModel.in(folder.resolve("m"));
        Path output = model.resolve("test-output.npy");
        byte[] bytes = Files.readAllBytes(output);
        bytes[bytes.length - 2] ^= 1;
        Files.write(output, bytes);
        assertSays(refused(model), Failure.BAD_DATA, "fails its own test on cpu", "allowed are 1.00e-05");
        Files.write(output, java.util.Arrays.copyOf(bytes, bytes.length - 4));
        assertSays(refused(model), Failure.BAD_DATA, "test-output.npy is no NPY file");
        Files.copy(model.resolve("test-input.npy"), output, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertSays(refused(model), Failure.BAD_DATA, "its test does not fit its network");
    }

    @Test
    void aModelWithoutATestIsOpenedWithAWarning() {
        Path model = TinyModel.changed(
                folder.resolve("m"), "test: {input: test-input.npy, output: test-output.npy, tolerance: 1e-5}\n", "");
        try (Models models = models()) {
            models.network(new ModelRef(model.toString()));
            models.network(new ModelRef(model.toString()));
        }
        assertEquals(1, notes.size(), notes.toString());
        assertTrue(notes.getFirst().contains("has no test"), notes.toString());
    }

    @Test
    void namesThatAreUnknownAreToldWithTheNearest() throws IOException {
        TinyModel.in(folder.resolve("library/tiny"));
        try (Models models = models()) {
            assertEquals("tiny", models.model(new ModelRef("tiny")).card().name());
            RoimillException e = assertThrows(RoimillException.class, () -> models.model(new ModelRef("tinny")));
            assertSays(e, Failure.USAGE, "there is no model 'tinny'", "Did you mean tiny?", "roimill models add");
            assertSame(e, assertThrows(RoimillException.class, () -> models.model(new ModelRef("tinny"))));
            assertSays(
                    assertThrows(RoimillException.class, () -> models.model(new ModelRef("no/where"))),
                    Failure.USAGE,
                    "there is no model at no/where");
            assertSays(
                    assertThrows(
                            RoimillException.class, () -> models.model(new ModelRef("https://localhost/model.zip"))),
                    Failure.USAGE,
                    "nothing says what should come");
        }
    }
}
