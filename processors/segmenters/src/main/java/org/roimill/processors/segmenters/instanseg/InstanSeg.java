package org.roimill.processors.segmenters.instanseg;

import java.util.LinkedHashMap;
import java.util.List;
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
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.kernels.instanseg.CellsAndNuclei;
import org.roimill.kernels.instanseg.PostProcessing;
import org.roimill.kernels.instanseg.Settings;
import org.roimill.processors.segmenters.network.Channels;
import org.roimill.processors.segmenters.network.Inference;
import org.roimill.processors.segmenters.network.Intensities;
import org.roimill.processors.segmenters.network.ModelFit;
import org.roimill.processors.segmenters.network.Scaling;
import org.roimill.processors.segmenters.network.TileAxis;
import org.roimill.processors.segmenters.objects.LabelsBack;

/**
 * Nuclei and cells by a network of the InstanSeg family. The maps of its tiles become one map, and that is worked on as a
 * whole, so that no seam of a tile is seen.
 */
public final class InstanSeg implements Processor<InstanSeg.Parameters> {
    /** A scale that differs from one by less is one. */
    private static final double SAME_SCALE = 0.01;

    public record Parameters(
            @Param(
                    help = "a model of the family instanseg: installed, or a folder or zip",
                    byDefault = "fluorescence_nuclei_and_cells")
            ModelRef model,

            @Param(help = "which channels the network sees: names, or positions from 0; all if none", byDefault = "[]")
            List<String> channels,

            @Param(
                    help = "the side of a pixel; as the image says, if not given",
                    byDefault = Param.NOTHING,
                    min = 0,
                    above = true,
                    unit = "um")
            Double pixelSize,

            @Param(
                    help = "bring each channel to 0..1 between two percentiles",
                    byDefault = "true",
                    aliases = "normalize")
            boolean normalise,

            @Param(help = "give a nucleus and its cell the same id; else each has ids of its own", byDefault = "true")
            boolean resolveCellAndNucleus,

            @Param(help = "keep of an object what is connected to its seed alone", byDefault = "true")
            boolean cleanupFragments,

            @Param(
                    help = "the least probability within an object",
                    byDefault = "0.53",
                    min = 0,
                    max = 1,
                    above = true,
                    below = true)
            double maskThreshold,

            @Param(help = "seeds are further apart than this", byDefault = "5", min = 0, max = 100, unit = "px")
            int peakDistance,

            @Param(help = "what the map of seeds must exceed at a seed", byDefault = "0.7")
            double seedThreshold,

            @Param(help = "objects that overlap more are one", byDefault = "0.3", min = 0, max = 1)
            double overlapThreshold,

            @Param(
                    help = "half the side of the window that an object is sought in",
                    byDefault = "32",
                    min = 4,
                    max = 512,
                    unit = "px")
            int windowSize,

            @Param(
                    help = "smaller objects are dropped; by models of version 0.1 alone",
                    byDefault = "10",
                    min = 0,
                    unit = "px")
            int minSize,

            @Param(
                    help = "objects of a lower mean seed value are dropped; by models of version 0.1 alone",
                    byDefault = "0")
            double meanThreshold,

            @Param(help = "what the foreground must exceed at a seed, where the model has one", byDefault = "0.5")
            double fgThreshold,

            @Param(help = "keep what is left of a cell whose half went to other nuclei", byDefault = "false")
            boolean keepFragments,

            @Param(help = "let a cell have several nuclei; else the smaller ones become cells", byDefault = "false")
            boolean multinucleate,

            @Param(help = "by which part of their side tiles overlap", byDefault = "0.15", min = 0.05, max = 0.5)
            double tileOverlap,

            @Param(help = "tiles in one call of the network on a GPU", byDefault = "8", min = 1, max = 256)
            int batchSize,

            @Param(
                    help = "PlexPipe's word; without effect, since memory is given back in any case",
                    byDefault = "false")
            boolean cleanCache,

            @Param(help = "PlexPipe's word; without effect, as it is there", byDefault = "80", min = 0)
            int overlap) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "instanseg",
                Family.SEGMENTER,
                1,
                "Nuclei and cells by a network of the InstanSeg family.",
                Parameters.class,
                List.of(Port.many("image", Kind.IMAGE, "(y,x)", "the channels that the network sees, any number")),
                List.of(
                        Port.one("nuclei", Kind.LABELS, "(y,x)", "nuclei, or what else the model's first target is"),
                        Port.optional("cells", Kind.LABELS, "(y,x)", "cells, of a model that knows both")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Model model = ModelFit.model(parameters.model(), inputs, ModelCard.INSTANSEG);
        Card card = Card.of(model.card());
        boolean both = card.targets() == 2;
        if (!both && inputs.wants("cells")) {
            throw RoimillException.usage(
                    "the model '" + model.card().name() + "' knows one kind of object, and two outputs are named",
                    "Name one.");
        }
        Plan.Builder plan = Plan.builder();
        Inference inference = inference(parameters, inputs, model);
        Slot maps = inference.maps(plan, inputs);
        Work work = new Work(plan, inputs, inference);
        PostProcessing post = new PostProcessing(card.layout(), card.mlp(), settings(parameters, card));
        boolean resolved = both && parameters.resolveCellAndNucleus();
        if (resolved) {
            Slot nuclei = work.temporary("alone nuclei");
            Slot cells = work.temporary("alone cells");
            plan.stage(new InstanSegObjects(post, List.of(0, 1)), List.of(maps), List.of(nuclei, cells));
            CellsAndNuclei.Options options =
                    new CellsAndNuclei.Options(parameters.keepFragments(), parameters.multinucleate());
            plan.stage(
                    new ResolveObjects(options),
                    List.of(nuclei, cells),
                    List.of(work.result("nuclei"), work.result("cells")));
        } else if (both && inputs.wants("cells")) {
            plan.stage(
                    new InstanSegObjects(post, List.of(0, 1)),
                    List.of(maps),
                    List.of(work.result("nuclei"), work.result("cells")));
        } else {
            plan.stage(new InstanSegObjects(post, List.of(0)), List.of(maps), List.of(work.result("nuclei")));
        }
        work.bringBack();
        return plan.build();
    }

    private static Settings settings(Parameters p, Card card) {
        return new Settings(
                card.variant(),
                (float) p.maskThreshold(),
                p.peakDistance(),
                (float) p.seedThreshold(),
                (float) p.overlapThreshold(),
                p.windowSize(),
                p.cleanupFragments(),
                p.minSize(),
                (float) p.meanThreshold(),
                (float) p.fgThreshold());
    }

    private static Inference inference(Parameters p, Inputs inputs, Model model) {
        RasterSpec image = inputs.raster("image");
        ModelCard card = model.card();
        Channels channels = Channels.of("image", inputs, p.channels());
        ModelFit.checkChannels(card, channels.count(), false);
        double scale = scale(p, image, card);
        long[] full = {image.grid().size(Axis.Y), image.grid().size(Axis.X)};
        long[] size = full.clone();
        for (int d = 0; d < size.length; d++) {
            size[d] = size[d] == 0 ? 0 : Math.max(1, (long) Math.floor(size[d] * scale));
        }
        ModelFit.checkSize(full, size);
        boolean measured = p.normalise() && card.normalize() != null;
        return new Inference(
                "image",
                model,
                null,
                channels,
                channels.count(),
                Intensities.of(
                        measured ? Scaling.INSTANSEG : Scaling.CLAMPED,
                        measured ? card.normalize().low() : 0,
                        measured ? card.normalize().high() : 100,
                        true),
                size,
                new double[] {1 / scale, 1 / scale},
                false,
                TileAxis.Rule.PLAIN,
                card.tile(),
                p.tileOverlap(),
                false,
                p.batchSize(),
                Border.MIRROR,
                card.outputs().size(),
                false,
                false);
    }

    private static double scale(Parameters p, RasterSpec image, ModelCard card) {
        if (card.pixelSize() == null) {
            return 1;
        }
        double size;
        if (p.pixelSize() != null) {
            size = p.pixelSize();
        } else if (image.grid().isCalibrated(Axis.Y)) {
            size = image.grid().spacing(Axis.Y)
                    * image.grid().units().get(Axis.Y).in(Unit.find("um"));
        } else {
            throw RoimillException.usage(
                    "the model '" + card.name() + "' knows pixels of " + card.pixelSize()
                            + " um, and the image does not say how large its own are",
                    "Give pixel_size, in micrometres.");
        }
        double scale = size / card.pixelSize();
        return Math.abs(scale - 1) <= SAME_SCALE ? 1 : scale;
    }

    /** Labels on the picture's grid, and onto the image's where that is another. */
    private record Work(Plan.Builder plan, Grid grid, Grid picture, Map<String, Slot> results, Inputs inputs) {
        Work(Plan.Builder plan, Inputs inputs, Inference inference) {
            this(
                    plan,
                    plain(inputs.raster("image")),
                    inference.pictureGrid(inputs.raster("image")),
                    new LinkedHashMap<>(),
                    inputs);
        }

        private static Grid plain(RasterSpec image) {
            return image.axes().has(Axis.C) ? image.grid().drop(Axes.of("c")) : image.grid();
        }

        Slot temporary(String name) {
            return plan.temporary(name, RasterSpec.labels(picture, DType.U32), "(y,x)");
        }

        /** Where a result is made: in its place, or on the picture's grid for now. Cells that nobody wants are made, too. */
        Slot result(String name) {
            boolean wanted = name.equals("nuclei") || inputs.wants(name);
            Slot slot = wanted && picture.equals(grid)
                    ? plan.output(name, RasterSpec.labels(grid, DType.U32), "(y,x)")
                    : temporary("small " + name);
            if (wanted && !picture.equals(grid)) {
                results.put(name, slot);
            }
            return slot;
        }

        void bringBack() {
            results.forEach((name, small) -> plan.stage(
                    LabelsBack.between(shape(picture), shape(grid)),
                    List.of(small),
                    List.of(plan.output(name, RasterSpec.labels(grid, DType.U32), "(y,x)"))));
        }

        private static long[] shape(Grid grid) {
            return new long[] {grid.size(Axis.Y), grid.size(Axis.X)};
        }
    }
}
