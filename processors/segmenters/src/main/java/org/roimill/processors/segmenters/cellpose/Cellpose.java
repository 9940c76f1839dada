package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.kernels.flow.Follow;
import org.roimill.kernels.flow.Sampling;
import org.roimill.processors.segmenters.network.CopyMaps;
import org.roimill.processors.segmenters.network.Inference;

/**
 * Objects by a network of the Cellpose family: it says for each voxel whether it is in an object and which way the middle
 * of that lies; voxels that flow together are one.
 */
public final class Cellpose implements Processor<Parameters> {
    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "cellpose",
                Family.SEGMENTER,
                1,
                "Objects by a network of the Cellpose family, in planes, stacks and volumes.",
                Parameters.class,
                List.of(Port.many("image", Kind.IMAGE, "(z?,y,x)", "the channels that the network sees, in order")),
                List.of(
                        Port.one("labels", Kind.LABELS, "(z?,y,x)", "ids from 1, in raster order"),
                        Port.optional(
                                "flows",
                                Kind.IMAGE,
                                "(c,z?,y,x)",
                                "what the network says: the flows along z, y and x, and the logit of being in an object")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Setup setup = Setup.of(parameters, inputs);
        Plan.Builder plan = Plan.builder();
        Inference inference = setup.inference();
        Slot maps = inference.maps(plan, inputs);
        if (parameters.do3d() && parameters.flow3dSmooth().stream().anyMatch(sigma -> sigma > 0)) {
            Slot smooth = plan.temporary("smooth", setup.maps(), inference.mapCore());
            plan.stage(new SmoothFlows(setup.sigma()), List.of(maps), List.of(smooth));
            maps = smooth;
        }
        if (inputs.wants("flows")) {
            Slot flows = plan.output("flows", setup.maps(), inference.mapCore());
            plan.stage(new CopyMaps(), List.of(maps), List.of(flows));
        }
        new Stages(parameters, setup, plan, true).objects(maps);
        return plan.build();
    }

    /** How flows are read where nobody says: as that version does it. */
    static Sampling sampling(Parameters parameters) {
        boolean third =
                parameters.compatibility() != null && parameters.compatibility().startsWith("3") && !parameters.do3d();
        return third && parameters.sampling() == Sampling.TORCH ? Sampling.LINEAR : parameters.sampling();
    }

    static Follow follow(Parameters parameters, double flowScale, int steps) {
        return new Follow(steps, parameters.cellprobThreshold(), flowScale, sampling(parameters));
    }
}
