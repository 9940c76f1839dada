package org.roimill.stores.tiff.write;

import java.util.Locale;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;

/** What the first page says about the whole image. */
final class Description {
    private static final int NO_UNIT = 1;
    private static final int CENTIMETER = 3;

    private Description() {}

    static String of(RasterSpec spec, int samples) {
        return isImageJ(spec) ? imageJ(spec.grid()) : shaped(spec.grid(), samples);
    }

    /** ImageJ knows these types, and orders pages with channels fastest, so there may be channels or slices, not both. */
    private static boolean isImageJ(RasterSpec spec) {
        DType t = spec.dtype();
        boolean known = t == DType.U8 || t == DType.U16 || t == DType.F32;
        return known && (spec.grid().size(Axis.C) == 1 || spec.grid().size(Axis.Z) == 1);
    }

    private static String imageJ(Grid grid) {
        long channels = grid.size(Axis.C);
        long slices = grid.size(Axis.Z);
        long frames = grid.size(Axis.T);
        StringBuilder s = new StringBuilder("ImageJ=1.11a\n");
        s.append("images=").append(channels * slices * frames).append('\n');
        line(s, "channels", channels);
        line(s, "slices", slices);
        line(s, "frames", frames);
        if (channels * slices * frames > 1) {
            s.append("hyperstack=true\n");
        }
        if (isCalibrated(grid)) {
            s.append("unit=micron\n");
            if (grid.isCalibrated(Axis.Z)) {
                s.append("spacing=").append(micrometers(grid, Axis.Z)).append('\n');
            }
        }
        return s.append("loop=false\n").toString();
    }

    private static void line(StringBuilder s, String key, long value) {
        if (value > 1) {
            s.append(key).append('=').append(value).append('\n');
        }
    }

    private static String shaped(Grid grid, int samples) {
        StringBuilder s = new StringBuilder("{\"shape\": [");
        StringBuilder axes = new StringBuilder();
        for (int d = 0; d < grid.axes().count(); d++) {
            s.append(d == 0 ? "" : ", ").append(grid.shape()[d]);
            axes.append(String.valueOf(grid.axes().get(d).letter()).toUpperCase(Locale.ROOT));
        }
        if (samples > 1) {
            s.append(", ").append(samples);
            axes.append('S');
        }
        s.append("], \"axes\": \"").append(axes).append('"');
        if (grid.isCalibrated(Axis.Z)) {
            s.append(", \"spacing\": ").append(micrometers(grid, Axis.Z)).append(", \"unit\": \"um\"");
        }
        return s.append('}').toString();
    }

    private static double micrometers(Grid grid, Axis axis) {
        return grid.spacing(axis) * grid.units().get(axis).in(Unit.MICROMETER);
    }

    /** Along y and x, for {@link #resolutionUnit}, or for the micrometer that ImageJ's lines name; one if not known. */
    static double[] pixelsPerUnit(RasterSpec spec) {
        Grid grid = spec.grid();
        if (!isCalibrated(grid)) {
            return new double[] {1, 1};
        }
        double unit = isImageJ(spec) ? 1 : Unit.CENTIMETER.in(Unit.MICROMETER);
        return new double[] {unit / micrometers(grid, Axis.Y), unit / micrometers(grid, Axis.X)};
    }

    static int resolutionUnit(RasterSpec spec) {
        return isImageJ(spec) || !isCalibrated(spec.grid()) ? NO_UNIT : CENTIMETER;
    }

    private static boolean isCalibrated(Grid grid) {
        return grid.isCalibrated(Axis.Y) && grid.isCalibrated(Axis.X);
    }
}
