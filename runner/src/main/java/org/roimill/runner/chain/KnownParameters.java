package org.roimill.runner.chain;

import java.util.Optional;
import org.roimill.core.param.Parameters;
import org.roimill.core.registry.Registry;

/** Which parameters the processor of some type has. */
@FunctionalInterface
public interface KnownParameters {
    /** Nothing is known of any processor. */
    KnownParameters NONE = type -> Optional.empty();

    /** Empty if there is no such processor. */
    Optional<Parameters<?>> of(String type);

    static KnownParameters of(Registry registry) {
        return type -> registry.has(type) ? Optional.of(registry.find(type).parameters()) : Optional.empty();
    }
}
