package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.roimill.core.format.Storage;
import org.roimill.core.network.Model;
import org.roimill.core.processor.Plan;
import org.roimill.core.registry.Entry;

/**
 * A step of which everything is known but the voxels.
 *
 * @param place for messages
 * @param values the parameters in force, as a chain file would spell them
 * @param models that it refers to
 * @param inputs by port
 * @param outputs the name of each output port that is wanted
 * @param keep null where the chain does not say
 * @param keys of the outputs, as far as they were asked for: each rests on those of all steps before, along every way
 */
record TypedStep(
        String place,
        Entry<?> entry,
        Map<String, Object> values,
        List<Model> models,
        Map<String, List<InputRef>> inputs,
        Map<String, String> outputs,
        Plan plan,
        Boolean keep,
        Storage storage,
        Map<String, String> keys) {
    TypedStep(
            String place,
            Entry<?> entry,
            Map<String, Object> values,
            List<Model> models,
            Map<String, List<InputRef>> inputs,
            Map<String, String> outputs,
            Plan plan,
            Boolean keep,
            Storage storage) {
        this(place, entry, values, models, inputs, outputs, plan, keep, storage, new ConcurrentHashMap<>());
    }

    /** One thing that a step reads. */
    sealed interface InputRef {
        String name();

        /** What stands for its state in the keys of what is made of it. */
        String key();

        record FromRoi(SourceRef ref, String key) implements InputRef {
            @Override
            public String name() {
                return ref.name();
            }
        }

        record FromStep(TypedStep step, String port) implements InputRef {
            @Override
            public String name() {
                return step.outputs.get(port);
            }

            @Override
            public String key() {
                return step.key(port);
            }
        }
    }

    /** What this step is, in plain values: equal where it makes the same. */
    Map<String, Object> recipe() {
        Map<String, Object> recipe = new LinkedHashMap<>();
        recipe.put("processor", entry.id());
        recipe.put("version", entry.descriptor().version());
        recipe.put("code", entry.digest());
        recipe.put("parameters", values);
        if (!models.isEmpty()) {
            recipe.put("models", models.stream().map(TypedStep::model).toList());
        }
        Map<String, Object> read = new LinkedHashMap<>();
        inputs.forEach((port, refs) -> {
            List<Object> list = new ArrayList<>();
            for (InputRef ref : refs) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", ref.name());
                one.put("key", ref.key());
                list.add(one);
            }
            read.put(port, list);
        });
        recipe.put("inputs", read);
        return recipe;
    }

    private static Map<String, Object> model(Model model) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", model.card().name());
        map.put("digest", model.card().digest());
        map.put("licence", model.card().licence());
        map.put("source", model.card().source());
        return map;
    }

    /** The key of what an output port makes: names play no part in it. */
    String key(String port) {
        return keys.computeIfAbsent(port, this::digest);
    }

    private String digest(String port) {
        Map<String, Object> all = new TreeMap<>(recipe());
        Map<String, Object> read = new TreeMap<>();
        inputs.forEach((input, refs) ->
                read.put(input, refs.stream().map(InputRef::key).toList()));
        all.put("inputs", read);
        all.put("port", port);
        return "recipe:" + Digests.of(all);
    }

    /** The steps that this one reads from, directly or through others, the first in the flow first. */
    List<TypedStep> before() {
        SequencedSet<TypedStep> all = new LinkedHashSet<>();
        collect(all);
        all.remove(this);
        return List.copyOf(all);
    }

    private void collect(SequencedSet<TypedStep> all) {
        for (List<InputRef> refs : inputs.values()) {
            for (InputRef ref : refs) {
                if (ref instanceof InputRef.FromStep(TypedStep step, String port) && !all.contains(step)) {
                    step.collect(all);
                }
            }
        }
        all.add(this);
    }

    // Steps are told apart by which one they are, not by what they say: two may say the same.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
