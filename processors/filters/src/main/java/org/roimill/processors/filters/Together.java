package org.roimill.processors.filters;

import java.util.HashSet;
import java.util.List;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;

/** What several images make together, voxel by voxel. */
final class Together {
    private Together() {}

    /**
     * The grid of the one image that has all axes of the others, which are laid over it. Channels keep their names where
     * all agree on them.
     */
    static RasterSpec of(String processor, List<RasterSpec> images, DType type) {
        RasterSpec widest = images.stream()
                .filter(i -> images.stream().allMatch(other -> i.axes().containsAll(other.axes())))
                .findFirst()
                .orElseThrow(() -> RoimillException.usage(
                        processor + ": no image has the axes of all others: "
                                + images.stream().map(RasterSpec::axes).toList(),
                        "Project those that have more axes first."));
        boolean agree = new HashSet<>(images.stream().map(RasterSpec::channels).toList()).size() == 1;
        return widest.asImage(type).withChannels(agree ? widest.channels() : List.of());
    }
}
