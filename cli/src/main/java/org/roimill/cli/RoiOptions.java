package org.roimill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.roimill.api.Mill;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.RoiEntry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which ROIs a chain is for, and what is said about them. */
final class RoiOptions {
    @Option(
            names = "--rois",
            paramLabel = "WHERE",
            description =
                    "More ROIs: a folder of them, a glob in quotes, or a sample sheet (CSV with the columns id, path,"
                            + " slide, axes, pixel_size, channels; any other is for $${meta.x}). Repeatable.")
    private List<String> more = List.of();

    @Option(names = "--first", paramLabel = "N", description = "The first N of them alone.")
    private Integer first;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Those with these ids alone; * and ? stand for any signs. Repeatable.")
    private List<String> only = List.of();

    @Option(names = "--with", paramLabel = "DELTA", description = "Lay this delta over the ROI. Repeatable.")
    private List<Path> with = List.of();

    @Option(names = "--plugins", paramLabel = "DIR", description = "A folder with jars of more processors. Repeatable.")
    private List<Path> plugins = List.of();

    @Mixin
    private DeclaredOptions declared;

    /**
     * The ROIs that are meant, in order.
     *
     * @param otherwise where they are if nobody says; null for nowhere
     */
    List<RoiEntry> rois(Mill mill, List<String> given, String otherwise) {
        List<String> where = new ArrayList<>(given);
        where.addAll(more);
        if (where.isEmpty() && otherwise != null) {
            where.add(otherwise);
        }
        if (where.isEmpty()) {
            throw RoimillException.usage(
                    "no ROI is given", "Name one or several at the end, or a folder or sheet by --rois.");
        }
        return chosen(mill.rois(where.toArray(String[]::new)), String.join(", ", where));
    }

    /** Those of them that --only and --first leave. */
    List<RoiEntry> chosen(List<RoiEntry> all, String where) {
        List<RoiEntry> chosen = all.stream().filter(this::isChosen).toList();
        if (chosen.isEmpty()) {
            throw RoimillException.usage(
                    all.isEmpty()
                            ? "there are no ROIs in " + where
                            : "--only " + String.join(",", only) + " is none of " + all.size() + " ROIs",
                    all.isEmpty()
                            ? "Check the path."
                            : "There is for example " + all.getFirst().id() + ".");
        }
        if (first != null && first < 1) {
            throw RoimillException.usage("--first " + first + " leaves nothing to do", "Write --first 1.");
        }
        return first == null ? chosen : chosen.subList(0, Math.min(first, chosen.size()));
    }

    private boolean isChosen(RoiEntry roi) {
        return only.isEmpty()
                || only.stream()
                        .anyMatch(pattern -> glob(pattern).matcher(roi.id()).matches());
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }

    List<Path> with() {
        return with;
    }

    List<Path> plugins() {
        return plugins;
    }

    DeclaredOptions declared() {
        return declared;
    }
}
