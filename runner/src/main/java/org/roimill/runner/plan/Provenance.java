package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is recorded beside an element about how it was made, and how two such records differ. Equal work gives an equal
 * record: neither time nor host stands in it.
 */
final class Provenance {
    static final String KEY = "key";
    private static final String LINEAGE = "lineage";
    private static final int SHOWN = 8;

    private Provenance() {}

    /** @param chain its digest and text */
    static Map<String, Object> of(TypedStep step, String port, Map<String, Object> chain) {
        Map<String, Object> record = new LinkedHashMap<>(step.recipe());
        record.put("output", port);
        record.put(KEY, step.key(port));
        List<Object> lineage = new ArrayList<>();
        for (TypedStep before : step.before()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("makes", List.copyOf(before.outputs().values()));
            one.putAll(before.recipe());
            lineage.add(one);
        }
        if (!lineage.isEmpty()) {
            record.put(LINEAGE, lineage);
        }
        record.put("chain", chain);
        return record;
    }

    /** Whether an element was made by a chain at all. */
    static boolean isRecorded(Map<String, Object> provenance) {
        return provenance.get(KEY) instanceof String key && key.startsWith("recipe:");
    }

    /** What differs, one short text for each difference: {@code ring.rad_bigger 8 -> 10}. */
    static List<String> differences(Map<String, Object> recorded, Map<String, Object> planned) {
        List<String> found = new ArrayList<>();
        Map<String, Map<?, ?>> before = byOutput(recorded);
        Map<String, Map<?, ?>> now = byOutput(planned);
        now.forEach((output, step) -> {
            if (before.containsKey(output)) {
                compare(output, before.get(output), step, found);
            } else {
                found.add(step.get("processor") + " makes " + output + " now");
            }
        });
        compare("", recorded, planned, found);
        if (found.isEmpty()) {
            found.add("it was made of other data");
        }
        return found.size() <= SHOWN ? found : found.subList(0, SHOWN);
    }

    private static Map<String, Map<?, ?>> byOutput(Map<String, Object> record) {
        Map<String, Map<?, ?>> steps = new LinkedHashMap<>();
        if (record.get(LINEAGE) instanceof List<?> lineage) {
            for (Object one : lineage) {
                if (one instanceof Map<?, ?> step) {
                    steps.put(String.valueOf(step.get("makes")), step);
                }
            }
        }
        return steps;
    }

    private static void compare(String output, Map<?, ?> before, Map<?, ?> now, List<String> found) {
        String processor = String.valueOf(now.get("processor"));
        String what = output.isEmpty() ? processor : processor + " (" + output.replaceAll("[\\[\\]]", "") + ")";
        if (!Objects.equals(before.get("processor"), now.get("processor"))) {
            found.add(before.get("processor") + " -> " + what);
            return;
        }
        compareMaps(what + ".", map(before, "parameters"), map(now, "parameters"), found);
        if (!same(before.get("version"), now.get("version"))) {
            found.add(what + " version " + before.get("version") + " -> " + now.get("version"));
        } else if (!same(before.get("code"), now.get("code"))) {
            found.add(what + " is another build");
        }
        models(what, list(before, "models"), list(now, "models"), found);
        inputs(what, map(before, "inputs"), map(now, "inputs"), found);
    }

    private static void compareMaps(String prefix, Map<?, ?> before, Map<?, ?> now, List<String> found) {
        Set<Object> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(now.keySet());
        for (Object key : keys) {
            if (!same(before.get(key), now.get(key))) {
                found.add(prefix + key + " " + before.get(key) + " -> " + now.get(key));
            }
        }
    }

    private static void models(String what, List<?> before, List<?> now, List<String> found) {
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            Object was = i < before.size() && before.get(i) instanceof Map<?, ?> m ? m.get("digest") : null;
            Object is = i < now.size() && now.get(i) instanceof Map<?, ?> m ? m.get("digest") : null;
            if (!Objects.equals(was, is)) {
                found.add(what + " has another model, " + is + ", not " + was);
            }
        }
    }

    /** Of what other steps made, those are told of themselves. */
    private static void inputs(String what, Map<?, ?> before, Map<?, ?> now, List<String> found) {
        now.forEach((port, list) -> {
            List<?> mine = (List<?>) list;
            List<?> theirs = before.get(port) instanceof List<?> l ? l : List.of();
            if (mine.size() != theirs.size()) {
                found.add(what + " reads " + mine.size() + " " + port + ", not " + theirs.size());
                return;
            }
            for (int i = 0; i < mine.size(); i++) {
                Map<?, ?> one = (Map<?, ?>) mine.get(i);
                Map<?, ?> other = (Map<?, ?>) theirs.get(i);
                if (!same(one.get("name"), other.get("name"))) {
                    found.add(what + " reads " + other.get("name") + " -> " + one.get("name"));
                } else if (!same(one.get(KEY), other.get(KEY))
                        && !String.valueOf(one.get(KEY)).startsWith("recipe:")) {
                    found.add("the voxels of " + one.get("name") + " have changed, or its files were touched");
                }
            }
        });
    }

    private static List<?> list(Map<?, ?> of, String key) {
        return of.get(key) instanceof List<?> l ? l : List.of();
    }

    private static Map<?, ?> map(Map<?, ?> of, String key) {
        return of.get(key) instanceof Map<?, ?> m ? m : Map.of();
    }

    /** Numbers come back from a file in another type than they went in. */
    private static boolean same(Object a, Object b) {
        return Objects.equals(a, b) || Digests.text(a == null ? "" : a).equals(Digests.text(b == null ? "" : b));
    }
}
