package org.roimill.runner.stage;

import java.util.List;
import org.roimill.core.element.Crop;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Table;
import org.roimill.core.memory.Lease;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** Crops read straight from the raster that they are boxes over. */
record CropView(CropsSpec spec, List<Crop> crops, Pixels source, Ledger ledger) implements CropPixels {
    /** All boxes of a cutter, over the first raster among its inputs. */
    static CropView cut(List<Source> inputs, CropsSpec spec, Work.Cutter cutter, Ledger ledger) {
        Pixels from = inputs.stream()
                .filter(Source.Raster.class::isInstance)
                .findFirst()
                .orElseThrow()
                .pixels();
        return new CropView(spec, cutter.cut(new CutView(inputs)).toList(), from, ledger);
    }

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

    private record CutView(List<Source> sources) implements Work.Cut {
        @Override
        public ElementSpec spec(int position) {
            return sources.get(position).spec();
        }

        @Override
        public <T> Values<T> values(int position, Class<T> type) {
            Values<?> values = sources.get(position).values();
            return new Values<>(
                    values.axes(),
                    values.outer(),
                    values.results().stream().map(type::cast).toList());
        }

        @Override
        public Table table(int position) {
            return sources.get(position).table();
        }
    }
}
