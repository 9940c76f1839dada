package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.roimill.core.element.Kind;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
import org.roimill.core.param.Parameters;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.registry.Entry;
import org.roimill.core.space.Length;

/** What the tests of chain files share: files, a small registry, and a look at messages. */
final class Chains {
    static final Path FOLDER = Path.of("/data/chains");
    static final String STEP = "{type: blur, input: DAPI, output: soft}";

    private Chains() {}

    static Chain parse(String... lines) {
        return ChainReader.parse(String.join("\n", lines), "c.yaml", FOLDER);
    }

    /** A native file with these lines before its one step. */
    static Chain parseRoot(String... lines) {
        return parse("roimill: 1", String.join("\n", lines), "steps: [" + STEP + "]");
    }

    static Step parseStep(String step) {
        return parse("roimill: 1", "steps:", "  - " + step).steps().get(0);
    }

    static String resource(String name) {
        try (InputStream in = Chains.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message of a usage error that holds all of these words. */
    static String refused(Executable action, String... words) {
        RoimillException e = assertThrows(RoimillException.class, action);
        assertEquals(Failure.USAGE, e.failure(), e.getMessage());
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), word + " in: " + e.getMessage());
        }
        assertTrue(e.getMessage().lines().count() <= 21, e.getMessage());
        assertTrue(e.getMessage().lines().count() >= 2, "a way out in: " + e.getMessage());
        return e.getMessage();
    }

    enum Edge {
        CLIP,
        MIRROR
    }

    record Blur(
            @Param(help = "How far.", byDefault = "2", min = 0, above = true, aliases = "radius")
            double sigma,

            @Param(help = "At the edge.", byDefault = "clip")
            Edge edge,

            @Param(help = "Times.", byDefault = "1", min = 1)
            int rounds,

            @Param(help = "Where.", byDefault = "[]") List<String> only) {}

    record Ring(
            @Param(help = "Outer.", byDefault = "7") Length radBigger,

            @Param(help = "Inner.", byDefault = "2") Length radSmaller) {}

    record Named(
            @Param(help = "Which.") String which,
            @Param(help = "Whether.", byDefault = "false") boolean strict) {}

    /** A processor that is described, and that nobody runs. */
    private record Described<P extends Record>(Descriptor<P> descriptor) implements Processor<P> {
        @Override
        public Plan plan(P parameters, Inputs inputs) {
            return Plan.builder().build();
        }
    }

    private static <P extends Record> Entry<P> entry(String id, Class<P> type, List<Port> in, List<Port> out) {
        Descriptor<P> descriptor = new Descriptor<>(id, Family.FILTER, 1, "Does it.", type, in, out);
        return new Entry<>(new Described<>(descriptor), descriptor, Parameters.of(type), "test", "0");
    }

    static final List<Entry<?>> ENTRIES = List.of(
            entry("blur", Blur.class, List.of(image("image")), List.of(image("image"))),
            entry("ring", Ring.class, List.of(image("labels")), List.of(image("labels"))),
            entry("named", Named.class, List.of(image("a"), image("b")), List.of(image("nucleus"), image("cell"))));

    static final KnownParameters KNOWN = type ->
            ENTRIES.stream().filter(e -> e.id().equals(type)).findFirst().map(Entry::parameters);

    private static Port image(String name) {
        return Port.one(name, Kind.IMAGE, "(y,x)", "An image.");
    }
}
