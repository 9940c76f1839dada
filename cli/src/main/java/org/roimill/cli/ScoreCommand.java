package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.roimill.cli.console.Columns;
import org.roimill.cli.console.Json;
import org.roimill.cli.score.LabelPair;
import org.roimill.cli.score.Pairing;
import org.roimill.core.error.RoimillException;
import org.roimill.kernels.score.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "score",
        description = "Say how well found labels agree with true ones: average precision, as Cellpose counts it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill score truth/ masks/",
            "  roimill score a_labels.tif masks/a_cp_masks.tif --iou 0.5",
            "  roimill score truth.tif milled/roi.zarr/nuclei --json",
            "",
            "AP is TP / (TP + FP + FN): a found object is true (TP) if it can be matched with a true one at that"
                    + " intersection over union. Images without any object have no AP and do not enter the mean."
        })
final class ScoreCommand implements Runnable {
    @Parameters(
            index = "0",
            paramLabel = "TRUTH",
            description = "True labels: an image, STORE/ELEMENT, or a folder of images.")
    private Path truth;

    @Parameters(
            index = "1",
            paramLabel = "FOUND",
            description = {
                "Found labels, likewise. Images in folders are paired by name, without _labels, _masks, _cp_masks,"
                        + " _image."
            })
    private Path found;

    @Option(
            names = "--iou",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "0.5,0.75,0.9",
            description = "Least intersection over union of a match (default: ${DEFAULT-VALUE}).")
    private double[] iou;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private record Scored(String image, List<Score> scores) {}

    @Override
    public void run() {
        for (double threshold : iou) {
            if (!(threshold > 0 && threshold <= 1)) {
                throw RoimillException.usage("--iou " + threshold + " is not above 0 and at most 1", "Say 0.5, say.");
            }
        }
        List<Scored> all = new ArrayList<>();
        for (LabelPair pair : Pairing.of(truth, found)) {
            all.add(new Scored(pair.name(), pair.overlaps().at(iou)));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(tree(all), out);
        } else {
            table(all).print(out);
        }
        out.flush();
    }

    private double mean(List<Scored> all, int k) {
        return all.stream()
                .mapToDouble(scored -> scored.scores().get(k).ap())
                .filter(ap -> !Double.isNaN(ap))
                .average()
                .orElse(Double.NaN);
    }

    private Columns table(List<Scored> all) {
        Columns columns = new Columns("");
        List<String> head = new ArrayList<>(List.of("image", "true", "found"));
        List<String> foot = new ArrayList<>(List.of("mean", "", ""));
        for (int k = 0; k < iou.length; k++) {
            head.add("AP@" + iou[k]);
            foot.add(text(mean(all, k)));
        }
        columns.row(head.toArray(String[]::new));
        for (Scored scored : all) {
            Score first = scored.scores().getFirst();
            List<String> row = new ArrayList<>(List.of(
                    scored.image(), String.valueOf(first.tp() + first.fn()), String.valueOf(first.tp() + first.fp())));
            scored.scores().forEach(score -> row.add(text(score.ap())));
            columns.row(row.toArray(String[]::new));
        }
        return columns.row(foot.toArray(String[]::new));
    }

    private static String text(double ap) {
        return Double.isNaN(ap) ? "-" : String.format(Locale.ROOT, "%.3f", ap);
    }

    private Map<String, Object> tree(List<Scored> all) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("iou", iou);
        tree.put("images", all.stream().map(ScoreCommand::tree).toList());
        tree.put(
                "mean_ap",
                IntStream.range(0, iou.length)
                        .mapToObj(k -> number(mean(all, k)))
                        .toList());
        return tree;
    }

    private static Map<String, Object> tree(Scored scored) {
        Map<String, Object> tree = new LinkedHashMap<>();
        List<Score> scores = scored.scores();
        tree.put("image", scored.image());
        tree.put("tp", scores.stream().map(Score::tp).toList());
        tree.put("fp", scores.stream().map(Score::fp).toList());
        tree.put("fn", scores.stream().map(Score::fn).toList());
        tree.put("ap", scores.stream().map(score -> number(score.ap())).toList());
        return tree;
    }

    /** JSON has no NaN. */
    private static Object number(double ap) {
        return Double.isNaN(ap) ? null : (Object) ap;
    }
}
