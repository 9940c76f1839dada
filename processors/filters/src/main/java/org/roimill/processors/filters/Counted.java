package org.roimill.processors.filters;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Consumer;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.space.Region;

/**
 * Which voxels of an image count in a statistic: all of them, those within the objects of a mask, those that are not
 * zero. The image is the first input of the stage, the mask the second.
 */
record Counted(boolean masked, boolean ignoreZeros) {
    private static final int CHUNK = 1 << 13;

    /** The lane that a fold over such voxels asks for. */
    Lane lane(int input) {
        return input == 0 ? Lane.STORED : Lane.LABEL;
    }

    /** Hands on the voxels that count, in order, in blocks that live as long as the call. */
    void each(Call call, Consumer<Block> take) {
        if (!masked && !ignoreZeros) {
            take.accept(call.in(0));
            return;
        }
        Block image = call.in(0).as(bits(call.in(0).dtype()));
        Block mask = masked ? call.in(1) : null;
        // A mask may lack the slower axes of the image: then it is laid over each position along them.
        long period = masked ? mask.voxels() : image.voxels();
        boolean[] counts = new boolean[CHUNK];
        try (Arena arena = Arena.ofConfined()) {
            Block kept = Block.zeros(image.dtype(), Region.ofShape(CHUNK), arena);
            int n;
            for (long i = 0; i < image.voxels(); i += n) {
                n = (int) Math.min(CHUNK, Math.min(image.voxels() - i, period - i % period));
                choose(call.in(0), mask, i, n, counts);
                int next = 0;
                for (int k = 0; k < n; k++) {
                    if (counts[k]) {
                        kept.setLong(next++, image.getLong(i + k));
                    }
                }
                long bytes = (long) next * image.dtype().bytes();
                take.accept(Block.over(
                        call.in(0).dtype(), Region.ofShape(next), kept.data().asSlice(0, bytes)));
            }
        }
    }

    private void choose(Block image, Block mask, long i, int n, boolean[] counts) {
        Arrays.fill(counts, 0, n, true);
        if (masked) {
            long first = i % mask.voxels();
            for (int k = 0; k < n; k++) {
                counts[k] = mask.data().getAtIndex(ValueLayout.JAVA_INT, first + k) != 0;
            }
        }
        if (ignoreZeros) {
            double[] values = new double[n];
            Convert.load(image, i, values, n);
            for (int k = 0; k < n; k++) {
                counts[k] &= values[k] != 0;
            }
        }
    }

    private static DType bits(DType type) {
        return switch (type.bytes()) {
            case 1 -> DType.U8;
            case 2 -> DType.U16;
            case 4 -> DType.U32;
            default -> DType.U64;
        };
    }
}
