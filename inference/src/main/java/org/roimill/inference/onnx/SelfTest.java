package org.roimill.inference.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Network;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;

/** Whether a network computes what its card says. */
final class SelfTest {
    private SelfTest() {}

    /**
     * @param place names the model in messages
     * @return the largest difference, over one plus the size of the value
     */
    static double run(Network network, Block input, Block expected, double tolerance, String place) {
        double largest;
        try (Arena arena = Arena.ofConfined()) {
            Block output = Block.zeros(DType.F32, expected.region(), arena);
            try {
                network.run(List.of(input), List.of(output));
            } catch (IllegalArgumentException e) {
                throw RoimillException.badData(
                        place + ": its test does not fit its network: input " + shape(input) + ", output "
                                + shape(expected),
                        "Store the pair with all axes: one tile, channels, y, x.",
                        e);
            }
            largest = difference(output, expected);
        }
        if (!(largest <= tolerance)) {
            throw RoimillException.badData(
                    String.format(
                            Locale.ROOT,
                            "%s: the network fails its own test on %s: it is off by %.3g, allowed are %.3g",
                            place,
                            network.provider(),
                            largest,
                            tolerance),
                    "The file is not what its card was written for: get the model again.");
        }
        return largest;
    }

    private static String shape(Block block) {
        return Arrays.toString(block.region().shape());
    }

    /** NaN where one is a number and the other is not. */
    private static double difference(Block output, Block expected) {
        double largest = 0;
        for (long i = 0; i < expected.voxels(); i++) {
            double is = output.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
            double shall = expected.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
            if (Double.compare(is, shall) != 0) {
                largest = Math.max(largest, Math.abs(is - shall) / (1 + Math.abs(shall)));
            }
        }
        return largest;
    }
}
