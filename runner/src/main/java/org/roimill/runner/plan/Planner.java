package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.core.memory.Bytes;
import org.roimill.core.processor.Resources;
import org.roimill.core.processor.Slot;
import org.roimill.core.registry.Registry;
import org.roimill.core.space.Axis;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.ChainWriter;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.Graph;
import org.roimill.runner.stage.Part;
import org.roimill.runner.stage.Place;
import org.roimill.runner.stage.Source;

/** Types a chain against a ROI. All problems are told at once. */
public final class Planner {
    private final Registry registry;
    private final Resources resources;
    private final Engine engine;

    /** @param engine what the plan will run on; nothing runs while planning */
    public Planner(Registry registry, Resources resources, Engine engine) {
        this.registry = registry;
        this.resources = resources;
        this.engine = engine;
    }

    /**
     * @param chain without placeholders but {@code ${input}}
     * @param roi what is read
     * @param target where results go; null where that does not exist yet
     * @param overwrite whether what is there of another recipe may be replaced
     */
    public RoiPlan plan(Chain chain, Roi roi, Roi target, boolean overwrite) {
        Findings findings = new Findings();
        Sources sources = new Sources(roi);
        Typing typing = new Typing(registry, resources, sources, findings);
        List<TypedStep> steps = typing.type(chain);
        findings.throwIfAny();
        Keeping keeping = Keeping.of(steps);
        List<String> notes = new ArrayList<>(typing.notes());
        notes.addAll(keeping.notes());
        if (keeping.kept().isEmpty()) {
            throw RoimillException.usage(
                    chain.name() + ": the chain keeps nothing", "Give a step 'keep: true', or leave 'keep' out.");
        }
        keeping.kept()
                .forEach((name, maker) ->
                        checkKind(maker.step(), name, maker.step().plan().output(maker.port()), findings));
        Map<String, Object> text = chainRecord(chain);
        Map<String, Element> there = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (target != null) {
            target.elements().forEach(e -> there.put(e.name(), e));
        }
        Map<String, Output.State> states = new LinkedHashMap<>();
        keeping.kept()
                .forEach((name, maker) -> states.put(
                        name,
                        state(
                                maker,
                                Provenance.of(maker.step(), maker.port(), text),
                                there.get(name),
                                name,
                                overwrite,
                                findings)));
        findings.throwIfAny();
        return assemble(roi, target, steps, keeping, states, text, sources, notes);
    }

    /** Not all that a step makes can be stored. */
    private static void checkKind(TypedStep step, String name, ElementSpec spec, Findings findings) {
        if (spec.kind() == Kind.CROPS || spec.kind() == Kind.SHAPES) {
            findings.add(
                    step.place(),
                    "'" + name + "' is of kind " + spec.kind() + ", which is not kept in a store",
                    "Read it by a later step, such as merge_tiles, and keep what that makes.");
        }
        if (spec instanceof RasterSpec raster
                && raster.kind() == Kind.LABELS
                && raster.axes().has(Axis.C)) {
            findings.add(
                    step.place(),
                    "the labels '" + name + "' have " + raster.grid().size(Axis.C)
                            + " channels, and SpatialData knows labels without channels alone",
                    "Give the step one channel: image/channel.");
        }
        if (spec instanceof RasterSpec raster && raster.axes().has(Axis.T)) {
            findings.add(
                    step.place(),
                    "'" + name + "' has an axis of time, which SpatialData does not know",
                    "Project along t first.");
        }
    }

    private static Map<String, Object> chainRecord(Chain chain) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("digest", "sha256:" + ChainWriter.digest(chain));
        record.put("text", ChainWriter.yaml(chain));
        return record;
    }

    private static Output.State state(
            Keeping.Maker maker,
            Map<String, Object> planned,
            Element there,
            String name,
            boolean overwrite,
            Findings findings) {
        if (there == null) {
            return Output.State.NEW;
        }
        String place = maker.step().place();
        if (!there.name().equals(name)) {
            findings.add(
                    place,
                    "'" + name + "' and the '" + there.name() + "' that is there differ only in case",
                    "Give the output another name.");
        } else if (maker.step().key(maker.port()).equals(there.provenance().get(Provenance.KEY))) {
            return Output.State.DONE;
        } else if (!overwrite) {
            boolean ours = Provenance.isRecorded(there.provenance());
            findings.add(new RoimillException(
                    Failure.EXISTS,
                    place + ": '" + name + "' is there already"
                            + (ours
                                    ? ", and differs: "
                                            + String.join("; ", Provenance.differences(there.provenance(), planned))
                                    : ", and was not made by a chain"),
                    "--overwrite replaces it; another name keeps both."));
        }
        return Output.State.REPLACES;
    }

    private RoiPlan assemble(
            Roi roi,
            Roi target,
            List<TypedStep> steps,
            Keeping keeping,
            Map<String, Output.State> states,
            Map<String, Object> text,
            Sources sources,
            List<String> notes) {
        Set<TypedStep> needed = new HashSet<>();
        keeping.kept().forEach((name, maker) -> {
            if (states.get(name) != Output.State.DONE) {
                need(maker.step(), states, needed);
            }
        });
        Assembly assembly = new Assembly(sources, target, states);
        for (TypedStep step : steps) {
            if (needed.contains(step)) {
                assembly.add(step);
            }
        }
        Set<Place.Made> kept = new HashSet<>();
        List<Output> outputs = new ArrayList<>();
        keeping.kept().forEach((name, maker) -> {
            Output.State state = states.get(name);
            Integer part = assembly.numbers.get(maker.step());
            Place.Made made = state == Output.State.DONE || part == null
                    ? null
                    : new Place.Made(part, new Slot.Output(maker.port()));
            if (made != null) {
                kept.add(made);
            }
            outputs.add(new Output(
                    name,
                    maker.step().place(),
                    maker.step().plan().output(maker.port()),
                    maker.step().storage(),
                    Provenance.of(maker.step(), maker.port(), text),
                    state,
                    made));
        });
        Graph graph = assembly.parts.isEmpty() ? null : new Graph(engine, assembly.parts, assembly.given, kept);
        if (graph != null) {
            checkMemory(graph);
        }
        return new RoiPlan(
                roi.name(),
                lines(steps, keeping, states),
                outputs,
                reads(steps.stream().filter(keeping::isActive).toList(), sources),
                graph,
                notes);
    }

    /** A step is needed with all that it reads, short of what is there already. */
    private static void need(TypedStep step, Map<String, Output.State> states, Set<TypedStep> needed) {
        if (!needed.add(step)) {
            return;
        }
        for (List<TypedStep.InputRef> refs : step.inputs().values()) {
            for (TypedStep.InputRef ref : refs) {
                if (ref instanceof TypedStep.InputRef.FromStep(TypedStep before, String port)
                        && states.get(before.outputs().get(port)) != Output.State.DONE) {
                    need(before, states, needed);
                }
            }
        }
    }

    private void checkMemory(Graph graph) {
        Map.Entry<String, Long> largest = graph.largestPiece();
        if (largest.getValue() > engine.ledger().budget()) {
            throw new RoimillException(
                    Failure.OUT_OF_MEMORY,
                    largest.getKey() + " needs " + Bytes.text(largest.getValue())
                            + " for its voxels at once; there are "
                            + Bytes.text(engine.ledger().budget()),
                    "Give --memory at least " + Bytes.text((largest.getValue() + (256L << 20)) * 4 / 3) + ".");
        }
    }

    private static Map<String, String> reads(List<TypedStep> steps, Sources sources) {
        Map<String, String> reads = new TreeMap<>();
        steps.stream()
                .flatMap(step -> step.inputs().values().stream().flatMap(List::stream))
                .forEach(ref -> {
                    if (ref instanceof TypedStep.InputRef.FromRoi(SourceRef source, String key)) {
                        reads.computeIfAbsent(source.element(), sources::elementKey);
                    }
                });
        return reads;
    }

    private static List<RoiPlan.StepLine> lines(
            List<TypedStep> steps, Keeping keeping, Map<String, Output.State> states) {
        return steps.stream()
                .filter(keeping::isActive)
                .map(step -> {
                    Map<String, List<String>> inputs = new LinkedHashMap<>();
                    step.inputs()
                            .forEach((port, refs) -> inputs.put(
                                    port,
                                    refs.stream().map(TypedStep.InputRef::name).toList()));
                    Map<String, ElementSpec> makes = new LinkedHashMap<>();
                    Map<String, String> state = new LinkedHashMap<>();
                    step.outputs().forEach((port, name) -> {
                        makes.put(name, step.plan().output(port));
                        state.put(name, stateText(states.get(name)));
                    });
                    return new RoiPlan.StepLine(
                            step.place(), step.entry().id(), inputs, makes, state, step.values(), step.models());
                })
                .toList();
    }

    private static String stateText(Output.State state) {
        if (state == null) {
            return "temporary";
        }
        return switch (state) {
            case NEW -> "kept";
            case DONE -> "done";
            case REPLACES -> "replaced";
        };
    }

    /** The needed steps as parts of a graph. */
    private static final class Assembly {
        private final Sources sources;
        private final Roi target;
        private final Map<String, Output.State> states;
        private final Map<TypedStep, Integer> numbers = new HashMap<>();
        private final List<Part> parts = new ArrayList<>();
        private final Map<Place.Given, Source> given = new HashMap<>();

        Assembly(Sources sources, Roi target, Map<String, Output.State> states) {
            this.sources = sources;
            this.target = target;
            this.states = states;
        }

        void add(TypedStep step) {
            Map<String, List<Place>> inputs = new LinkedHashMap<>();
            step.inputs()
                    .forEach((port, refs) ->
                            inputs.put(port, refs.stream().map(this::place).toList()));
            numbers.put(step, parts.size());
            parts.add(new Part(step.place(), step.entry().descriptor(), step.plan(), inputs));
        }

        private Place place(TypedStep.InputRef ref) {
            return switch (ref) {
                case TypedStep.InputRef.FromRoi(SourceRef source, String key) -> {
                    given.computeIfAbsent(source.place(), p -> sources.open(source));
                    yield source.place();
                }
                case TypedStep.InputRef.FromStep(TypedStep step, String port) -> {
                    Integer part = numbers.get(step);
                    String name = step.outputs().get(port);
                    if (states.get(name) != Output.State.DONE && part != null) {
                        yield new Place.Made(part, new Slot.Output(port));
                    }
                    SourceRef there = new SourceRef(name, null, 0);
                    given.computeIfAbsent(there.place(), p -> new Sources(target).open(there));
                    yield there.place();
                }
            };
        }
    }
}
