package org.roimill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.cli.console.Columns;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.TableSpec;
import org.roimill.core.memory.Bytes;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.plan.RoiPlan;
import org.roimill.runner.run.Checked;
import org.roimill.runner.run.RunJson;

/** Plans for people: those that are alike are shown once. */
final class PlanText {
    private final PrintWriter out;

    PlanText(PrintWriter out) {
        this.out = out;
    }

    void print(Chain chain, List<Checked> checked) {
        if (checked.stream().allMatch(c -> c.plan() == null)) {
            return;
        }
        out.println(chain.name() + " (" + chain.dialect() + "), "
                + chain.steps().size() + (chain.steps().size() == 1 ? " step" : " steps"));
        Map<List<RoiPlan.StepLine>, List<Checked>> alike = new LinkedHashMap<>();
        for (Checked c : checked) {
            if (c.plan() != null) {
                alike.computeIfAbsent(c.plan().steps(), s -> new ArrayList<>()).add(c);
            }
        }
        alike.values().forEach(this::group);
        out.flush();
    }

    private void group(List<Checked> rois) {
        RoiPlan plan = rois.getFirst().plan();
        out.println();
        out.println(
                rois.size() == 1
                        ? rois.getFirst().roi().id()
                        : rois.getFirst().roi().id() + " and " + (rois.size() - 1) + " more alike");
        Columns columns = new Columns("  ").row("STEP", "READS", "MAKES", "KIND", "SIZE", "TYPE", "");
        for (RoiPlan.StepLine step : plan.steps()) {
            String reads = String.join(
                    ", ", step.inputs().values().stream().flatMap(List::stream).toList());
            String place = step.place().replaceAll(" \\(line.*\\)", "");
            for (Map.Entry<String, ElementSpec> made : step.makes().entrySet()) {
                columns.row(
                        place,
                        shortened(reads),
                        made.getKey(),
                        made.getValue().kind().toString(),
                        size(made.getValue()),
                        made.getValue() instanceof RasterSpec raster
                                ? raster.dtype().toString()
                                : "",
                        step.state().get(made.getKey()));
                place = "";
                reads = "";
            }
        }
        columns.print(out);
        plan.notes().forEach(note -> out.println("  note: " + note));
        if (plan.isDone()) {
            out.println("  all of it is there already");
            return;
        }
        out.println("  passes over the voxels:");
        plan.graph()
                .passNames()
                .forEach(pass -> out.println("    "
                        + String.join(
                                " > ",
                                pass.stream()
                                        .map(p -> p.replaceAll(" \\(line.*\\)", ""))
                                        .toList())));
        out.println("  memory for one piece "
                + Bytes.text(plan.graph().largestPiece().getValue()) + ", temporaries "
                + Bytes.text(plan.graph().heldBytes()) + " at most, writes up to "
                + Bytes.text(RunJson.writtenBytes(plan)) + " before compression");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private static String size(ElementSpec spec) {
        return switch (spec) {
            case RasterSpec raster -> {
                List<String> parts = new ArrayList<>();
                raster.axes()
                        .forEach(a -> parts.add(a.letter() + "=" + raster.grid().size(a)));
                yield String.join(" ", parts);
            }
            case TableSpec table -> table.columns().size() + " columns";
            default -> "";
        };
    }
}
