package org.roimill.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.plan.RoiPlan;
import org.roimill.runner.run.Checked;
import org.roimill.runner.run.Outcome;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import org.roimill.runner.stage.Stop;

/** What a user of the mill relies on. */
class MillTest {
    @TempDir
    private Path folder;

    private final Mill mill = Mill.start();

    @AfterEach
    void close() {
        mill.close();
    }

    private Path roi(String name) {
        return Rois.flat(folder.resolve(name + ".zarr"), 1, 90, 110);
    }

    private Chain chain(String steps) {
        return mill.chain("test", "roimill: 1\n" + steps.stripIndent());
    }

    private RoiResult run(Chain chain, Path roi, RunOptions options) {
        RunReport report = mill.run(chain, mill.rois(roi.toString()), options);
        return report.rois().getFirst();
    }

    private RoiResult run(Chain chain, Path roi) {
        return run(chain, roi, RunOptions.DEFAULT);
    }

    private List<String> elements(Path store) {
        try (Roi opened = mill.open(store)) {
            return opened.elements().stream().map(Element::name).toList();
        }
    }

    private static final String RING = """
            vars: {outer: 4}
            steps:
              - {type: gaussian, input: a, output: smooth}
              - {type: components, input: smooth, output: bright, parameters: {threshold: 60}}
              - {type: ring, input: bright, output: ring, parameters: {rad_bigger: "${outer}", rad_smaller: 0}}
            """;

    @Test
    void whatNobodyReadsIsKeptAndTheRestIsNot() {
        Path roi = roi("roi");
        RoiResult result = run(chain(RING), roi);
        assertEquals(Outcome.OK, result.outcome(), () -> String.valueOf(result.cause()));
        assertEquals(List.of("ring"), result.written());
        assertEquals(List.of("a", "a2", "b", "f", "objects", "parts", "ring"), elements(roi));
    }

    @Test
    void whatIsDoneIsSkippedAndWhatDiffersIsRefusedWithTheReason() {
        Path roi = roi("roi");
        run(chain(RING), roi);
        assertTrue(run(chain(RING), roi).skipped());
        RoiResult refused = run(chain(RING), roi, RunOptions.DEFAULT.withSet(Map.of("outer", 5L)));
        assertEquals(Failure.EXISTS, refused.cause().failure());
        assertTrue(
                refused.cause().getMessage().contains("ring.rad_bigger 4 -> 5"),
                refused.cause().getMessage());
        RunOptions overwrite = RunOptions.DEFAULT.withSet(Map.of("outer", 5L)).withOverwrite(true);
        assertEquals(List.of("ring"), run(chain(RING), roi, overwrite).written());
        assertTrue(run(chain(RING), roi, overwrite).skipped());
    }

    @Test
    void aStepThatIsAddedRunsOnWhatIsThere() {
        Path roi = roi("roi");
        String kept = RING.replace("output: bright,", "output: bright, keep: true,");
        run(chain(kept), roi);
        RoiResult more = run(
                chain(kept + "  - {type: subtract, input: [ring, bright], output: rest, keep: true}\n"
                        + "  - {type: not, input: rest, output: outside}\n"),
                roi);
        assertNull(more.cause());
        assertEquals(List.of("rest", "outside"), more.written());
        // The ring was kept because nobody read it; now a step does.
        assertTrue(elements(roi).contains("ring"));
    }

    @Test
    void changedVoxelsAreNoticed() {
        Path roi = roi("roi");
        run(chain(RING), roi);
        Path other = Rois.flat(folder.resolve("other.zarr"), 99, 90, 110);
        Chain copies = chain("steps:\n  - {type: max_of_images, input: [a, a], output: copy}\n");
        run(copies, roi);
        assertTrue(run(copies, roi).skipped());
        move(other.resolve("images/a"), roi.resolve("images/a"));
        RoiResult changed = run(copies, roi);
        assertTrue(
                changed.cause().getMessage().contains("the voxels of a have changed"),
                changed.cause().getMessage());
    }

    @Test
    void equalWorkGivesEqualBytes() {
        Path one = roi("one");
        Path two = roi("two");
        String text = RING.replace("output: ring,", "output: ring, keep: true,")
                + "  - {type: mean_intensity, input: {labels: ring, image: f}, output: table}\n";
        assertNull(run(chain(text), one).cause());
        assertNull(run(chain(text), two).cause());
        Map<String, byte[]> first = files(one.resolve("labels/ring"));
        Map<String, byte[]> second = files(two.resolve("labels/ring"));
        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, bytes) -> assertArrayEquals(bytes, second.get(name), name));
        assertEquals(
                files(one.resolve("tables/table")).keySet(),
                files(two.resolve("tables/table")).keySet());
    }

    @Test
    void oneBadRoiDoesNotStopTheOthers() throws IOException {
        Path rois = Files.createDirectory(folder.resolve("rois"));
        Rois.flat(rois.resolve("good.zarr"), 1, 60, 60);
        Path bad = Rois.flat(rois.resolve("bad.zarr"), 2, 60, 60);
        try (Stream<Path> chunks = Files.walk(bad.resolve("images/a"))) {
            for (Path chunk : chunks.filter(p -> p.toString().matches(".*/c/.*") && Files.isRegularFile(p))
                    .toList()) {
                Files.write(chunk, new byte[3]);
            }
        }
        Files.createDirectory(rois.resolve("stray"));
        List<RoiEntry> entries = mill.rois(rois.toString());
        assertEquals(List.of("bad", "good"), entries.stream().map(RoiEntry::id).toList());
        RunReport report = mill.run(chain(RING), entries, RunOptions.DEFAULT.withReport(folder.resolve("report")));
        assertEquals(10, report.exitCode());
        assertEquals(Outcome.FAILED, report.rois().get(0).outcome());
        assertEquals(Failure.BAD_DATA, report.rois().get(0).cause().failure());
        assertEquals(Outcome.OK, report.rois().get(1).outcome());
        assertFalse(elements(bad).contains("ring"));
        assertTrue(Files.isRegularFile(folder.resolve("report/run.json")));
        assertTrue(Files.isRegularFile(folder.resolve("report/rois/bad.log")));
    }

    @Test
    void whereNothingIsFoundIsEmptyAndNotFailed() {
        RoiResult result = run(
                chain("steps:\n  - {type: components, input: a, output: none, parameters: {threshold: 1e6}}\n"),
                roi("roi"));
        assertEquals(Outcome.EMPTY, result.outcome());
        assertEquals(List.of("none"), result.written());
    }

    @Test
    void wildcardsMeanSourcesAlone() {
        Path roi = roi("roi");
        Chain all = chain("steps:\n  - {type: normalize, input: ['*', '!objects', '!parts'], output: '${input}_n'}\n");
        assertEquals(List.of("a_n", "a2_n", "b_n", "f_n"), run(all, roi).written());
        assertTrue(run(all, roi).skipped(), "its own results are no sources");
    }

    @Test
    void optionalStepsAreLeftOutWhereARoiLacksTheirInputs() {
        Chain chain = chain("""
                steps:
                  - {type: normalize, input: CD3, output: cd3, optional: true}
                  - {type: gaussian, input: cd3, output: smooth_cd3, optional: true}
                  - {type: gaussian, input: a, output: smooth_a}
                """);
        RoiResult result = run(chain, roi("roi"));
        assertEquals(List.of("smooth_a"), result.written());
        assertEquals(2, result.plan().notes().size(), result.plan().notes().toString());
    }

    @Test
    void aLevelIsAGridOfItsOwn() {
        Path roi = roi("roi");
        assertNull(run(chain("steps:\n  - {type: gaussian, input: a, output: half, level: 1}\n"), roi)
                .cause());
        try (Roi opened = mill.open(roi)) {
            assertEquals(
                    1.0, ((RasterSpec) opened.element("half").spec()).grid().spacing(Axis.Y));
        }
        RoiResult mixed = run(chain("""
                        steps:
                          - {type: gaussian, input: a, output: x, level: 1}
                          - {type: max_of_images, input: [x, b], output: y}
                        """), roi);
        assertTrue(
                mixed.cause().getMessage().contains("resample"), mixed.cause().getMessage());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        RoiResult result = run(chain("""
                        steps:
                          - {type: normalise, input: a, output: x}
                          - {type: gaussian, input: objects, output: y}
                          - {type: ring, input: objects, output: z, parameters: {rad_biger: 3}}
                          - {type: gaussian, input: nothing, output: q}
                          - {type: gaussian, input: x, output: r}
                        """), roi("roi"));
        String said = result.cause().getMessage();
        for (String part : List.of("normalize", "takes image", "rad_bigger", "'nothing'")) {
            assertTrue(said.contains(part), part + " in\n" + said);
        }
        assertFalse(said.contains("step 5"), said);
        assertEquals(Failure.USAGE, result.cause().failure());
    }

    @Test
    void theRoiItselfStaysAsItIsWhereResultsGoElsewhere() {
        Path roi = roi("roi");
        Map<String, byte[]> before = files(roi);
        RoiResult copy = run(chain(RING), roi, RunOptions.DEFAULT.withOut(folder.resolve("out")));
        assertEquals(folder.resolve("out/roi.zarr"), copy.result());
        assertTrue(elements(copy.result()).containsAll(List.of("a", "ring")));
        RoiResult delta = run(chain(RING), roi, RunOptions.DEFAULT.withDelta(folder.resolve("roi.delta.zip")));
        assertTrue(Files.isRegularFile(delta.result()));
        Map<String, byte[]> after = files(roi);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
        assertTrue(run(chain(RING), roi, RunOptions.DEFAULT.withOut(folder.resolve("out")))
                .skipped());
        try (Arena arena = Arena.ofConfined()) {
            Block inCopy = Rois.voxels(copy.result(), "ring", arena);
            Block inDelta = Rois.voxels(delta.result(), "ring", arena);
            assertEquals(-1, inCopy.data().mismatch(inDelta.data()));
        }
    }

    @Test
    void memoryThatCannotSufficeIsSaidBeforeAnyWork() {
        Path roi = Rois.flat(folder.resolve("large.zarr"), 3, 900, 900);
        Chain chain = chain("steps:\n  - {type: normalize, input: a, output: n, parameters: {over: plane}}\n");
        try (Mill small = Mill.start(new Machine(1L << 20, 1), List.of(), new Stop())) {
            Checked checked = small.check(chain, small.rois(roi.toString()), RunOptions.DEFAULT)
                    .getFirst();
            assertEquals(Failure.OUT_OF_MEMORY, checked.problem().failure());
            assertTrue(
                    checked.problem().getMessage().contains("--memory"),
                    checked.problem().getMessage());
        }
    }

    @Test
    void theSameNameTwiceIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("x"));
        Files.createDirectories(folder.resolve("y"));
        Rois.flat(folder.resolve("x/roi.zarr"), 1, 30, 30);
        Rois.flat(folder.resolve("y/roi.zarr"), 2, 30, 30);
        RoimillException twice = assertThrows(
                RoimillException.class,
                () -> mill.rois(
                        folder.resolve("x/roi.zarr").toString(),
                        folder.resolve("y/roi.zarr").toString()));
        assertTrue(twice.getMessage().contains("slide"), twice.getMessage());
    }

    @Test
    void kernelsInARowAreOnePass() {
        Path roi = roi("roi");
        RoiPlan plan = mill.check(chain("""
                                steps:
                                  - {type: denoise_with_median, input: a, output: m}
                                  - {type: gaussian, input: m, output: g}
                                  - {type: max_of_images, input: [g, f], output: top}
                                """), mill.rois(roi.toString()), RunOptions.DEFAULT)
                .getFirst()
                .plan();
        assertEquals(
                1, plan.graph().passNames().size(), plan.graph().passNames().toString());
        assertEquals(0, plan.graph().heldBytes());
    }

    @Test
    void manyWaysThroughALongChainArePlannedOnce() {
        StringBuilder steps = new StringBuilder("steps:\n  - {type: gaussian, input: a, output: s0}\n");
        for (int i = 1; i < 40; i++) {
            steps.append(String.format("  - {type: ring, input: r%d, output: r%d}%n", i - 1, i)
                    .replace("ring, input: r0", "components, input: s0"));
        }
        steps.append("  - {type: subtract, input: [r39, r38], output: rest}\n");
        Path roi = roi("roi");
        Checked checked = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> mill.check(chain(steps.toString()), mill.rois(roi.toString()), RunOptions.DEFAULT)
                        .getFirst());
        assertNull(checked.problem(), () -> String.valueOf(checked.problem()));
    }

    private static Map<String, byte[]> files(Path store) {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(store)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                all.put(store.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(to, to.resolveSibling("was"));
            Files.move(from, to);
            try (Stream<Path> old = Files.walk(to.resolveSibling("was"))) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
