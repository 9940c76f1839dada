package org.roimill.stores.tiff.series;

import java.util.List;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Tag;

/** The pages of one image, numbered along its dimensions with the last one fastest. */
@FunctionalInterface
public interface Pages {
    /** The page at a place, at a level of the pyramid; null if the file leaves it out. */
    Page at(long index, int level);

    /** One page for each directory; the levels are its SubIFDs. */
    static Pages of(List<Ifd> ifds) {
        return (index, level) -> level(new Page(ifds.get((int) index)), level);
    }

    static Page level(Page page, int level) {
        if (page == null || level == 0) {
            return page;
        }
        Ifd[] children = page.ifd().children();
        if (children.length < level) {
            throw page.ifd().bad(Tag.SUB_IFDS, "has no level " + level + ", which the first page of the image has");
        }
        return new Page(children[level - 1]);
    }
}
