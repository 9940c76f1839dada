package org.roimill.processors.segmenters.objects;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.roimill.core.processor.Wire;

/** Two lists of numbers as one state that travels. */
final class Ids {
    private Ids() {}

    static <T> Wire<T> wire(Function<T, int[]> one, Function<T, int[]> other, BiFunction<int[], int[], T> make) {
        return new Wire<>() {
            @Override
            public void write(T state, DataOutput out) throws IOException {
                INTS.write(one.apply(state), out);
                INTS.write(other.apply(state), out);
            }

            @Override
            public T read(DataInput in) throws IOException {
                int[] first = INTS.read(in);
                return make.apply(first, INTS.read(in));
            }
        };
    }
}
