package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Storage;
import org.roimill.core.network.Model;
import org.roimill.core.processor.CardDefaults;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Resources;
import org.roimill.core.registry.Entry;
import org.roimill.core.registry.Registry;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.Ends;
import org.roimill.runner.chain.FanOut;
import org.roimill.runner.chain.Names;
import org.roimill.runner.chain.Step;

/** Goes through the steps of a chain in order and finds out what each of them reads and makes. */
final class Typing {
    private final Registry registry;
    private final Resources resources;
    private final Sources sources;
    private final Findings findings;
    private Chain chain;
    private final List<String> notes = new ArrayList<>();
    private final List<TypedStep> typed = new ArrayList<>();
    /** Ignoring case: two names that a file system may take for one are one. */
    private final Map<String, Made> made = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** What would have been made by steps that failed. */
    private final Set<String> absent = new HashSet<>();

    /** What would have been made by optional steps that lack something, with those steps. */
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    private final Map<String, String> laterBy = new LinkedHashMap<>();

    private record Made(String name, TypedStep step, String port) {}

    Typing(Registry registry, Resources resources, Sources sources, Findings findings) {
        this.registry = registry;
        this.resources = resources;
        this.sources = sources;
        this.findings = findings;
    }

    /** The steps that could be typed; what could not is among the findings. */
    List<TypedStep> type(Chain whole) {
        this.chain = whole;
        List<Step> steps = expand(chain);
        steps.forEach(step -> step.output().names().forEach(name -> laterBy.putIfAbsent(name, step.place())));
        for (Step step : steps) {
            step.output().names().forEach(name -> laterBy.remove(name, step.place()));
            String lacking = step.optional() ? lacking(step) : null;
            if (lacking != null) {
                notes.add(step.place() + " is optional and left out: there is no '" + lacking + "'");
                step.output().names().forEach(name -> leftOut.put(name, step.place()));
                continue;
            }
            Storage storage = step.storage() == null ? chain.storage() : step.storage();
            TypedStep result = findings.attempt(step.place(), () -> type(step, storage));
            if (result == null) {
                step.output().names().forEach(absent::add);
            } else {
                typed.add(result);
                result.outputs().forEach((port, name) -> made.put(name, new Made(name, result, port)));
            }
        }
        checkNoSourceIsMade();
        return typed;
    }

    /** The first thing that an optional step reads and that is not there; null if nothing. */
    private String lacking(Step step) {
        List<String> names = step.input().names().toList();
        if (names.isEmpty()) {
            return "element that it could read";
        }
        for (String name : names) {
            if (made.containsKey(name) || absent.contains(name)) {
                continue;
            }
            try {
                sources.find(name, 0, made.keySet());
            } catch (RoimillException e) {
                return name;
            }
        }
        return null;
    }

    List<String> notes() {
        return notes;
    }

    /** Wildcards become names, lists with {@code ${input}} become a step each, optional steps without input go. */
    private List<Step> expand(Chain chain) {
        List<String> names = wild(chain);
        List<Step> all = new ArrayList<>();
        for (Step step : chain.steps()) {
            List<Step> expanded = findings.attempt(step.place(), () -> expand(step, names));
            if (expanded == null) {
                step.output().names().forEach(absent::add);
            } else {
                all.addAll(expanded);
            }
        }
        return all;
    }

    private List<Step> expand(Step step, List<String> names) {
        if (!step.input().byPort().isEmpty()) {
            Map<String, List<String>> ports = new LinkedHashMap<>();
            step.input().byPort().forEach((port, patterns) -> ports.put(port, matched(step, patterns, names)));
            Step resolved = step.withInput(Ends.ports(ports));
            return ports.size() == 1
                    ? FanOut.steps(resolved, ports.values().iterator().next())
                    : FanOut.steps(resolved, List.of());
        }
        List<String> found = matched(step, step.input().inOrder(), names);
        boolean list = step.input().isList()
                || found.size() != 1
                || !found.equals(step.input().inOrder());
        return FanOut.steps(step.withInput(new Ends(found, list, Map.of())), found);
    }

    private static List<String> matched(Step step, List<String> patterns, List<String> names) {
        try {
            return Names.match(patterns, names);
        } catch (RoimillException e) {
            if (step.optional()) {
                return List.of();
            }
            throw e;
        }
    }

    /** What wildcards may match: the elements of the ROI, but for those that this chain made before. */
    private List<String> wild(Chain chain) {
        List<Pattern> own = chain.steps().stream()
                .flatMap(step -> step.output().names())
                .map(name -> Pattern.compile(Pattern.quote(name).replace("${input}", "\\E.*\\Q")))
                .toList();
        return sources.elements().stream()
                .filter(e -> !(Provenance.isRecorded(e.provenance())
                        && own.stream().anyMatch(p -> p.matcher(e.name()).matches())))
                .filter(e -> e.kind().isRaster())
                .map(Element::name)
                .toList();
    }

    private TypedStep type(Step step, Storage storage) {
        Entry<?> entry = registry.find(step.type());
        Map<String, List<TypedStep.InputRef>> inputs = new LinkedHashMap<>();
        Map<String, List<ElementSpec>> specs = new LinkedHashMap<>();
        boolean broken = false;
        Map<String, List<String>> byPort = Ports.inputs(entry.descriptor().inputs(), step.input());
        for (Map.Entry<String, List<String>> given : byPort.entrySet()) {
            Port port = entry.descriptor().inputs().stream()
                    .filter(p -> p.name().equals(given.getKey()))
                    .findFirst()
                    .orElseThrow();
            List<TypedStep.InputRef> refs = new ArrayList<>();
            List<ElementSpec> found = new ArrayList<>();
            for (String name : given.getValue()) {
                if (!made.containsKey(name) && absent.contains(name)) {
                    broken = true; // told where it went wrong
                    continue;
                }
                try {
                    TypedStep.InputRef ref = ref(name, step.level());
                    refs.add(ref);
                    found.add(checked(port, name, spec(ref)));
                } catch (RoimillException e) {
                    findings.add(e.at(step.place())); // and on to the parameters
                    broken = true;
                }
            }
            inputs.put(given.getKey(), refs);
            specs.put(given.getKey(), found);
        }
        Map<String, String> outputs = Ports.outputs(entry.descriptor().outputs(), step.output());
        checkNames(outputs);
        Bound bound = bind(entry, step, specs, outputs.keySet(), broken);
        if (broken) {
            return null;
        }
        checkGrids(specs);
        return new TypedStep(
                step.place(),
                entry,
                bound.values(),
                bound.models(),
                inputs,
                outputs,
                bound.plan(),
                step.keep(),
                storage);
    }

    private record Bound(Map<String, Object> values, List<Model> models, Plan plan) {}

    /** The parameters are looked at even where the inputs are broken, so that all problems are told. */
    private <P extends Record> Bound bind(
            Entry<P> entry, Step step, Map<String, List<ElementSpec>> specs, Set<String> wanted, boolean broken) {
        StepResources own = new StepResources(resources, chain);
        P parameters = broken
                ? entry.parameters().bind(step.parameters(), step.place())
                : CardDefaults.bind(entry.id(), entry.parameters(), step.parameters(), step.place(), own);
        Map<String, Object> values = entry.parameters().values(parameters);
        Plan plan = broken ? null : entry.processor().plan(parameters, new Inputs(specs, own, wanted));
        return new Bound(values, own.models(), plan);
    }

    private TypedStep.InputRef ref(String name, int level) {
        Made before = made.get(name);
        if (before != null && before.name().equals(name)) {
            if (level > 0) {
                throw RoimillException.usage(
                        "'" + name + "' is made by " + before.step().place()
                                + " and has no levels while the chain runs",
                        "Read the sources of that step at this level.");
            }
            return new TypedStep.InputRef.FromStep(before.step(), before.port());
        }
        if (laterBy.containsKey(name) && sources.element(name) == null) {
            throw RoimillException.usage(
                    "'" + name + "' is made by " + laterBy.get(name) + ", which comes no earlier than this",
                    "Put that step before this one.");
        }
        if (leftOut.containsKey(name) && sources.element(name) == null) {
            throw RoimillException.usage(
                    "'" + name + "' would be made by " + leftOut.get(name) + ", which this ROI lacks the inputs of",
                    "Make this step optional as well.");
        }
        SourceRef ref = sources.find(name, level, made.keySet());
        return new TypedStep.InputRef.FromRoi(ref, sources.key(ref));
    }

    private ElementSpec spec(TypedStep.InputRef ref) {
        return switch (ref) {
            case TypedStep.InputRef.FromRoi(SourceRef source, String key) ->
                sources.open(source).spec();
            case TypedStep.InputRef.FromStep(TypedStep step, String port) ->
                step.plan().output(port);
        };
    }

    private static ElementSpec checked(Port port, String name, ElementSpec spec) {
        if (spec.kind() != port.kind()) {
            throw RoimillException.usage(
                    "'" + name + "' is of kind " + spec.kind() + ", and its input '" + port.name() + "' takes "
                            + port.kind(),
                    port.kind() == Kind.LABELS
                            ? "Make labels of it first, for example by a components step."
                            : "Name an element of kind " + port.kind() + ".");
        }
        if (spec instanceof RasterSpec raster) {
            try {
                port.core().within(raster.axes());
            } catch (RoimillException e) {
                throw e.at("'" + name + "'");
            }
        }
        return spec;
    }

    private void checkNames(Map<String, String> outputs) {
        Set<String> mine = new HashSet<>();
        for (String name : outputs.values()) {
            ElementNames.check(name);
            Made before = made.get(name);
            if (before != null || !mine.add(name)) {
                throw RoimillException.usage(
                        "'" + name + "' is made "
                                + (before == null
                                        ? "twice by this step"
                                        : "by " + before.step().place() + " already"
                                                + (before.name().equals(name) ? "" : ", as '" + before.name() + "'")),
                        "Give one of them another name.");
            }
        }
    }

    /** Rasters of one step lie on one grid, along the axes that they share. */
    private static void checkGrids(Map<String, List<ElementSpec>> specs) {
        RasterSpec first = null;
        for (List<ElementSpec> list : specs.values()) {
            for (ElementSpec spec : list) {
                if (!(spec instanceof RasterSpec raster)) {
                    continue;
                }
                if (first != null && !first.grid().alignsWith(raster.grid())) {
                    throw RoimillException.usage(
                            "its inputs lie on different grids: " + first.grid() + " and " + raster.grid(),
                            "Read both at the same level, or bring them onto one grid with a resample step.");
                }
                first = first == null ? raster : first;
            }
        }
    }

    /** What is read is never replaced by what is made of it. */
    private void checkNoSourceIsMade() {
        Set<String> read = typed.stream()
                .flatMap(step -> step.inputs().values().stream().flatMap(List::stream))
                .filter(TypedStep.InputRef.FromRoi.class::isInstance)
                .map(ref -> ((TypedStep.InputRef.FromRoi) ref).ref().element())
                .collect(Collectors.toSet());
        made.values()
                .forEach(output -> read.stream()
                        .filter(output.name()::equalsIgnoreCase)
                        .forEach(source -> findings.add(
                                output.step().place(),
                                "its output '" + output.name() + "' has the name of an element that the chain reads",
                                "Give the output another name.")));
    }
}
