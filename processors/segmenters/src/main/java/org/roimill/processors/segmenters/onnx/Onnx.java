package org.roimill.processors.segmenters.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.text.Spelling;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.processors.segmenters.network.Channels;
import org.roimill.processors.segmenters.network.CopyMaps;
import org.roimill.processors.segmenters.network.Inference;
import org.roimill.processors.segmenters.network.Intensities;
import org.roimill.processors.segmenters.network.ModelFit;
import org.roimill.processors.segmenters.network.Scaling;
import org.roimill.processors.segmenters.network.TileAxis;
import org.roimill.processors.segmenters.objects.ConnectedParts;

/** Any network that makes maps of images, plane by plane, and what follows from the maps. */
public final class Onnx implements Processor<Onnx.Parameters> {
    /** What is made of the probabilities. */
    public enum Make {
        /** The connected parts of what is above the threshold. */
        OBJECTS,
        /** 1 where the probability is above the threshold. */
        MASK,
        /** The number of the channel with the greatest probability. */
        CLASSES
    }

    public record Parameters(
            @Param(help = "a model of the family onnx: installed, or a folder or zip")
            ModelRef model,

            @Param(
                    help = "which channels the network sees, in its order: names, or positions from 0; all if none",
                    byDefault = "[]")
            List<String> channels,

            @Param(help = "what is made: objects, a mask, or the class of each pixel", byDefault = "objects")
            Make make,

            @Param(
                    help = "the output channel that is foreground, by name or position; the last if not given",
                    byDefault = Param.NOTHING)
            String foreground,

            @Param(help = "a greater probability is foreground", byDefault = "0.5")
            double threshold,

            @Param(help = "pixels that touch by faces or by corners are connected", byDefault = "faces")
            Connectivity connectivity,

            @Param(help = "smaller objects are dropped", byDefault = "1", min = 1, unit = "voxels")
            long minSize,

            @Param(help = "by which part of their side tiles overlap", byDefault = "0.1", min = 0.05, max = 0.5)
            double tileOverlap,

            @Param(help = "tiles in one call of the network on a GPU", byDefault = "8", min = 1, max = 256)
            int batchSize) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "onnx",
                Family.SEGMENTER,
                1,
                "Objects, masks or classes by any network that makes maps of images.",
                Parameters.class,
                List.of(Port.many("image", Kind.IMAGE, "(z?,y,x)", "the channels that the network sees, in order")),
                List.of(
                        Port.one("labels", Kind.LABELS, "(z?,y,x)", "objects from 1, a mask, or classes from 0"),
                        Port.optional("map", Kind.IMAGE, "(c,z?,y,x)", "the probabilities, a channel each")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Model model = ModelFit.model(parameters.model(), inputs, ModelCard.ONNX);
        ModelCard card = model.card();
        Plan.Builder plan = Plan.builder();
        Slot answers = inference(parameters, inputs, model).maps(plan, inputs);
        Grid plain = image.axes().has(Axis.C) ? image.grid().drop(Axes.of("c")) : image.grid();
        RasterSpec spec = RasterSpec.image(plain.insert(Axis.C, card.outputs().size()), DType.F32)
                .withChannels(card.outputs());
        Slot map = plan.temporary("map", spec, "(c,y,x)");
        plan.stage(new Activate(activation(card)), List.of(answers), List.of(map));
        if (inputs.wants("map")) {
            plan.stage(new CopyMaps(), List.of(map), List.of(plan.output("map", spec, "(c,y,x)")));
        }
        int channel = parameters.make() == Make.CLASSES ? -1 : foreground(parameters, card);
        Decide decide = new Decide(channel, parameters.threshold());
        RasterSpec labels = RasterSpec.labels(plain, DType.U32);
        if (parameters.make() != Make.OBJECTS) {
            return plan.stage(decide, List.of(map), List.of(plan.output("labels", labels, "(y,x)")))
                    .build();
        }
        Slot mask = plan.temporary("mask", labels.withDtype(DType.U8), "(y,x)");
        String deep = "(z?,y,x)";
        return plan.stage(decide, List.of(map), List.of(mask))
                .stage(
                        Device.CPU,
                        new ConnectedParts(0, parameters.connectivity(), parameters.minSize()),
                        List.of(mask),
                        List.of(plan.output("labels", labels, deep)),
                        Map.of(mask, deep))
                .build();
    }

    private static Inference inference(Parameters parameters, Inputs inputs, Model model) {
        RasterSpec image = inputs.raster("image");
        ModelCard card = model.card();
        Channels channels = Channels.of("image", inputs, parameters.channels());
        ModelFit.checkChannels(card, channels.count(), false);
        long[] size = {image.grid().size(Axis.Y), image.grid().size(Axis.X)};
        boolean measured = card.normalize() != null;
        return new Inference(
                "image",
                model,
                null,
                channels,
                channels.count(),
                Intensities.of(
                        measured ? Scaling.CELLPOSE4 : Scaling.NONE,
                        measured ? card.normalize().low() : 0,
                        measured ? card.normalize().high() : 100,
                        false),
                size,
                new double[] {1, 1},
                false,
                TileAxis.Rule.PLAIN,
                card.tile(),
                parameters.tileOverlap(),
                false,
                parameters.batchSize(),
                Border.MIRROR,
                card.outputs().size(),
                false,
                true);
    }

    private static Activation activation(ModelCard card) {
        String name = card.text("activation", "none");
        try {
            return Activation.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RoimillException.badData(
                    "the model '" + card.name() + "' has the activation '" + name + "'",
                    "There are none, sigmoid and softmax: mend its model.yaml.",
                    e);
        }
    }

    private static int foreground(Parameters parameters, ModelCard card) {
        String wanted = parameters.foreground();
        if (wanted == null) {
            return card.outputs().size() - 1;
        }
        int named = card.outputs().indexOf(wanted);
        if (named >= 0) {
            return named;
        }
        if (wanted.matches("\\d{1,6}")
                && Integer.parseInt(wanted) < card.outputs().size()) {
            return Integer.parseInt(wanted);
        }
        throw RoimillException.usage(
                "the model '" + card.name() + "' has no output '" + wanted + "'",
                Spelling.didYouMean(wanted, card.outputs()) + "There are: " + String.join(", ", card.outputs()) + ".");
    }
}
