package org.roimill.core.network;

import java.util.List;
import org.roimill.core.pixel.Block;

/**
 * A trained network, opened and ready. Tensors are blocks whose region is the tensor's shape at the origin. Safe for
 * many threads: calls at the same time neither wait for each other nor mix, as long as each brings blocks of its own.
 * Shared by all ROIs of one run.
 */
public interface Network {
    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /** What it runs on, for the record: {@code cpu}, {@code cuda}, {@code tensorrt}. */
    String provider();

    /**
     * How many tiles are best given to one call, along the first axis: 1 on a CPU, where each thread brings a tile of
     * its own, several on a GPU. Any other number works too, unless that axis is fixed.
     */
    default int batch() {
        return 1;
    }

    /**
     * Runs once, in place: fills {@code outputs}, whose shapes fit those of {@code inputs}. Fewer outputs than the
     * network has are the first of them; the others are not asked for.
     */
    void run(List<Block> inputs, List<Block> outputs);
}
