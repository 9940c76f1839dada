package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.ChannelRef;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.Param;
import org.roimill.core.space.Length;
import org.roimill.kernels.flow.Sampling;

/** Cellpose's own words, and where it has none, words like them. */
public record Parameters(
        @Param(
                help = "a model of the family cellpose: built in, installed, or a folder or zip",
                byDefault = "nuclei-small",
                aliases = {"pretrained_model", "model_type"})
        ModelRef model,

        @Param(
                help = "another model for the views along y and x of a volume",
                byDefault = Param.NOTHING,
                aliases = {"pretrained_model_ortho"})
        ModelRef orthogonalModel,

        @Param(
                help =
                        "which channels the network sees, in its order: names, or positions from 0 in quotes; or, as Cellpose"
                                + " counts, [2, 1], from 1, with 0 for grey or none; all as they come if not given",
                byDefault = "[]",
                byNull = "[]")
        List<ChannelRef> channels,

        @Param(
                help =
                        "the place of the axis of channels in the file, as Cellpose counts; checked alone, since axes have names here",
                byDefault = Param.NOTHING)
        Integer channelAxis,

        @Param(
                help =
                        "the place of the axis of planes in the file, as Cellpose counts; checked alone, since axes have names here",
                byDefault = Param.NOTHING)
        Integer zAxis,

        @Param(
                help =
                        "the diameter of the objects; the image is scaled to what the model knows. As it is, if not given",
                byDefault = Param.NOTHING,
                min = 0)
        Length diameter,

        @Param(
                help = "objects whose flows differ more from the network's are dropped; 0 drops none",
                byDefault = "0.4",
                byNull = "0")
        double flowThreshold,

        @Param(
                help = "voxels whose logit of being in an object is above it are foreground",
                byDefault = "0",
                byNull = "0")
        double cellprobThreshold,

        @Param(
                help = "steps that a voxel follows the flows; 0 for as many as the diameter wants",
                byDefault = "0",
                byNull = "0",
                min = 0)
        int niter,

        @Param(help = "smaller objects are dropped; 0 or less keeps all", byDefault = "15", unit = "voxels")
        long minSize,

        @Param(
                help = "objects of more than this part of the image are dropped",
                byDefault = "0.4",
                min = 0,
                max = 1,
                above = true)
        double maxSizeFraction,

        @Param(
                help = "work in three dimensions, on views along all axes",
                byDefault = "false",
                aliases = {"do_3D", "do_3d"})
        boolean do3d,

        @Param(
                help = "the distance of planes over that of pixels; as the image says, if not given",
                byDefault = Param.NOTHING,
                min = 0,
                above = true)
        Double anisotropy,

        @Param(
                help = "smooth the flows of a volume by a Gaussian of this sigma, one or for z, y, x",
                byDefault = "[0]",
                byNull = "[0]",
                min = 0,
                aliases = {"flow3D_smooth", "dP_smooth"})
        List<Double> flow3dSmooth,

        @Param(
                help = "segment planes one by one and join what overlaps by more than this; 0 does not",
                byDefault = "0",
                byNull = "0",
                min = 0,
                max = 1)
        double stitchThreshold,

        @Param(
                help = "bring each channel to 0..1 between two percentiles; or, as Cellpose has it, a mapping of how",
                byDefault = "true",
                negated = {"no_norm"},
                holds = {
                    "percentile",
                    "lowhigh",
                    "norm3d",
                    "invert",
                    "sharpen_radius",
                    "smooth_radius",
                    "tile_norm_blocksize",
                    "tile_norm_smooth3d"
                })
        boolean normalize,

        @Param(
                help = "these percentiles",
                byDefault = "[1, 99]",
                byNull = "[1, 99]",
                min = 0,
                max = 100,
                unit = "%",
                aliases = {"norm_percentile"})
        List<Double> percentile,

        @Param(help = "intensities that become 0 and 1, in place of percentiles", byDefault = "[]", byNull = "[]")
        List<Double> lowhigh,

        @Param(
                help = "percentiles over a whole stack; else over each plane",
                byDefault = "true",
                aliases = {"norm3D"})
        boolean norm3d,

        @Param(help = "dark objects on a bright ground", byDefault = "false")
        boolean invert,

        @Param(
                help = "take a Gaussian of this sigma away from each plane before it is normalised; 0 does not",
                byDefault = "0",
                min = 0,
                max = 1000,
                unit = "px")
        double sharpenRadius,

        @Param(
                help = "smooth each plane by a Gaussian of this sigma before it is normalised; 0 does not",
                byDefault = "0",
                min = 0,
                max = 1000,
                unit = "px")
        double smoothRadius,

        @Param(
                help =
                        "normalise by the percentiles of overlapping tiles of this side, and not of the whole; 0 does not",
                byDefault = "0",
                min = 0,
                max = 100000,
                unit = "px",
                aliases = {"tile_norm"})
        int tileNormBlocksize,

        @Param(
                help = "the sigma, in planes, by which percentiles of tiles are smoothed along z where norm3d is false",
                byDefault = "1",
                min = 0,
                max = 1000,
                aliases = {"tile_norm_smooth3D"})
        double tileNormSmooth3d,

        @Param(
                help = "follow flows on the image's grid; else on the network's, which is coarser where it was scaled",
                byDefault = "true",
                negated = {"no_resample"})
        boolean resample,

        @Param(help = "tiles overlap twice as much and are shown mirrored in turn", byDefault = "false")
        boolean augment,

        @Param(help = "by which part of their side tiles overlap", byDefault = "0.1", min = 0.05, max = 0.5)
        double tileOverlap,

        @Param(
                help = "the side of a tile; as the model says, if not given",
                byDefault = Param.NOTHING,
                min = 64,
                max = 4096,
                unit = "px")
        Integer bsize,

        @Param(help = "tiles in one call of the network on a GPU", byDefault = "8", min = 1, max = 256)
        int batchSize,

        @Param(help = "drop objects that touch the edges of the image", byDefault = "false")
        boolean excludeOnEdges,

        @Param(
                help =
                        "how flows are read between voxels: with Cellpose's half voxel at the edges, at the true place, or of"
                                + " the nearest voxel",
                byDefault = "torch")
        Sampling sampling,

        @Param(
                help = "false is Cellpose 3's word for the sampling nearest",
                byDefault = Param.NOTHING,
                negated = {"no_interp"})
        Boolean interp,

        @Param(
                help =
                        "the version of Cellpose whose faults are wanted, too, such as 3.1.1.3 or 4.0.9; none if not given",
                byDefault = Param.NOTHING)
        String compatibility) {

    public Parameters {
        if (percentile.size() != 2 || percentile.get(0) >= percentile.get(1)) {
            throw new IllegalArgumentException("percentile " + percentile + " must be two, the lower first");
        }
        if (!lowhigh.isEmpty() && lowhigh.size() % 2 != 0) {
            throw new IllegalArgumentException("lowhigh " + lowhigh + " must be a pair, or a pair for each channel");
        }
        boolean local = sharpenRadius > 0 || smoothRadius > 0 || tileNormBlocksize > 0;
        if (local && !normalize) {
            throw RoimillException.usage(
                    "normalize is false, and sharpen_radius, smooth_radius and tile_norm_blocksize are part of it",
                    "Leave normalize out, or those.");
        }
        if (local && !lowhigh.isEmpty()) {
            throw RoimillException.usage(
                    "lowhigh takes the place of sharpen_radius, smooth_radius and tile_norm_blocksize",
                    "Leave lowhigh out, or those.");
        }
        if (flow3dSmooth.size() != 1 && flow3dSmooth.size() != 3) {
            throw new IllegalArgumentException("flow3d_smooth " + flow3dSmooth + " must be one number, or three");
        }
        if (interp != null && (interp ? sampling == Sampling.NEAREST : sampling == Sampling.LINEAR)) {
            throw RoimillException.usage("interp and sampling contradict each other", "Keep sampling.");
        }
        // What is in force stands in one place.
        sampling = interp != null && !interp ? Sampling.NEAREST : sampling;
        interp = null;
        if (channelAxis != null && channelAxis.equals(zAxis)) {
            throw RoimillException.usage(
                    "channel_axis and z_axis are both " + zAxis,
                    "Leave them out, or say by --axes which axis is which, in the order of the file.");
        }
        if (do3d && stitchThreshold > 0) {
            throw new IllegalArgumentException("do3d and stitch_threshold are two ways: choose one");
        }
        if (compatibility != null && !compatibility.matches("[34]\\.\\d+(\\.\\d+)*")) {
            throw new IllegalArgumentException("compatibility '" + compatibility + "' is no version, such as 4.0.9");
        }
    }

    /** Null where flows do not matter. */
    Double mostError() {
        return flowThreshold > 0 && !do3d ? flowThreshold : null;
    }
}
