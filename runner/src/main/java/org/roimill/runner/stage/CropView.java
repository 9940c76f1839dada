package org.roimill.runner.stage;

import java.util.List;
import org.roimill.core.element.Crop;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.Pixels;
import org.roimill.core.memory.Lease;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Crops read straight from the raster that they are boxes over. */
record CropView(CropsSpec spec, List<Crop> crops, Pixels source, Ledger ledger) implements CropPixels {
    @Override
    public void read(int crop, Block target) {
        Region need = target.region();
        Region domain = source.spec().grid().region();
        if (!crops.get(crop).box().contains(need)) {
            throw new IndexOutOfBoundsException(
                    need + " is not within crop " + crops.get(crop).box());
        }
        if (domain.contains(need)) {
            source.read(target);
            return;
        }
        Border border = spec.border();
        Region inside = Padding.source(need, domain, border);
        DType type = source.spec().dtype();
        try (Lease lease = ledger.lease(Lease.cost(type, inside), "a crop at the edge")) {
            Block block = lease.block(type, inside);
            if (!inside.isEmpty()) {
                source.read(block);
            }
            Padding.fill(block, target, domain, border);
        }
    }
}
