package org.roimill.benchmarks.processors;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.memory.Ledger;
import org.roimill.core.param.Parameters;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Resources;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.MemoryRaster;
import org.roimill.runner.stage.PlanRun;
import org.roimill.runner.stage.Source;
import org.roimill.runner.stage.Stop;

/** Processors on rasters in memory: everything a run does but reading and writing stores. */
final class InMemory implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final Ledger ledger = new Ledger(4L << 30);
    private final ExecutorService pool;
    private final Engine engine;

    InMemory(int threads) {
        this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads);
        this.engine = new Engine(ledger, pool, threads, new Stop(), BlockSize.USUAL);
    }

    Arena arena() {
        return arena;
    }

    /** The work, with room for its result, to be run again and again. */
    <P extends Record> Runnable of(
            Processor<P> processor, Map<String, Object> parameters, Map<String, List<MemoryRaster>> inputs) {
        Map<String, List<Source>> sources = new LinkedHashMap<>();
        Map<String, List<ElementSpec>> specs = new LinkedHashMap<>();
        inputs.forEach((port, given) -> {
            sources.put(port, given.stream().<Source>map(Source.Raster::new).toList());
            specs.put(port, given.stream().<ElementSpec>map(MemoryRaster::spec).toList());
        });
        String id = processor.descriptor().id();
        P bound = Parameters.of(processor.descriptor().parameters()).bind(parameters, id);
        Plan plan = processor.plan(bound, new Inputs(specs, Resources.NONE));
        Map<String, RasterWriter> outputs = new LinkedHashMap<>();
        processor
                .descriptor()
                .outputs()
                .forEach(port ->
                        outputs.put(port.name(), MemoryRaster.zeros((RasterSpec) plan.output(port.name()), arena)));
        return () -> {
            try (PlanRun run = new PlanRun(engine, processor.descriptor(), plan, sources, outputs, null)) {
                run.run();
            }
        };
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
        ledger.close();
        arena.close();
    }
}
