package org.roimill.runner.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.network.Model;
import org.roimill.runner.chain.ChainWriter;
import org.roimill.runner.plan.Output;
import org.roimill.runner.plan.RoiPlan;
import org.roimill.runner.stage.Graph;

/** Runs and plans in plain maps and lists, ready to become JSON. */
public final class RunJson {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private RunJson() {}

    static Map<String, Object> of(RunReport report, RunOptions options, Instant began, int cpus, long memory) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("roimill", version());
        map.put("java", Runtime.version().toString());
        map.put("host", host());
        map.put("image", System.getenv("ROIMILL_IMAGE"));
        map.put("began", began.toString());
        map.put("ended", Instant.now().toString());
        map.put("seconds", report.elapsed());
        map.put("cpus", cpus);
        map.put("voxel_memory", memory);
        map.put("peak_voxel_memory", report.peakBytes());
        map.put("peak_process_memory", peakOfProcess());
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("name", report.chain().name());
        chain.put("dialect", report.chain().dialect());
        chain.put("digest", "sha256:" + ChainWriter.digest(report.chain()));
        chain.put("warnings", report.chain().warnings());
        map.put("chain", chain);
        map.put("set", options.set());
        map.put("exit_code", report.exitCode());
        map.put("rois", report.rois().stream().map(RunJson::roi).toList());
        return map;
    }

    /** One row of a run. */
    public static Map<String, Object> roi(RoiResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", result.id());
        map.put("path", result.path().toString());
        map.put("outcome", result.outcome().toString());
        map.put("skipped", result.skipped());
        map.put("step", result.step());
        map.put("message", result.cause() == null ? "" : result.cause().getMessage());
        map.put(
                "exit_code",
                result.cause() == null ? 0 : result.cause().failure().exitCode());
        map.put("elapsed", result.elapsed());
        map.put("result", result.result() == null ? null : result.result().toString());
        map.put("written", result.written());
        map.put("seconds", result.seconds());
        map.put("spilled_bytes", result.spilledBytes());
        if (result.plan() != null) {
            map.put("plan", plan(result.plan()));
        }
        return map;
    }

    /** One line for people. */
    public static String line(RoiResult result) {
        String took = String.format(Locale.ROOT, ", %.1f s", result.elapsed());
        if (result.cause() != null) {
            return result.id() + ": " + result.outcome() + took + ": "
                    + result.cause().getMessage();
        }
        return result.id() + ": " + result.outcome()
                + (result.skipped() ? ", all was there" : took + ", wrote " + String.join(", ", result.written()));
    }

    /** A plan with its estimates. */
    public static Map<String, Object> plan(RoiPlan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reads", plan.reads());
        map.put("steps", plan.steps().stream().map(RunJson::step).toList());
        map.put("outputs", plan.outputs().stream().map(RunJson::output).toList());
        map.put("notes", plan.notes());
        map.put("done", plan.isDone());
        Graph graph = plan.graph();
        if (graph != null) {
            Map<String, Object> estimate = new LinkedHashMap<>();
            estimate.put("passes", graph.passNames());
            estimate.put("voxels", graph.voxels());
            estimate.put("piece_bytes", graph.largestPiece().getValue());
            estimate.put("temporary_bytes", graph.heldBytes());
            estimate.put("written_bytes", writtenBytes(plan));
            map.put("estimate", estimate);
        }
        return map;
    }

    /** Uncompressed, with a third for coarser levels. */
    public static long writtenBytes(RoiPlan plan) {
        return plan.outputs().stream()
                .filter(o -> o.made() != null && o.spec() instanceof RasterSpec)
                .mapToLong(o -> ((RasterSpec) o.spec()).bytes() / 3 * 4)
                .sum();
    }

    private static Map<String, Object> step(RoiPlan.StepLine step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", step.place());
        map.put("type", step.type());
        map.put("inputs", step.inputs());
        List<Object> outputs = new ArrayList<>();
        step.makes().forEach((name, spec) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.putAll(spec(spec));
            one.put("state", step.state().get(name));
            outputs.add(one);
        });
        map.put("outputs", outputs);
        map.put("parameters", step.parameters());
        if (!step.models().isEmpty()) {
            map.put("models", step.models().stream().map(RunJson::model).toList());
        }
        return map;
    }

    /** With what it ran on, if its network was opened at all. */
    private static Map<String, Object> model(Model model) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", model.card().name());
        map.put("digest", model.card().digest());
        map.put("licence", model.card().licence());
        map.put("source", model.card().source());
        map.put("provider", model.provider().orElse(null));
        return map;
    }

    private static Map<String, Object> output(Output output) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", output.name());
        map.put("step", output.step());
        map.putAll(spec(output.spec()));
        map.put("state", output.state().name().toLowerCase(Locale.ROOT));
        map.put("key", output.provenance().get("key"));
        return map;
    }

    private static Map<String, Object> spec(ElementSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", spec.kind().toString());
        if (spec instanceof RasterSpec raster) {
            map.put("axes", raster.axes().toString());
            map.put("shape", raster.grid().shape());
            map.put("type", raster.dtype().toString());
        }
        return map;
    }

    private static String version() {
        String version = RunJson.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** The most that the whole process had in memory, in bytes; -1 where the system does not say. */
    private static long peakOfProcess() {
        try {
            Matcher m = PEAK.matcher(Files.readString(STATUS));
            return m.find() ? Long.parseLong(m.group(1)) * 1024 : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
