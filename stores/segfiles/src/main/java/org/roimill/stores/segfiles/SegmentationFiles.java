package org.roimill.stores.segfiles;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Explain;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.stores.tiff.write.TiffWriter;

/** Writes the files of one segmentation; no more than a plane of it is in memory at once. */
public final class SegmentationFiles {
    private static final long MOST_IN_PNG = 0xFFFF;

    private final Segmentation s;
    private final FileNames names;
    private final long largest;

    private SegmentationFiles(Segmentation s, FileNames names) {
        this.s = s;
        this.names = names;
        this.largest = Planes.largest(s);
    }

    /**
     * Writes them. Each is made under another name and gets its own when all are there, so that a name never stands for
     * half a file.
     *
     * @return the files, in the order of {@link Saved}
     */
    public static Map<Saved, Path> write(Segmentation s, Set<Saved> which, FileNames names) {
        return new SegmentationFiles(s, names).write(which);
    }

    private Map<Saved, Path> write(Set<Saved> which) {
        Map<Saved, Path> made = new LinkedHashMap<>();
        Map<Saved, Path> parts = new LinkedHashMap<>();
        which.forEach(this::check);
        try {
            for (Saved what : Saved.values()) {
                if (which.contains(what)) {
                    Path file = names.of(what);
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Path part = file.resolveSibling(".roimill-" + file.getFileName() + ".part");
                    parts.put(what, part);
                    write(what, part);
                    made.put(what, file);
                }
            }
            for (Map.Entry<Saved, Path> file : made.entrySet()) {
                Files.move(parts.get(file.getKey()), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
            }
            return made;
        } catch (IOException e) {
            throw Explain.of(e);
        } finally {
            parts.values().forEach(SegmentationFiles::forget);
        }
    }

    private static void forget(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // What led here is told; the part is written over by the next run.
        }
    }

    private void check(Saved what) {
        boolean flat = what == Saved.MASKS_PNG || what == Saved.OUTLINES_PNG || what == Saved.OUTLINES_TXT;
        if (flat && s.isVolume()) {
            throw RoimillException.usage(
                    what + " is for planes, and this is a volume of " + s.depth() + " slices",
                    what == Saved.MASKS_PNG ? "Save masks-tif." : "Save rois, which are told apart by slices.");
        }
        if (what == Saved.MASKS_PNG && largest > MOST_IN_PNG) {
            throw RoimillException.usage(
                    "a PNG file holds labels up to " + MOST_IN_PNG + ", and here they go up to " + largest,
                    "Save " + names.of(Saved.MASKS_TIF).getFileName() + ": --save masks-tif.");
        }
        if (what.needsFlows() && s.flows() == null) {
            throw RoimillException.usage(
                    "there are no flows to save as " + what, "This segmenter makes none: leave " + what + " out.");
        }
    }

    private void write(Saved what, Path file) throws IOException {
        switch (what) {
            case MASKS_TIF -> masksTif(file);
            case MASKS_PNG -> masksPng(file);
            case SEG_NPY -> SegNpy.write(s, largest, file);
            case OUTLINES_PNG -> OutlineFiles.picture(s, file);
            case OUTLINES_TXT -> OutlineFiles.text(s, file);
            case ROIS -> OutlineFiles.rois(s, file);
            case FLOWS -> flows(file);
            case DP -> raw(file);
            case GEOJSON -> OutlineFiles.geoJson(s, file);
        }
    }

    private void masksTif(Path file) {
        DType dtype = largest <= 0xFFFF ? DType.U16 : DType.U32;
        RasterSpec spec = RasterSpec.labels(s.labels().spec().grid(), dtype);
        try (TiffWriter tiff = TiffWriter.create(file, spec)) {
            for (long z = 0; z < s.depth(); z++) {
                try (Arena arena = Arena.ofConfined()) {
                    tiff.page(Planes.narrow(Planes.labels(s.labels(), z, arena), dtype, arena)
                            .data());
                }
            }
        }
    }

    private void masksPng(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined();
                Png png = Png.grey16(file, s.width(), s.height())) {
            Block plane = Planes.labels(s.labels(), 0, arena);
            byte[] row = new byte[Math.toIntExact(2 * s.width())];
            for (long y = 0; y < s.height(); y++) {
                for (int x = 0; x < s.width(); x++) {
                    int label = plane.data().getAtIndex(ValueLayout.JAVA_INT, y * s.width() + x);
                    row[2 * x] = (byte) (label >>> 8);
                    row[2 * x + 1] = (byte) label;
                }
                png.row(row);
            }
        }
    }

    private void flows(Path file) {
        FlowPicture picture = new FlowPicture(s);
        try (TiffWriter tiff = TiffWriter.createRgb(file, s.labels().spec().grid())) {
            for (long z = 0; z < s.depth(); z++) {
                try (Arena arena = Arena.ofConfined()) {
                    tiff.page(picture.rgb(z, arena));
                }
            }
        }
    }

    /** The flows alone, without the probability. */
    private void raw(Path file) {
        Axes axes = s.flows().spec().axes();
        RasterSpec spec = RasterSpec.image(
                s.flows()
                        .spec()
                        .grid()
                        .cropped(s.flows().spec().grid().region().with(axes.indexOf(Axis.C), 0, s.directions())),
                DType.F32);
        try (TiffWriter tiff = TiffWriter.create(file, spec)) {
            for (int c = 0; c < s.directions(); c++) {
                for (long z = 0; z < s.depth(); z++) {
                    try (Arena arena = Arena.ofConfined()) {
                        MemorySegment plane =
                                Planes.read(s.flows(), c, z, arena).data();
                        tiff.page(plane);
                    }
                }
            }
        }
    }
}
