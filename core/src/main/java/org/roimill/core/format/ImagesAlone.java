package org.roimill.core.format;

import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;

/** A ROI that can hold nothing but images. */
public interface ImagesAlone extends Roi {
    /** A sentence that says so, for messages. */
    String holds();

    @Override
    default Table table(String element) {
        throw notHere(element, "table");
    }

    @Override
    default Shapes shapes(String element) {
        throw notHere(element, "shapes");
    }

    private RoimillException notHere(String element, String kind) {
        return RoimillException.usage("'" + element + "' in " + name() + " is not of kind " + kind, holds());
    }
}
