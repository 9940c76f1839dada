package org.roimill.core.network;

import java.util.List;
import org.roimill.core.pixel.DType;

/** One input or output of a network; a side of -1 is free. */
public record TensorSpec(String name, DType dtype, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }
}
