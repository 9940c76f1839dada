package org.roimill.cli.score;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.roimill.cli.convert.AsLabels;
import org.roimill.core.element.Pixels;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Labels;
import org.roimill.core.space.Region;
import org.roimill.kernels.score.AveragePrecision;

/** True labels and found ones of one image: files, stores, or {@code STORE/ELEMENT}. */
public record LabelPair(String name, Path truth, Path found) {
    /** The overlaps of the two, read piece by piece. */
    public AveragePrecision overlaps() {
        try (Opened t = Opened.at(truth);
                Opened f = Opened.at(found)) {
            Region whole = t.labels.spec().grid().region();
            if (!whole.equals(f.labels.spec().grid().region())) {
                throw RoimillException.usage(
                        truth + " is " + shape(t.labels) + ", and " + found + " is " + shape(f.labels),
                        "Give labels of the same image, at the same size.");
            }
            AveragePrecision overlaps = new AveragePrecision();
            for (Region part : whole.cells(t.labels.chunk())) {
                try (Arena arena = Arena.ofConfined()) {
                    overlaps.add(t.read(part, arena), f.read(part, arena));
                }
            }
            return overlaps;
        }
    }

    private static String shape(Pixels labels) {
        return labels.spec().axes() + " "
                + Arrays.toString(labels.spec().grid().shape()).replaceAll("[\\[\\],]", "");
    }

    private record Opened(Path path, Roi roi, Pixels labels) implements AutoCloseable {
        static Opened at(Path path) {
            boolean element = !Files.exists(path) && path.getParent() != null && Files.exists(path.getParent());
            Roi roi = Formats.open(element ? path.getParent() : path, OpenOptions.DEFAULT);
            try {
                String name = element ? path.getFileName().toString() : only(roi, path);
                if (!roi.element(name).kind().isRaster()) {
                    throw RoimillException.usage(
                            path + " is of kind " + roi.element(name).kind(), "Name labels.");
                }
                return new Opened(path, roi, AsLabels.of(roi.pixels(name, 0), name));
            } catch (RuntimeException | Error e) {
                roi.close();
                throw e;
            }
        }

        private static String only(Roi roi, Path path) {
            List<String> rasters = roi.elements().stream()
                    .filter(e -> e.kind().isRaster())
                    .map(Element::name)
                    .toList();
            if (rasters.size() != 1) {
                throw RoimillException.usage(
                        path + " holds " + rasters.size() + " images and labels: " + String.join(", ", rasters),
                        "Name one of them: " + path + "/ELEMENT");
            }
            return rasters.getFirst();
        }

        Block read(Region part, Arena arena) {
            Block stored = Block.zeros(labels.spec().dtype(), part, arena);
            labels.read(stored);
            Block lane = Block.zeros(DType.U32, part, arena);
            try {
                Labels.toLane(stored, lane, null);
            } catch (RoimillException e) {
                throw e.at(path.toString());
            }
            return lane;
        }

        @Override
        public void close() {
            roi.close();
        }
    }
}
