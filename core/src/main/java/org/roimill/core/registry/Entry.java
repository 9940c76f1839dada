package org.roimill.core.registry;

import org.roimill.core.param.Parameters;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Processor;

/**
 * One processor that can be used.
 *
 * @param origin for people: a module that is built in, or the path of a jar
 * @param digest SHA-256, in hexadecimal, of the jar that holds its class
 */
public record Entry<P extends Record>(
        Processor<P> processor, Descriptor<P> descriptor, Parameters<P> parameters, String origin, String digest) {
    static <P extends Record> Entry<P> of(Processor<P> processor, String origin, String digest) {
        Descriptor<P> descriptor = processor.descriptor();
        if (descriptor == null) {
            throw new IllegalStateException(processor.getClass().getName() + " has no descriptor");
        }
        return new Entry<>(processor, descriptor, Parameters.of(descriptor.parameters()), origin, digest);
    }

    public String id() {
        return descriptor.id();
    }
}
