package org.roimill.testkit;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Resources;
import org.roimill.core.space.Grid;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.MemoryRaster;
import org.roimill.runner.stage.Source;

/** One processor on given blocks: written down in a line or two, for tests that know what should come out. */
public final class Trial {
    private static final long BUDGET = 1L << 31;

    private final Processor<?> processor;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, List<Source>> sources = new LinkedHashMap<>();
    private BlockSize blocks = BlockSize.USUAL;
    private Resources resources = Resources.NONE;

    private Trial(Processor<?> processor) {
        this.processor = processor;
    }

    public static Trial of(Processor<?> processor) {
        return new Trial(processor);
    }

    /** A parameter as a chain file has it. */
    public Trial with(String key, Object value) {
        parameters.put(key, value);
        return this;
    }

    public Trial blocks(BlockSize size) {
        blocks = size;
        return this;
    }

    public Trial resources(Resources given) {
        resources = given;
        return this;
    }

    /** The next element of a port, on a grid without calibration. */
    public Trial given(String port, String axes, Block block) {
        return given(port, Grid.of(axes, block.region().shape()), block);
    }

    /** The next element of a port. */
    public Trial given(String port, Grid grid, Block block) {
        Kind kind = processor.descriptor().inputs().stream()
                .filter(p -> p.name().equals(port))
                .findFirst()
                .orElseThrow()
                .kind();
        RasterSpec spec = new RasterSpec(kind, grid, block.dtype(), List.of());
        sources.computeIfAbsent(port, p -> new ArrayList<>()).add(new Source.Raster(MemoryRaster.over(spec, block)));
        return this;
    }

    public Plan plan() {
        return job().plan(sources);
    }

    /** The first output. */
    public Block run() {
        return runAll().values().iterator().next();
    }

    /** All outputs that are rasters, by their ports. */
    public Map<String, Block> runAll() {
        return outcome().rasters();
    }

    /** The only table. */
    public Table table() {
        return outcome().tables().values().iterator().next();
    }

    private Outcome outcome() {
        try (Ledger ledger = new Ledger(BUDGET)) {
            Engine engine = Engine.single(ledger).withBlocks(blocks);
            return job().run(engine, null, sources, Arena.ofAuto());
        }
    }

    private Job job() {
        return new Job(processor, parameters, List.of(), resources);
    }
}
