package org.roimill.stores.tiff.series;

import java.util.Map;
import java.util.Set;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Tag;

/** The pixel size behind the resolution tags. */
final class Resolution {
    private static final int INCH = 2;
    private static final int CENTIMETER = 3;
    /** Dots per inch that software writes for screens and printers when it knows nothing about the pixels. */
    private static final Set<Double> PRINTING = Set.of(72.0, 75.0, 96.0, 100.0, 150.0, 300.0, 600.0, 1200.0);

    private Resolution() {}

    /** In micrometers; empty where the tags give no unit, or are what is written by default. */
    static Map<Axis, Spacing> of(Ifd ifd) {
        double x = ifd.quotient(Tag.X_RESOLUTION);
        double y = ifd.quotient(Tag.Y_RESOLUTION);
        int unit = (int) ifd.number(Tag.RESOLUTION_UNIT, INCH);
        boolean printing = unit == INCH && x == y && PRINTING.contains(x);
        if ((unit != INCH && unit != CENTIMETER) || printing) {
            return Map.of();
        }
        double micrometers = (unit == INCH ? Unit.INCH : Unit.CENTIMETER).in(Unit.MICROMETER);
        return Series.spacings(
                null, null, Spacing.of(micrometers / y, Unit.MICROMETER), Spacing.of(micrometers / x, Unit.MICROMETER));
    }
}
