package org.roimill.testkit;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.param.Parameters;
import org.roimill.core.processor.CardDefaults;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Resources;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.PlanRun;
import org.roimill.runner.stage.Scratch;
import org.roimill.runner.stage.Source;

/** One processor with parameters and made-up inputs: what a test runs, in one way or another. */
public record Job(Processor<?> processor, Map<String, Object> parameters, List<Given> inputs, Resources resources) {

    public Job(Processor<?> processor, Map<String, Object> parameters, List<Given> inputs) {
        this(processor, parameters, inputs, Resources.NONE);
    }

    Map<String, List<Source>> sources(Arena arena) {
        Map<String, List<Source>> sources = new LinkedHashMap<>();
        for (Given given : inputs) {
            sources.computeIfAbsent(given.port(), p -> new ArrayList<>()).add(given.make(arena));
        }
        return sources;
    }

    Plan plan(Map<String, List<Source>> sources) {
        return plan(processor, sources);
    }

    private <P extends Record> Plan plan(Processor<P> typed, Map<String, List<Source>> sources) {
        Map<String, List<ElementSpec>> specs = new LinkedHashMap<>();
        sources.forEach((port, given) ->
                specs.put(port, given.stream().map(Source::spec).toList()));
        String id = typed.descriptor().id();
        P bound = CardDefaults.bind(id, Parameters.of(typed.descriptor().parameters()), parameters, id, resources);
        return typed.plan(bound, new Inputs(specs, resources));
    }

    /** Runs everything in this process. */
    public Outcome run(Engine engine) {
        return run(engine, null);
    }

    Outcome run(Engine engine, Scratch scratch) {
        Arena arena = Arena.ofAuto();
        return run(engine, scratch, sources(arena), arena);
    }

    Outcome run(Engine engine, Scratch scratch, Map<String, List<Source>> sources, Arena arena) {
        Plan plan = plan(sources);
        Map<String, OnceWriter> writers = writers(plan, arena);
        Map<String, RasterWriter> outputs = new LinkedHashMap<>(writers);
        try (PlanRun run = new PlanRun(engine, processor.descriptor(), plan, sources, outputs, scratch)) {
            run.run();
            writers.values().forEach(OnceWriter::checkComplete);
            return Outcome.of(plan, writers, run, arena);
        }
    }

    private Map<String, OnceWriter> writers(Plan plan, Arena arena) {
        Map<String, OnceWriter> writers = new LinkedHashMap<>();
        processor.descriptor().outputs().forEach(port -> {
            if (plan.output(port.name()) instanceof RasterSpec spec) {
                writers.put(port.name(), new OnceWriter(port.name(), spec, arena));
            }
        });
        return writers;
    }
}
