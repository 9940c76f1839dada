package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.LabelTable;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Stage;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;

/**
 * Runs one plan: its stages in order, temporaries in between. Rasters go to the writers that are given; tables and
 * crops are handed back.
 */
public final class PlanRun implements AutoCloseable {
    private final Engine engine;
    private final Descriptor<?> descriptor;
    private final Plan plan;
    private final Map<Slot, Source> sources = new HashMap<>();
    private final Map<Slot, ElementSpec> specs = new HashMap<>();
    private final Map<Slot, RasterWriter> writers = new HashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, CropPixels> crops = new LinkedHashMap<>();
    private final Scratch scratch;
    private final List<Scratch.Held> temporaries = new ArrayList<>();
    private final LabelTable labelTable;
    private OptionalLong objects = OptionalLong.empty();

    /**
     * @param inputs for each port what it was given, in order
     * @param outputs where each raster output goes; whoever gave them closes them
     * @param scratch where temporaries live; null for memory
     */
    public PlanRun(
            Engine engine,
            Descriptor<?> descriptor,
            Plan plan,
            Map<String, List<Source>> inputs,
            Map<String, RasterWriter> outputs,
            Scratch scratch) {
        this.engine = engine;
        this.scratch = scratch;
        this.descriptor = descriptor;
        this.plan = plan;
        specs.putAll(plan.specs());
        inputs.forEach((port, given) -> {
            for (int i = 0; i < given.size(); i++) {
                bind(new Slot.Input(port, i), given.get(i));
            }
        });
        outputs.forEach((port, writer) -> writers.put(new Slot.Output(port), writer));
        this.labelTable = labelTable(engine, inputs);
    }

    /** Runs all stages. */
    public void run() {
        plan.stages().forEach(this::run);
    }

    public Map<String, Table> tables() {
        return tables;
    }

    public Map<String, CropPixels> crops() {
        return crops;
    }

    /** How many objects the last stage that counts them found. */
    public OptionalLong objects() {
        return objects;
    }

    @Override
    public void close() {
        temporaries.forEach(Scratch.Held::free);
    }

    private void run(Stage stage) {
        switch (stage.work()) {
            case Work.Kernel kernel -> windows(stage);
            case Work.Whole whole -> windows(stage);
            case Work.Fold<?, ?> fold -> fold(stage, fold);
            case Work.Objects<?, ?> found -> objects = new ObjectsRun<>(bindStage(stage), found).run();
            case Work.Cutter cutter -> cut(stage, cutter);
        }
    }

    private void windows(Stage stage) {
        KernelRun run = new KernelRun(bindStage(stage));
        engine.each(run.pieces(), run::run);
    }

    /** The same stage as phases, for several processes that each hold a run of this plan; null for a cutter. */
    public Phases phases(Stage stage) {
        return switch (stage.work()) {
            case Work.Kernel kernel -> new StagePhases.OfKernel(new KernelRun(bindStage(stage)));
            case Work.Whole whole -> new StagePhases.OfKernel(new KernelRun(bindStage(stage)));
            case Work.Fold<?, ?> fold -> foldPhases(stage, fold);
            case Work.Objects<?, ?> found -> objectsPhases(stage, found);
            case Work.Cutter cutter -> {
                cut(stage, cutter);
                yield null;
            }
        };
    }

    private <S, R> Phases foldPhases(Stage stage, Work.Fold<S, R> fold) {
        FoldRun<S, R> run = new FoldRun<>(bindStage(stage), fold);
        return new StagePhases.OfFold<>(run, fold, values -> bindResult(stage, fold, values));
    }

    private <B, D> Phases objectsPhases(Stage stage, Work.Objects<B, D> found) {
        return new StagePhases.OfObjects<>(new ObjectsRun<>(bindStage(stage), found), found);
    }

    private <S, R> void fold(Stage stage, Work.Fold<S, R> fold) {
        bindResult(stage, fold, new FoldRun<>(bindStage(stage), fold).run());
    }

    private <S, R> void bindResult(Stage stage, Work.Fold<S, R> fold, Values<R> values) {
        for (Slot slot : stage.out()) {
            if (slot instanceof Slot.Value) {
                bind(slot, new Source.Valued(values));
            } else {
                Table table = fold.table(values);
                tables.put(slot.name(), table);
                bind(slot, new Source.Tabular(table));
            }
        }
    }

    public List<Stage> stages() {
        return plan.stages();
    }

    private void cut(Stage stage, Work.Cutter cutter) {
        Slot slot = stage.out().get(0);
        CropView view = CropView.cut(
                stage.in().stream().map(sources::get).toList(), (CropsSpec) specs.get(slot), cutter, engine.ledger());
        crops.put(slot.name(), view);
        bind(slot, new Source.Cropped(view));
        objects = OptionalLong.of(view.crops().size());
    }

    /** Binds the slots of a stage; a temporary comes to life with the first stage that writes it. */
    StageRun bindStage(Stage stage) {
        List<Source> in = stage.in().stream().map(this::source).toList();
        List<RasterWriter> out = new ArrayList<>();
        for (Slot slot : stage.out()) {
            if (slot instanceof Slot.Temporary && !writers.containsKey(slot)) {
                Scratch.Held raster = temporary(slot.name(), (RasterSpec) specs.get(slot));
                temporaries.add(raster);
                writers.put(slot, raster);
                bind(slot, new Source.Raster(raster));
            }
            out.add(writers.get(slot));
        }
        Geometry geometry = new Geometry(descriptor, plan, stage, specs, valueAxes(in));
        StageRun run = new StageRun(engine, descriptor, stage, geometry, in, out);
        run.labelTable = labelTable;
        return run;
    }

    private static Axes valueAxes(List<Source> sources) {
        Axes axes = Axes.NONE;
        for (Source source : sources) {
            if (source instanceof Source.Valued(Values<?> values)) {
                axes = axes.union(values.axes());
            }
        }
        return axes;
    }

    private Scratch.Held temporary(String name, RasterSpec spec) {
        return scratch == null
                ? MemoryRaster.leased(spec, engine.ledger(), descriptor.id() + " " + name)
                : scratch.raster(name, spec);
    }

    private Source source(Slot slot) {
        Source source = sources.get(slot);
        if (source == null) {
            throw new IllegalStateException(descriptor.id() + ": '" + slot + "' is read before it is written");
        }
        return source;
    }

    private void bind(Slot slot, Source source) {
        sources.put(slot, source);
        if (source.spec() != null) {
            specs.put(slot, source.spec());
        }
    }

    /** One look over 64-bit labels: whether an id needs a table, and if so, which ids there are. */
    private static LabelTable labelTable(Engine engine, Map<String, List<Source>> inputs) {
        TreeSet<Long> ids = new TreeSet<>(Long::compareUnsigned);
        boolean needed = false;
        for (List<Source> given : inputs.values()) {
            for (Source source : given) {
                if (source instanceof Source.Raster raster
                        && source.spec() instanceof RasterSpec spec
                        && spec.kind() == Kind.LABELS
                        && spec.dtype().bytes() == 8) {
                    needed |= WideLabels.collect(engine, raster.pixels(), ids);
                }
            }
        }
        return needed ? new LabelTable(ids.stream().mapToLong(Long::longValue).toArray()) : null;
    }
}
