package org.roimill.core.processor;

/**
 * One thing that can be done to the elements of a ROI. A processor is a class without state, named in
 * {@code META-INF/services/org.roimill.core.processor.Processor}. It never sees a file: it says what it will make and
 * which work makes it, and the runner reads, cuts into blocks, calls, joins and writes.
 *
 * @param <P> a record of parameters whose components carry {@link org.roimill.core.param.Param}
 */
public interface Processor<P extends Record> {
    Descriptor<P> descriptor();

    /**
     * What will be made of these inputs, and how. Looks at no pixel and has no side effect: it is called to check a
     * chain as well as to run it. Inputs that cannot work are a usage error that says what would.
     */
    Plan plan(P parameters, Inputs inputs);
}
