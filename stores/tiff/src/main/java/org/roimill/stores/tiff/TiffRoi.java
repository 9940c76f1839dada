package org.roimill.stores.tiff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.Element;
import org.roimill.core.format.FileKey;
import org.roimill.core.format.ImagesAlone;
import org.roimill.core.pixel.Block;

/** The readable images of one file. Where there are several, those that cannot be read are left out and told of. */
final class TiffRoi implements ImagesAlone {
    private final String name;
    private final String description;
    private final TiffFile file;
    private final String stat;
    private final Map<String, TiffImage> images = new LinkedHashMap<>();
    private final List<Element> elements = new ArrayList<>();

    TiffRoi(Path path, TiffFile file) {
        this.file = file;
        stat = FileKey.of(path);
        name = ElementNames.from(withoutEndings(path.getFileName().toString()));
        StringBuilder about = new StringBuilder("TIFF");
        // The first image is the one that people mean: if it cannot be read, that is what they must be told.
        file.images().getFirst().levels();
        for (TiffImage image : file.images()) {
            if (image.isReadable()) {
                String element = unique(file.images().size() == 1 ? name : ElementNames.from(image.name()));
                images.put(element, image);
                elements.add(element(element, image));
                image.notes().forEach(note -> about.append("; ").append(note));
            } else {
                about.append("; left out: ").append(image.describe());
            }
        }
        description = about.toString();
    }

    private static String withoutEndings(String fileName) {
        return fileName.replaceFirst("(?i)(\\.ome)?\\.(tiff?|tf[28]|btf)$", "");
    }

    /** Names are unique also where case does not count. */
    private String unique(String wanted) {
        String free = wanted;
        for (int n = 2; taken(free); n++) {
            free = wanted + "_" + n;
        }
        return free;
    }

    private boolean taken(String wanted) {
        return images.keySet().stream().anyMatch(wanted::equalsIgnoreCase);
    }

    private static Element element(String name, TiffImage image) {
        List<RasterSpec> levels = new ArrayList<>();
        for (int level = 0; level < image.levels(); level++) {
            levels.add(spec(image, level));
        }
        Map<String, String> storage = new LinkedHashMap<>();
        storage.put("chunks", Arrays.toString(image.chunkShape(0)));
        storage.put("codec", image.compression());
        return new Element(name, levels.getFirst(), levels, storage, Map.of(), Map.of());
    }

    private static RasterSpec spec(TiffImage image, int level) {
        return RasterSpec.image(image.grid(level), image.dtype()).withChannels(image.channels());
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
        return List.copyOf(elements);
    }

    @Override
    public Pixels pixels(String element, int level) {
        element(element);
        TiffImage image = images.get(element);
        return new ImagePixels(image, level, spec(image, level));
    }

    private record ImagePixels(TiffImage image, int level, RasterSpec spec) implements Pixels {
        @Override
        public void read(Block target) {
            image.read(level, target.region(), target);
        }

        @Override
        public long[] chunk() {
            return image.chunkShape(level);
        }
    }

    /** Of the whole file: of one image in it nobody knows more. */
    @Override
    public String key(String element) {
        element(element);
        return stat;
    }

    @Override
    public String holds() {
        return "A TIFF file holds images only.";
    }

    @Override
    public void close() {
        file.close();
    }
}
