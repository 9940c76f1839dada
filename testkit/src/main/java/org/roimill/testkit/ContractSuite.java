package org.roimill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.roimill.core.element.Kind;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.Stop;
import org.roimill.testkit.Given.Content;

/**
 * The promises that every processor keeps, whatever it does: it makes what it declared, the same every time, the same
 * in blocks as in one, by many threads as by one, over several processes as in one; it copes with every type, with
 * images of one voxel, of zeros, of one value, with NaN; it stops when asked to, and returns all memory.
 *
 * <p>A family's test calls {@link #ofFamily}.
 */
public final class ContractSuite {
    private static final List<String> AXES = List.of("yx", "zyx", "cyx", "tczyx");
    private static final long BUDGET = 1L << 30;

    private ContractSuite() {}

    /** All registered processors in the package of a test, with their default parameters; at least one. */
    public static Stream<DynamicTest> ofFamily(Class<?> test) {
        List<Processor<?>> found = new ArrayList<>();
        for (Processor<?> processor : ServiceLoader.load(Processor.class)) {
            if (processor.getClass().getPackage().equals(test.getPackage())) {
                found.add(processor);
            }
        }
        if (found.isEmpty()) {
            throw new AssertionError("no processor is registered in " + test.getPackage());
        }
        return found.stream().flatMap(processor -> of(processor, Map.of()));
    }

    /** One processor with these parameters; of its optional inputs it is given those that are named. */
    public static Stream<DynamicTest> of(Processor<?> processor, Map<String, Object> parameters, String... optional) {
        Suite suite = new Suite(processor, parameters, Set.of(optional));
        List<DynamicTest> tests = suite.shapes();
        suite.types(tests);
        suite.contents(tests);
        suite.large(tests);
        return tests.stream();
    }

    /** The part that is quick and finds most: for further parameters of a processor that passes all of it with others. */
    public static Stream<DynamicTest> brief(
            Processor<?> processor, Map<String, Object> parameters, String... optional) {
        return new Suite(processor, parameters, Set.of(optional)).shapes().stream();
    }

    /** The tests of one processor. */
    private record Suite(Processor<?> processor, Map<String, Object> parameters, Set<String> optional) {
        /** All axes that it takes, and that there are any. */
        List<DynamicTest> shapes() {
            List<DynamicTest> tests = new ArrayList<>();
            AXES.stream().map(Axes::of).filter(this::takes).forEach(axes -> shapes(tests, axes));
            if (tests.isEmpty()) {
                throw new AssertionError(processor.descriptor().id() + " takes images of none of the axes " + AXES);
            }
            return tests;
        }

        /** True if the ports allow for these axes, and the plan does not ask for another one. */
        boolean takes(Axes axes) {
            boolean allowed = processor.descriptor().inputs().stream()
                    .allMatch(port -> port.core().wanted().stream().allMatch(w -> w.optional() || axes.has(w.axis())));
            if (!allowed) {
                return false;
            }
            try (Arena arena = Arena.ofConfined()) {
                Job job = job(axes, Given.shapeOf(axes, 1, 1, 2, 1, 1), DType.U16, Content.ZERO);
                job.plan(job.sources(arena));
                return true;
            } catch (RoimillException e) {
                assertEquals(Failure.USAGE, e.failure(), e.getMessage());
                return false;
            }
        }

        /** The fewest axes that it takes. */
        Axes plain() {
            return AXES.stream().map(Axes::of).filter(this::takes).findFirst().orElse(Axes.TCZYX);
        }

        void shapes(List<DynamicTest> tests, Axes axes) {
            Job odd = job(axes, Given.shapeOf(axes, 2, 3, 5, 37, 53), DType.U16, Content.BLOBS);
            tests.add(test(axes + " is the same however it is run", () -> sameHoweverRun(odd)));
            Job one = job(axes, Given.shapeOf(axes, 1, 1, 1, 1, 1), DType.U16, Content.NOISE);
            tests.add(test(axes + " of a single voxel", () -> sameHoweverRun(one)));
            Job thin = job(axes, Given.shapeOf(axes, 1, 2, 2, 1, 300), DType.U8, Content.NOISE);
            tests.add(test(axes + " of a single row", () -> sameHoweverRun(thin)));
        }

        void types(List<DynamicTest> tests) {
            for (DType type : DType.values()) {
                for (Content content : List.of(Content.NOISE, Content.BLOBS)) {
                    tests.add(test(type + " " + content, () -> {
                        Job job = job(plain(), Given.shapeOf(plain(), 1, 2, 3, 31, 45), type, content);
                        sameHoweverRun(job);
                    }));
                }
            }
        }

        void contents(List<DynamicTest> tests) {
            for (DType type : List.of(DType.U8, DType.U16, DType.F32, DType.F64)) {
                for (Content content : Content.values()) {
                    boolean possible = content != Content.NAN || type.isFloating();
                    if (possible) {
                        tests.add(test(type + " with " + content, () -> worksOrSaysWhy(type, content)));
                    }
                }
            }
        }

        /** Larger than the cells of folds and objects, so that there is something to join. */
        void large(List<DynamicTest> tests) {
            Job flat = job(plain(), Given.shapeOf(plain(), 1, 1, 2, 1100, 1300), DType.U16, Content.BLOBS);
            tests.add(test("a large plane is the same however it is run", () -> sameHoweverRun(flat)));
            tests.add(test("a large plane is the same over three processes", () -> sameOverProcesses(flat)));
            boolean deep = processor.descriptor().inputs().stream()
                    .anyMatch(p -> p.core().wanted().stream().anyMatch(w -> w.axis() == Axis.Z));
            if (deep && takes(Axes.ZYX)) {
                Job volume = job(Axes.ZYX, List.of(18L, 270L, 290L), DType.U16, Content.BLOBS);
                tests.add(test("a large volume is the same however it is run", () -> sameHoweverRun(volume)));
                tests.add(test("a large volume is the same over three processes", () -> sameOverProcesses(volume)));
            }
            tests.add(test("stops when asked to, and returns its memory", () -> stops(flat)));
        }

        /** NaN may be refused, if that is said; anything else has to work. */
        private void worksOrSaysWhy(DType type, Content content) {
            Job job = job(plain(), Given.shapeOf(plain(), 1, 2, 3, 40, 50), type, content);
            try {
                sameHoweverRun(job);
            } catch (RoimillException e) {
                if (content != Content.NAN) {
                    throw e;
                }
                assertEquals(Failure.BAD_DATA, e.failure(), e.getMessage());
            }
        }

        private Job job(Axes axes, List<Long> shape, DType type, Content content) {
            List<Given> inputs = new ArrayList<>();
            for (Port port : processor.descriptor().inputs()) {
                int many = switch (port.arity()) {
                    case ONE -> 1;
                    case OPTIONAL -> optional.contains(port.name()) ? 1 : 0;
                    case MANY -> 3;
                };
                for (int i = 0; i < many; i++) {
                    inputs.add(given(port, axes, shape, type, content, inputs.size()));
                }
            }
            return new Job(processor, parameters, inputs, StubResources.ALL);
        }

        /** Labels beside a measured image have no channels of their own. */
        private Given given(Port port, Axes axes, List<Long> shape, DType type, Content content, long seed) {
            boolean labels = port.kind() == Kind.LABELS;
            if (!labels) {
                return new Given(port.name(), port.kind(), content, axes, shape, type, seed);
            }
            boolean shared = processor.descriptor().family() == Family.MEASURE;
            Axes own = shared ? axes.without(Axes.of("c")) : axes;
            List<Long> ownShape = new ArrayList<>();
            own.forEach(a -> ownShape.add(shape.get(axes.indexOf(a))));
            DType ids = type.isFloating() || type == DType.BOOL ? DType.U32 : type;
            return new Given(
                    port.name(),
                    Kind.LABELS,
                    content == Content.NAN ? Content.BLOBS : content,
                    own,
                    ownShape,
                    ids,
                    seed);
        }

        private DynamicTest test(String name, Check check) {
            return dynamicTest(processor.descriptor().id() + ": " + name, check::run);
        }
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void sameHoweverRun(Job job) {
        Outcome whole = single(job, BlockSize.WHOLE);
        whole.checkSame(single(job, BlockSize.WHOLE), "run twice");
        whole.checkSame(single(job, BlockSize.USUAL), "usual blocks");
        whole.checkSame(single(job, new BlockSize(16, 11, 2)), "small blocks");
        whole.checkSame(single(job, new BlockSize(29, 17, 3)), "odd blocks");
        whole.checkSame(parallel(job), "four threads");
    }

    private static Outcome single(Job job, BlockSize blocks) {
        try (Ledger ledger = new Ledger(BUDGET)) {
            Outcome outcome = job.run(Engine.single(ledger).withBlocks(blocks));
            assertEquals(0, ledger.leased(), "memory still leased at the end");
            return outcome;
        }
    }

    private static Outcome parallel(Job job) {
        try (Ledger ledger = new Ledger(BUDGET);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Engine engine = new Engine(ledger, threads, 4, new Stop(), new BlockSize(64, 32, 4));
            Outcome outcome = job.run(engine);
            assertEquals(0, ledger.leased(), "memory still leased at the end");
            return outcome;
        }
    }

    private static void sameOverProcesses(Job job) throws Exception {
        Path folder = Files.createTempDirectory("roimill-split");
        try {
            single(job, BlockSize.USUAL).checkSame(SplitRun.run(job, 3, folder), "three processes");
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void stops(Job job) {
        try (Ledger ledger = new Ledger(BUDGET)) {
            Engine engine = Engine.single(ledger).withBlocks(new BlockSize(64, 32, 4));
            engine.stop().request();
            if (job.processor().descriptor().outputs().get(0).kind() == Kind.CROPS) {
                return; // boxes alone are made at once
            }
            RoimillException stopped = assertThrows(RoimillException.class, () -> job.run(engine));
            assertEquals(Failure.INTERRUPTED, stopped.failure());
            assertEquals(0, ledger.leased(), "memory still leased after stopping");
        }
    }
}
