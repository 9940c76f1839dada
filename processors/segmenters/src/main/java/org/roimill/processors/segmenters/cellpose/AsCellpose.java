package org.roimill.processors.segmenters.cellpose;

import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.CentreRule;
import org.roimill.kernels.objects.Extents;
import org.roimill.kernels.objects.FillAndDrop;
import org.roimill.kernels.objects.FlowError;
import org.roimill.kernels.objects.Renumber;
import org.roimill.kernels.objects.Rounds;

/**
 * Quality and holes with what Cellpose gets wrong: touching objects disturb each other's flows, and a hole's objects are
 * overwritten by some and not by others. Reads labels, and maps where flows matter. The whole image at once.
 *
 * @param variant of how holes are filled; null leaves holes and sizes alone
 * @param third whether quality is that of Cellpose 3 on a CPU, which judges each object by itself
 */
record AsCellpose(Double mostError, long minSize, boolean offEdges, FillAndDrop.Variant variant, boolean third)
        implements Work.Whole {
    @Override
    public Lane lane(int input) {
        return input == 0 ? Lane.LABEL : Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public long scratchBytes(Region output) {
        return mostError == null ? 0 : output.voxels() * Double.BYTES * 2;
    }

    @Override
    public void fill(Call call) {
        Block labels = call.out(0);
        call.in(0).copyTo(labels);
        if (mostError != null) {
            Extents extents = new Extents(call.domain()).add(labels);
            double[] errors = third
                    ? eachByItself(labels, extents, call.in(1))
                    : FlowError.whole(labels, extents, call.in(1), CentreRule.ROUNDED_MEAN, Rounds.shared(extents));
            int[] ids = extents.ids();
            int n = 0;
            for (int k = 0; k < errors.length; k++) {
                if (!(errors[k] > mostError)) {
                    ids[n++] = ids[k];
                }
            }
            Renumber.of(extents, Arrays.copyOf(ids, n), Renumber.Order.BY_ID).apply(labels);
        }
        if (variant != null) {
            FillAndDrop.sequential(labels, minSize, variant);
        }
        if (offEdges) {
            Extents extents = new Extents(call.domain()).add(labels);
            int[] inner = Arrays.stream(extents.ids())
                    .filter(id -> !extents.isAtEdge(id))
                    .toArray();
            Renumber.of(extents, inner, Renumber.Order.BY_ID).apply(labels);
        }
    }

    private static double[] eachByItself(Block labels, Extents extents, Block maps) {
        FlowError error = new FlowError(CentreRule.NEAREST_TO_MEAN);
        return Arrays.stream(extents.ids())
                .mapToDouble(id -> {
                    Region box = extents.box(id);
                    return error.error(labels, id, box, maps, Rounds.own(box));
                })
                .toArray();
    }
}
