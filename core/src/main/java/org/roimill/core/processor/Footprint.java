package org.roimill.core.processor;

import org.roimill.core.space.Region;

/** Which voxels of an input are needed for a region of the output. All regions are over the core axes alone. */
public sealed interface Footprint {
    Footprint POINT = new Halo(new long[0], new long[0]);
    Footprint WHOLE = new Whole();
    /** Nothing ahead: the work looks at what it needs by {@link Call#look}. */
    Footprint NOTHING = new Mapped((output, domain) -> Region.ofShape(new long[domain.dims()]));

    /** The region of the input, which may reach beyond its domain: what lies there is the border's to say. */
    Region of(Region output, Region inputDomain);

    /** The same voxels and some more on each side; an empty array means none. Steps with a halo can be fused. */
    record Halo(long[] before, long[] after) implements Footprint {
        @Override
        public Region of(Region output, Region inputDomain) {
            return before.length == 0 ? output : output.grow(before, after);
        }
    }

    /** Everything, whatever is asked for. */
    record Whole() implements Footprint {
        @Override
        public Region of(Region output, Region inputDomain) {
            return inputDomain;
        }
    }

    /** Any other rule, for inputs and outputs on different grids. */
    record Mapped(Rule rule) implements Footprint {
        @Override
        public Region of(Region output, Region inputDomain) {
            return rule.apply(output, inputDomain);
        }
    }

    /** A rule that must not depend on anything but its arguments. */
    interface Rule {
        Region apply(Region output, Region inputDomain);
    }

    static Footprint halo(long... by) {
        return new Halo(by.clone(), by.clone());
    }

    static Footprint mapped(Rule rule) {
        return new Mapped(rule);
    }
}
