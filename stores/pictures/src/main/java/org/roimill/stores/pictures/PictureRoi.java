package org.roimill.stores.pictures;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Element;
import org.roimill.core.format.FileKey;
import org.roimill.core.format.ImagesAlone;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;

/** One picture as a ROI. */
final class PictureRoi implements ImagesAlone {
    private static final List<String> COLOURS = List.of("red", "green", "blue");
    private static final long PIECE = 512;

    private final String name;
    private final String description;
    private final String key;
    private final Picture picture;
    private final RasterSpec spec;

    PictureRoi(Path path, Picture picture, OpenOptions options) {
        if (!options.deltas().isEmpty()) {
            throw RoimillException.usage(
                    path + " is a picture, over which no delta can be laid",
                    "Make a store of it first: roimill convert " + path + " NEW.zarr");
        }
        Header header = picture.header();
        this.picture = picture;
        this.name = ElementNames.from(path.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
        this.description = picture.format().toUpperCase(Locale.ROOT)
                + (header.palette() ? "; colours looked up in its palette" : "")
                + (header.stored() > header.channels() ? "; its alpha is left out" : "");
        this.key = FileKey.of(path);
        this.spec = spec(path, header, options.declared());
    }

    private static RasterSpec spec(Path path, Header header, Declared declared) {
        Grid grid = header.channels() == 1
                ? Grid.of("yx", header.height(), header.width())
                : Grid.of("cyx", header.channels(), header.height(), header.width());
        if (declared.axes() != null
                && !declared.axes().isEmpty()
                && !declared.axes().equals(grid.axes().toString())) {
            throw RoimillException.usage(
                    path + " has the axes " + grid.axes() + ", not " + declared.axes(),
                    "Leave --axes out: pictures say what they are.");
        }
        List<String> names = declared.channels();
        if (!names.isEmpty() && names.size() != header.channels()) {
            throw RoimillException.usage(
                    path + " has " + header.channels() + (header.channels() == 1 ? " channel" : " channels") + ", but "
                            + names.size() + " names: " + names,
                    "Name each channel once.");
        }
        Unit unit = declared.unit() == null ? Unit.MICROMETER : declared.unit();
        RasterSpec spec = RasterSpec.image(grid.withSpacing(declared.spacing(), unit), header.dtype());
        return header.channels() == 1 ? spec : spec.withChannels(names.isEmpty() ? COLOURS : names);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Element> elements() {
        return List.of(new Element(name, spec, List.of(spec), Map.of(), Map.of(), Map.of()));
    }

    @Override
    public Pixels pixels(String element, int level) {
        element(element);
        picture.checkRoom();
        return new Pixels() {
            @Override
            public RasterSpec spec() {
                return spec;
            }

            @Override
            public void read(Block target) {
                picture.read(target);
            }

            @Override
            public long[] chunk() {
                long[] chunk = spec.grid().shape();
                for (int d = 0; d < chunk.length; d++) {
                    chunk[d] = spec.axes().get(d) == Axis.C ? 1 : Math.min(chunk[d], PIECE);
                }
                return chunk;
            }
        };
    }

    @Override
    public String key(String element) {
        element(element);
        return key;
    }

    @Override
    public String holds() {
        return "A picture holds one image only.";
    }

    @Override
    public void close() {
        // The file is open only while it is unpacked.
    }
}
