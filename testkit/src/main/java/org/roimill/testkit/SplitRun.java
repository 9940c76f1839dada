package org.roimill.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Stage;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.MappedRaster;
import org.roimill.runner.stage.Phases;
import org.roimill.runner.stage.PlanRun;
import org.roimill.runner.stage.Source;

/**
 * Runs one job in several Java processes: each holds the plan, works on every n-th piece, and knows of the others only
 * what a phase shares. Rasters lie in files that all of them map.
 */
public final class SplitRun {
    private static final int FINISHED = -1;
    /** The same in all processes: how work is cut into pieces depends on it. */
    private static final long BUDGET = 1L << 30;

    private SplitRun() {}

    /** Runs the job over that many processes, with files in {@code folder}. */
    public static Outcome run(Job job, int processes, Path folder) throws IOException, InterruptedException {
        List<Worker> workers = new ArrayList<>();
        Arena arena = Arena.ofAuto();
        try (Ledger ledger = new Ledger(BUDGET);
                PlanRun run = open(job, folder, ledger, arena)) {
            for (int i = 0; i < processes; i++) {
                workers.add(new Worker(job, folder, i, processes));
            }
            for (Stage stage : run.stages()) {
                Phases phases = run.phases(stage);
                if (phases != null) {
                    spread(phases, workers);
                }
            }
            for (Worker worker : workers) {
                worker.finish();
            }
            return collect(job, folder, run, arena);
        } finally {
            workers.forEach(w -> w.process.destroyForcibly());
        }
    }

    private static void spread(Phases phases, List<Worker> workers) throws IOException {
        byte[] shared = null;
        while (true) {
            int pieces = phases.begin(shared);
            for (Worker worker : workers) {
                worker.begin(shared);
            }
            if (pieces < 0) {
                return;
            }
            List<byte[]> results = new ArrayList<>();
            for (int i = 0; i < pieces; i++) {
                results.add(workers.get(i % workers.size()).take());
            }
            shared = phases.join(results);
        }
    }

    private static PlanRun open(Job job, Path folder, Ledger ledger, Arena arena) {
        Map<String, List<Source>> sources = job.sources(arena);
        Plan plan = job.plan(sources);
        Map<String, RasterWriter> outputs = new LinkedHashMap<>();
        job.processor().descriptor().outputs().forEach(port -> {
            if (plan.output(port.name()) instanceof RasterSpec spec) {
                outputs.put(port.name(), MappedRaster.open(folder.resolve(port.name()), spec));
            }
        });
        return new PlanRun(
                Engine.single(ledger),
                job.processor().descriptor(),
                plan,
                sources,
                outputs,
                (name, spec) -> MappedRaster.open(folder.resolve("~" + name), spec));
    }

    private static Outcome collect(Job job, Path folder, PlanRun run, Arena arena) {
        Map<String, Block> rasters = new LinkedHashMap<>();
        Plan plan = job.plan(job.sources(arena));
        job.processor().descriptor().outputs().forEach(port -> {
            if (plan.output(port.name()) instanceof RasterSpec spec) {
                Block block = Block.zeros(spec.dtype(), spec.grid().region(), arena);
                MappedRaster.open(folder.resolve(port.name()), spec).read(block);
                rasters.put(port.name(), block);
            }
        });
        Outcome rest = Outcome.of(plan, Map.of(), run, arena);
        return new Outcome(rasters, rest.tables(), rest.crops(), rest.pixels());
    }

    /** One of the other processes, seen from the one that joins. */
    private static final class Worker {
        private final Process process;
        private final DataInputStream in;
        private final DataOutputStream out;

        Worker(Job job, Path folder, int index, int of) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(a -> a.startsWith("--enable-native") || a.startsWith("-Dorg.bytedeco"))
                    .forEach(command::add);
            command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), SplitRun.class.getName()));
            command.addAll(List.of(folder.toString(), Integer.toString(index), Integer.toString(of)));
            command.add(job.processor().getClass().getName());
            Path parameters = folder.resolve("parameters-" + index);
            Files.writeString(parameters, ParameterText.write(job.parameters()));
            command.add(parameters.toString());
            job.inputs().forEach(given -> command.add(given.toLine()));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
            out = new DataOutputStream(process.getOutputStream());
        }

        void begin(byte[] shared) throws IOException {
            out.writeInt(shared == null ? FINISHED : shared.length);
            if (shared != null) {
                out.write(shared);
            }
            out.flush();
        }

        byte[] take() throws IOException {
            return in.readNBytes(in.readInt());
        }

        void finish() throws IOException, InterruptedException {
            out.close();
            if (process.waitFor() != 0) {
                throw new IOException("a worker ended with " + process.exitValue());
            }
        }
    }

    /** The other side: arguments are the folder, the worker's number, of how many, the processor, and its job. */
    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        Path folder = Path.of(args[0]);
        int index = Integer.parseInt(args[1]);
        int of = Integer.parseInt(args[2]);
        Class<?> type = Class.forName(args[3]);
        List<Given> inputs = new ArrayList<>();
        for (int i = 5; i < args.length; i++) {
            inputs.add(Given.fromLine(args[i]));
        }
        Map<String, Object> parameters = ParameterText.read(Files.readString(Path.of(args[4])));
        var processor = (org.roimill.core.processor.Processor<?>)
                type.getDeclaredConstructor().newInstance();
        Job job = new Job(processor, parameters, inputs, StubResources.ALL);
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        try (Ledger ledger = new Ledger(BUDGET);
                PlanRun run = open(job, folder, ledger, Arena.ofAuto())) {
            for (Stage stage : run.stages()) {
                Phases phases = run.phases(stage);
                if (phases != null) {
                    serve(phases, index, of, in, out);
                }
            }
        }
    }

    private static void serve(Phases phases, int index, int of, DataInputStream in, DataOutputStream out)
            throws IOException {
        while (true) {
            int length = in.readInt();
            int pieces = phases.begin(length == FINISHED ? null : in.readNBytes(length));
            if (pieces < 0) {
                return;
            }
            for (int i = index; i < pieces; i += of) {
                byte[] result = phases.work(i);
                out.writeInt(result.length);
                out.write(result);
            }
            out.flush();
        }
    }
}
