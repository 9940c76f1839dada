package org.roimill.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.element.Kind;
import org.roimill.core.format.Element;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Resources;
import org.roimill.core.registry.Registry;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.ChainReader;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.run.ChainRun;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import org.roimill.runner.run.RunWatcher;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Stop;

/**
 * Chains made up at random give the same voxels however they are run: each step by itself on the whole image, with
 * everything kept, or fused into passes over small blocks by several threads, with memory so short that temporaries go
 * to files.
 */
class BlocksOfChainsTest {
    private static final BlockSize SMALL = new BlockSize(37, 29, 5);
    private static final int CHAINS = Boolean.getBoolean("roimill.long") ? 200 : 12;

    @TempDir
    private Path folder;

    @Test
    void chainsOnPlanesAreTheSameHoweverTheyAreRun() {
        for (int seed = 0; seed < CHAINS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path roi = Rois.flat(
                    folder.resolve("flat" + seed + ".zarr"), seed, 60 + random.nextInt(140), 1 + random.nextInt(190));
            same(roi, new Chains(random, false).chain(), "seed " + seed);
        }
    }

    @Test
    void chainsOnVolumesAreTheSameHoweverTheyAreRun() {
        for (int seed = 1000; seed < 1000 + CHAINS / 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path roi = Rois.deep(
                    folder.resolve("deep" + seed + ".zarr"), seed, 1 + random.nextInt(9), 40 + random.nextInt(50), 50);
            same(roi, new Chains(random, true).chain(), "seed " + seed);
        }
    }

    /** What is fused, said plainly: kernels in a row are one pass, and a border is that of each step. */
    @ParameterizedTest
    @CsvSource({"gaussian, sigma: 2", "denoise_with_median, disk_radius: 3", "gradient, ''"})
    void twoKernelsInARowAreOnePassAndTheirBordersAreTheirOwn(String type, String parameters) {
        Path roi = Rois.flat(folder.resolve("pair.zarr"), 5, 120, 90);
        String second = type.equals("gradient") ? "{magnitude: second}" : "second";
        String text = """
                roimill: 1
                steps:
                  - {type: gaussian, input: a, output: first, parameters: {sigma: 3}}
                  - {type: %s, input: first, output: %s, parameters: {%s}}
                """.formatted(type, second, parameters.replace("''", ""));
        same(roi, text, type);
    }

    private void same(Path roi, String text, String what) {
        Chain chain = ChainReader.parse(text, "made-up", folder);
        Path all = folder.resolve(what.replace(' ', '-') + "-whole");
        Path fused = folder.resolve(what.replace(' ', '-') + "-blocks");
        RoiResult whole = run(keepingAll(chain), roi, all, BlockSize.WHOLE, 1, 1L << 30);
        RoiResult blocks = run(chain, roi, fused, SMALL, 4, 24L << 20);
        assertTrue(whole.written().containsAll(blocks.written()), what);
        try (Roi expected = Formats.open(whole.result(), OpenOptions.DEFAULT);
                Arena arena = Arena.ofConfined()) {
            for (String name : blocks.written()) {
                Element element = expected.element(name);
                if (element.kind() == Kind.TABLE) {
                    continue;
                }
                Block one = Rois.voxels(whole.result(), name, arena);
                Block other = Rois.voxels(blocks.result(), name, arena);
                assertEquals(one.region(), other.region(), what + "\n" + text);
                assertEquals(-1, one.data().mismatch(other.data()), what + ": " + name + " of\n" + text);
            }
        }
    }

    private static Chain keepingAll(Chain chain) {
        return chain.withSteps(
                chain.steps().stream().map(step -> step.withKeep(true)).toList());
    }

    private static RoiResult run(Chain chain, Path roi, Path out, BlockSize blocks, int threads, long memory) {
        try (Registry registry = Registry.load(List.of());
                Ledger ledger = new Ledger(memory)) {
            ChainRun run = new ChainRun(registry, Resources.NONE, ledger, threads, new Stop(), blocks);
            RoiEntry entry = new RoiEntry("roi", roi, null, null, null, List.of(), Map.of());
            RunOptions options = RunOptions.DEFAULT.withOut(out).withScratch(out.resolveSibling("scratch"));
            RunReport report = run.run(chain, List.of(entry), options, RunWatcher.NONE);
            RoiResult result = report.rois().getFirst();
            if (result.cause() != null) {
                throw result.cause();
            }
            assertEquals(0, ledger.leased());
            return result;
        }
    }

    /** Makes up chains of five to nine steps that are sound. */
    private static final class Chains {
        private final SplittableRandom random;
        private final boolean deep;
        private final List<String> images = new ArrayList<>(List.of("a", "a2", "b", "f"));
        private final List<String> labels = new ArrayList<>(List.of("objects", "parts"));
        private final StringBuilder text = new StringBuilder("roimill: 1\nsteps:\n");

        Chains(SplittableRandom random, boolean deep) {
            this.random = random;
            this.deep = deep;
        }

        String chain() {
            int steps = 5 + random.nextInt(5);
            for (int i = 0; i < steps; i++) {
                step("s" + i);
            }
            return text.toString();
        }

        private void step(String name) {
            switch (random.nextInt(deep ? 9 : 10)) {
                case 0 -> image("normalize", any(images), name, "low: 2, high: 97");
                case 1 -> image("gaussian", any(images), name, "sigma: " + (1 + random.nextInt(3)));
                case 2 -> image("denoise_with_median", any(images), name, "disk_radius: " + (1 + random.nextInt(3)));
                case 3 -> image("max_of_images", any(images) + ", " + any(images), name, "");
                case 4 -> image("mean_of_images", any(images) + ", " + any(images), name, "");
                case 5 -> labels("components", any(images), name, "threshold: 40");
                case 6 -> labels("ring", any(labels), name, "rad_bigger: 5, rad_smaller: -1");
                case 7 -> labels("subtract", any(labels) + ", " + any(labels), name, "");
                case 8 -> labels("and", any(labels) + ", " + any(labels), name, "");
                default -> {
                    line("gradient", any(images), "{magnitude: " + name + "}", "");
                    images.add(name);
                }
            }
        }

        private void image(String type, String input, String name, String parameters) {
            line(type, input, name, parameters);
            images.add(name);
        }

        private void labels(String type, String input, String name, String parameters) {
            line(type, input, name, parameters);
            labels.add(name);
        }

        private void line(String type, String input, String output, String parameters) {
            String keep = random.nextInt(4) == 0 ? ", keep: true" : "";
            text.append("  - {type: ")
                    .append(type)
                    .append(", input: [")
                    .append(input)
                    .append("], output: ");
            text.append(output)
                    .append(", parameters: {")
                    .append(parameters)
                    .append('}')
                    .append(keep)
                    .append("}\n");
        }

        private String any(List<String> names) {
            // Late ones more often, so that chains are long.
            int n = names.size();
            return names.get(Math.max(random.nextInt(n), random.nextInt(n)));
        }
    }
}
