package org.roimill.stores.tiff;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;

/**
 * What the user declares about a file that does not say it, or says it wrong.
 *
 * @param axes in the order of the file, outermost first, such as {@code zyx}; empty where nothing is declared. Axes of
 *     length one may be named too and are then kept.
 * @param sizes of axes, needed where pages run along several axes and the channel names do not settle it
 * @param channels their names; empty where nothing is declared
 * @param pixelSize the size of a voxel along spatial axes
 * @param unit of the pixel size
 */
public record TiffOptions(
        String axes, Map<Axis, Long> sizes, List<String> channels, Map<Axis, Double> pixelSize, Unit unit) {

    /** Nothing declared: the file must say all. */
    public static final TiffOptions NONE = new TiffOptions("", Map.of(), List.of(), Map.of(), Unit.MICROMETER);

    public TiffOptions {
        axes = axes.toLowerCase(Locale.ROOT);
        Set<Character> seen = new HashSet<>();
        for (int i = 0; i < axes.length(); i++) {
            char letter = axes.charAt(i);
            if ("tczyx".indexOf(letter) < 0 || !seen.add(letter)) {
                throw RoimillException.usage(
                        "the declared axes '" + axes + "' are no axes: '" + letter + "' is "
                                + (seen.contains(letter) ? "there twice" : "none"),
                        "Name each axis once, outermost first, for example --axes czyx.");
            }
        }
        if (!axes.isEmpty() && (!seen.contains('y') || !seen.contains('x') || axes.indexOf('y') > axes.indexOf('x'))) {
            throw RoimillException.usage(
                    "the declared axes '" + axes + "' do not hold y and then x, which every page has",
                    "Name all axes, outermost first, for example --axes zyx.");
        }
        sizes = Map.copyOf(sizes);
        channels = List.copyOf(channels);
        pixelSize = Map.copyOf(pixelSize);
    }

    public static TiffOptions axes(String axes) {
        return NONE.withAxes(axes);
    }

    public TiffOptions withAxes(String newAxes) {
        return new TiffOptions(newAxes, sizes, channels, pixelSize, unit);
    }

    public TiffOptions withSize(Axis axis, long size) {
        Map<Axis, Long> all = new EnumMap<>(Axis.class);
        all.putAll(sizes);
        all.put(axis, size);
        return new TiffOptions(axes, all, channels, pixelSize, unit);
    }

    public TiffOptions withChannels(List<String> names) {
        return new TiffOptions(axes, sizes, names, pixelSize, unit);
    }

    public TiffOptions withPixelSize(Map<Axis, Double> size, Unit newUnit) {
        return new TiffOptions(axes, sizes, channels, size, newUnit);
    }
}
