package org.roimill.core.format;

import java.util.List;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;

/** An opened ROI. Opening reads metadata alone. Safe for many threads. */
public interface Roi extends AutoCloseable {
    /** What to call it: the file's or folder's name without its endings. */
    String name();

    /** What it is, for people: for example {@code SpatialData 0.2, Zarr v3}. */
    String description();

    /** In a fixed order: images, labels, shapes, tables, crops, each by name. */
    List<Element> elements();

    /** Elements that are there and cannot be read. They never keep the others from being opened. */
    default List<Fault> faults() {
        return List.of();
    }

    /** One element by its name. */
    default Element element(String name) {
        return elements().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RoimillException.usage(
                        "no element '" + name + "' in " + name(),
                        "There are: "
                                + String.join(
                                        ", ",
                                        elements().stream().map(Element::name).toList()) + "."));
    }

    /** The voxels of an image or labels at one level. */
    Pixels pixels(String element, int level);

    /**
     * Tells one state of an element from another: {@code content:} and a digest where what is in it is known by hashes,
     * {@code stat:} and a digest of names, sizes and times where it is not. Reads no voxels.
     */
    String key(String element);

    Table table(String element);

    Shapes shapes(String element);

    @Override
    void close();
}
