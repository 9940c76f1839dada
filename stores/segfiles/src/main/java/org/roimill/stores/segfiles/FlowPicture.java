package org.roimill.stores.segfiles;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/**
 * Flows as colours: the direction is the hue, the length, between its 1st and 99th percentile over the whole image, the
 * brightness. Of a volume, dY and dX are shown.
 */
final class FlowPicture {
    private static final double THIRD = 2 * Math.PI / 3;

    private final Segmentation s;
    private final Percentiles lengths;

    FlowPicture(Segmentation s) {
        this.s = s;
        this.lengths = Percentiles.of(sink -> {
            for (long z = 0; z < s.depth(); z++) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment y = plane(z, 2, arena);
                    MemorySegment x = plane(z, 1, arena);
                    for (long i = 0; i < s.height() * s.width(); i++) {
                        sink.take(length(at(y, i), at(x, i)));
                    }
                }
            }
        });
    }

    /** Channels count from the end: behind dY and dX comes the probability. */
    private MemorySegment plane(long z, int beforeProbability, Arena arena) {
        return Planes.read(s.flows(), s.directions() - beforeProbability, z, arena)
                .data();
    }

    private static float at(MemorySegment data, long i) {
        return data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }

    private static float length(float y, float x) {
        return (float) Math.sqrt(y * y + x * x);
    }

    /** One slice: three bytes a pixel. */
    MemorySegment rgb(long z, Arena arena) {
        MemorySegment y = plane(z, 2, arena);
        MemorySegment x = plane(z, 1, arena);
        long pixels = s.height() * s.width();
        MemorySegment rgb = arena.allocate(3 * pixels);
        for (long i = 0; i < pixels; i++) {
            float bright = 127.5f * lengths.stretch(length(at(y, i), at(x, i)));
            float angle = (float) (Math.atan2(at(x, i), at(y, i)) + Math.PI);
            for (int c = 0; c < 3; c++) {
                double value = bright * (Math.cos(angle + c * THIRD) + 1);
                rgb.set(ValueLayout.JAVA_BYTE, 3 * i + c, (byte) (int) Math.clamp(value, 0, 255));
            }
        }
        return rgb;
    }

    /** The probability of one slice as bytes, stretched between its percentiles over the image. */
    static Percentiles probabilities(Segmentation s) {
        return Percentiles.of(sink -> {
            for (long z = 0; z < s.depth(); z++) {
                try (Arena arena = Arena.ofConfined()) {
                    Block plane = Planes.read(s.flows(), s.directions(), z, arena);
                    for (long i = 0; i < plane.voxels(); i++) {
                        sink.take(at(plane.data(), i));
                    }
                }
            }
        });
    }
}
