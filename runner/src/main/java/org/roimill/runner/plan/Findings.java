package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** Collects everything that is wrong with a plan, so that it can be told at once. */
final class Findings {
    private static final int SHOWN = 20;

    private final List<RoimillException> all = new ArrayList<>();

    void add(RoimillException problem) {
        all.add(problem);
    }

    void add(String place, String what, String wayOut) {
        all.add(RoimillException.usage(place + ": " + what, wayOut));
    }

    /** What the work gives; null where it failed, which is written down. */
    <T> T attempt(String place, Supplier<T> work) {
        try {
            return work.get();
        } catch (RoimillException e) {
            all.add(place == null || e.getMessage().startsWith(place) ? e : e.at(place));
            return null;
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Throws what was found, if anything. Outputs that are there count only where nothing else is wrong. */
    void throwIfAny() {
        if (all.isEmpty()) {
            return;
        }
        if (all.size() == 1) {
            throw all.getFirst();
        }
        List<String> texts = new ArrayList<>(
                all.stream().limit(SHOWN).map(RoimillException::getMessage).toList());
        if (all.size() > SHOWN) {
            texts.add("and " + (all.size() - SHOWN) + " more");
        }
        throw new RoimillException(worst(), String.join(System.lineSeparator(), texts), null);
    }

    private Failure worst() {
        for (Failure failure : List.of(Failure.INTERNAL, Failure.USAGE, Failure.BAD_DATA, Failure.OUT_OF_MEMORY)) {
            if (all.stream().anyMatch(p -> p.failure() == failure)) {
                return failure;
            }
        }
        return all.getFirst().failure();
    }
}
