package org.roimill.api.picture;

import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/** An element at a glance: small, stretched to what is in it, in colours. */
public final class QuickLook {
    private static final int LARGEST = 1024;
    /** More pixels than this in a channel are no quick look. */
    private static final long MOST = 1L << 33;

    /** One light for each channel, over and over: blue first, since the first channel mostly shows nuclei. */
    private static final double[][] LIGHTS = {
        {0.2, 0.4, 1}, {0, 1, 0}, {1, 0, 0}, {1, 0, 1}, {1, 0.9, 0}, {0, 1, 1}, {1, 1, 1}
    };

    private QuickLook() {}

    public static Rgb of(Roi roi, Element element) {
        int level = level(element);
        Pixels pixels = roi.pixels(element.name(), level);
        Grid grid = pixels.spec().grid();
        if (grid.size(Axis.Y) > MOST / Math.max(1, grid.size(Axis.X))) {
            throw RoimillException.usage(
                    "'" + element.name() + "' has " + grid.size(Axis.Y) + " x " + grid.size(Axis.X)
                            + " pixels in its coarsest level, too many for a quick look",
                    "If that is what it should have, add levels: roimill convert ROI NEW.zarr");
        }
        int step = (int) Math.max(1, Math.ceilDiv(longest(pixels.spec().grid()), LARGEST));
        return element.kind() == Kind.LABELS ? labels(pixels, step) : image(pixels, step);
    }

    /** The finest level that is small enough; else the coarsest. */
    private static int level(Element element) {
        int level = 0;
        for (RasterSpec spec : element.levels()) {
            level = spec.grid().level();
            if (longest(spec.grid()) <= LARGEST) {
                break;
            }
        }
        return level;
    }

    private static long longest(Grid grid) {
        return Math.max(grid.size(Axis.Y), grid.size(Axis.X));
    }

    private static Rgb image(Pixels pixels, int step) {
        long channels = pixels.spec().grid().size(Axis.C);
        Rgb picture = null;
        for (long c = 0; c < channels; c++) {
            Plane plane = Plane.of(pixels, c, step);
            picture = picture == null ? Rgb.black(plane.width(), plane.height()) : picture;
            double[] light = channels == 1 ? new double[] {1, 1, 1} : LIGHTS[(int) (c % LIGHTS.length)];
            Stretch stretch = Stretch.of(plane.values());
            for (int i = 0; i < plane.values().length; i++) {
                double v = stretch.of(plane.values()[i]);
                picture.add(i, v * light[0], v * light[1], v * light[2]);
            }
        }
        return picture;
    }

    private static Rgb labels(Pixels pixels, int step) {
        Plane plane = Plane.of(pixels, 0, step);
        Rgb picture = Rgb.black(plane.width(), plane.height());
        for (int i = 0; i < plane.values().length; i++) {
            double id = plane.values()[i];
            if (id != 0) {
                Light light = Light.ofObject(id);
                picture.add(i, light.red(), light.green(), light.blue());
            }
        }
        return picture;
    }
}
