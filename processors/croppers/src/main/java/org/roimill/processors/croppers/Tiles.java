package org.roimill.processors.croppers;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.roimill.core.element.Crop;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Border;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * Cuts the plane into square tiles that overlap. The last tile of a row or column is moved back so that it ends at the
 * edge; an image smaller than a tile gives one tile that reaches beyond it.
 */
public final class Tiles implements Processor<Tiles.Parameters> {
    public record Parameters(
            @Param(help = "side of a tile", byDefault = "512", min = 1, unit = "px")
            int size,

            @Param(help = "how far neighbours overlap, less than a tile", byDefault = "128", min = 0, unit = "px")
            int overlap) {
        public Parameters {
            if (overlap >= size) {
                throw new IllegalArgumentException("overlap " + overlap + " must be less than size " + size);
            }
        }
    }

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "tiles",
                Family.CROPPER,
                1,
                "Square, overlapping tiles of the plane.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any image")),
                List.of(Port.one("tiles", Kind.CROPS, "(y,x)", "row by row; attributes row and column")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        CropsSpec made = new CropsSpec(inputs.raster("image"), Border.ZERO, List.of("row", "column", "overlap"));
        Plan.Builder plan = Plan.builder();
        return plan.stage(new Grid(parameters), List.of(plan.input("image")), List.of(plan.output("tiles", made)))
                .build();
    }

    /** Where tiles begin along an axis of that length. */
    static long[] starts(long length, long size, long overlap) {
        long step = size - overlap;
        long count = Math.max(1, Math.ceilDiv(length - overlap, step));
        return LongStream.range(0, count)
                .map(i -> Math.max(0, Math.min(i * step + size, length) - size))
                .toArray();
    }

    private record Grid(Parameters parameters) implements Work.Cutter {
        @Override
        public Stream<Crop> cut(Work.Cut cut) {
            RasterSpec image = (RasterSpec) cut.spec(0);
            int y = image.axes().indexOf(Axis.Y);
            int x = image.axes().indexOf(Axis.X);
            Region all = image.grid().region();
            if (all.isEmpty()) {
                return Stream.of();
            }
            int size = parameters.size();
            long[] rows = starts(all.size(y), size, parameters.overlap());
            long[] columns = starts(all.size(x), size, parameters.overlap());
            return LongStream.range(0, (long) rows.length * columns.length).mapToObj(i -> {
                long row = i / columns.length;
                long column = i % columns.length;
                long top = rows[(int) row];
                long left = columns[(int) column];
                Region box = all.with(y, top, top + size).with(x, left, left + size);
                return new Crop(
                        "tile_%03d_%03d".formatted(row, column),
                        box,
                        Map.of("row", row, "column", column, "overlap", (long) parameters.overlap()));
            });
        }
    }
}
