package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.TableSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.ModelCard;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * The diameter of objects, in pixels, for {@link Cellpose} to be given. Without a diameter it is what the network's style
 * speaks for; with one, the median of the objects that are found at that scale. Cellpose 3 does one after the other.
 */
public final class CellposeDiameter implements Processor<Parameters> {
    private static final org.roimill.core.param.Parameters<Parameters> ALL =
            org.roimill.core.param.Parameters.of(Parameters.class);

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "cellpose_diameter",
                Family.MEASURE,
                1,
                "The diameter of objects in planes, which cellpose scales the image by.",
                Parameters.class,
                List.of(Port.many("image", Kind.IMAGE, "(y,x)", "the channels that the network sees, in order")),
                List.of(Port.one("table", Kind.TABLE, "()", "the diameter in pixels, and of how many objects")));
    }

    @Override
    public Plan plan(Parameters given, Inputs inputs) {
        if (given.do3d() || given.stitchThreshold() > 0) {
            throw RoimillException.usage(
                    "cellpose_diameter: a diameter is that of objects in planes",
                    "Leave do3d and stitch_threshold out, and project the volume along z first, or take a plane.");
        }
        Plan.Builder plan = Plan.builder();
        Slot table = plan.output("table", new TableSpec(DiameterRow.COLUMNS));
        ModelCard card = inputs.resources().model(given.model()).card();
        if (given.diameter() == null || isZero(given)) {
            SizeModel model = SizeModel.of(card);
            Setup setup = Setup.of(with(given, "diameter", null), inputs);
            int width = model.weights().size();
            Slot styles = setup.inference().styles(plan, inputs, width);
            return plan.stage(new StyleFold(model), List.of(styles), List.of(table))
                    .build();
        }
        Parameters coarse = with(with(given, "resample", false), "sampling", "nearest");
        Setup setup = Setup.of(coarse, inputs);
        Slot labels =
                new Stages(coarse, setup, plan, false).objects(setup.inference().maps(plan, inputs));
        Region plane = Region.ofShape(
                setup.labels().grid().size(Axis.Y), setup.labels().grid().size(Axis.X));
        return plan.stage(
                        Device.CPU,
                        new MedianFold(plane, Setup.reference(card)),
                        List.of(labels),
                        List.of(table),
                        Map.of(labels, "(y,x)"))
                .build();
    }

    private static boolean isZero(Parameters given) {
        return given.diameter().parts().stream().allMatch(part -> part.value() == 0);
    }

    private static Parameters with(Parameters given, String key, Object value) {
        Map<String, Object> values = ALL.values(given);
        values.put(key, value);
        return ALL.bind(values, "cellpose_diameter");
    }
}
