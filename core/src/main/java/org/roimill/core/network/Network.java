package org.roimill.core.network;

import java.util.List;
import org.roimill.core.pixel.Block;

/**
 * A trained network, opened and ready. Tensors are blocks whose region is the tensor's shape at the origin. Safe for
 * many threads, and shared by all ROIs of one run.
 */
public interface Network {
    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /** What it runs on, for the record: {@code cpu}, {@code cuda}, {@code tensorrt}. */
    String provider();

    /** Runs once, in place: fills {@code outputs}, whose shapes fit those of {@code inputs}. */
    void run(List<Block> inputs, List<Block> outputs);
}
