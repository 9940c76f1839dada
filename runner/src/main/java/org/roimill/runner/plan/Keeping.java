package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which results stay: those that a step says to keep, and where it says nothing, those that no later step reads.
 *
 * @param kept by name, in the order in which they are made
 * @param notes steps that run for nobody
 */
record Keeping(Map<String, Maker> kept, Set<TypedStep> active, List<String> notes) {
    record Maker(TypedStep step, String port) {}

    static Keeping of(List<TypedStep> steps) {
        Map<TypedStep, Set<String>> read = new HashMap<>();
        steps.forEach(step -> step.inputs()
                .values()
                .forEach(refs -> refs.forEach(ref -> {
                    if (ref instanceof TypedStep.InputRef.FromStep(TypedStep from, String port)) {
                        read.computeIfAbsent(from, f -> new HashSet<>()).add(port);
                    }
                })));
        Map<String, Maker> kept = new LinkedHashMap<>();
        for (TypedStep step : steps) {
            step.outputs().forEach((port, name) -> {
                boolean isRead = read.getOrDefault(step, Set.of()).contains(port);
                if (step.keep() == null ? !isRead : step.keep()) {
                    kept.put(name, new Maker(step, port));
                }
            });
        }
        Set<TypedStep> active = new HashSet<>();
        kept.values().forEach(maker -> {
            active.add(maker.step());
            active.addAll(maker.step().before());
        });
        List<String> notes = new ArrayList<>();
        for (TypedStep step : steps) {
            if (!active.contains(step)) {
                notes.add(step.place() + ": what it makes ("
                        + String.join(", ", step.outputs().values())
                        + ") is neither kept nor read, so it is left out");
            }
        }
        return new Keeping(kept, active, notes);
    }

    boolean isActive(TypedStep step) {
        return active.contains(step);
    }
}
