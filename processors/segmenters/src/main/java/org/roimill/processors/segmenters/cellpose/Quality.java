package org.roimill.processors.segmenters.cellpose;

import org.roimill.core.processor.Call;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.CentreRule;
import org.roimill.kernels.objects.Extents;
import org.roimill.kernels.objects.FlowError;
import org.roimill.kernels.objects.Rounds;
import org.roimill.processors.segmenters.objects.Sift;

/**
 * Which objects stay: those that are large enough, whose own flows are those of the network, and that lie off the edges.
 *
 * @param mostError of the flows, mean of squares; null where it does not matter
 * @param minSize in voxels
 * @param offEdges whether objects at the edges of the image go
 */
record Quality(Double mostError, long minSize, boolean offEdges) implements Sift.Test {
    @Override
    public Sift.Judge judge() {
        return new Judge();
    }

    private final class Judge implements Sift.Judge {
        private final FlowError flows = new FlowError(CentreRule.ROUNDED_MEAN);
        private Extents known;
        private int rounds;

        @Override
        public boolean passes(Call call, int id, Extents extents) {
            if (extents != known) {
                known = extents;
                rounds = mostError == null ? 0 : Rounds.shared(extents);
            }
            boolean fits = extents.count(id) >= minSize && !(offEdges && extents.isAtEdge(id));
            return fits && (mostError == null || !(error(call, id, extents.box(id)) > mostError));
        }

        private double error(Call call, int id, Region box) {
            Region flowsBox = Region.ofShape(2).join(box);
            try (Call.Look maps = call.look(Sift.OTHERS, flowsBox)) {
                if (call.in(0).region().contains(box)) {
                    return flows.error(call.in(0), id, box, maps.block(), rounds);
                }
                try (Call.Look labels = call.look(0, box)) {
                    return flows.error(labels.block(), id, box, maps.block(), rounds);
                }
            }
        }
    }
}
