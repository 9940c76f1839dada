package org.roimill.core.processor;

import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.roimill.core.network.Provider;
import org.roimill.core.param.ModelRef;

/** Resources for one invocation; closing it closes all that was opened. */
public interface OpenResources extends Resources, AutoCloseable {
    /** A digest, {@code sha256:...}, of a model that lies in a folder or a file. */
    String digest(ModelRef ref);

    @Override
    void close();

    /** Brings them: a service, of which a distribution holds one. */
    interface Opener {
        /**
         * Loads nothing before it is asked for.
         *
         * @param notes is told, once each, what the user should know
         */
        OpenResources open(Provider provider, Consumer<String> notes);
    }

    /** By what is on the class path; where that opens nothing, whatever is asked for is an error. */
    static OpenResources open(Provider provider, Consumer<String> notes) {
        return ServiceLoader.load(Opener.class)
                .findFirst()
                .map(opener -> opener.open(provider, notes))
                .orElseGet(NoResources::new);
    }
}
