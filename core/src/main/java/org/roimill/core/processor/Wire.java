package org.roimill.core.processor;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;

/** How a state of some work travels from one process to another. Equal states give equal bytes. */
public interface Wire<T> {
    void write(T state, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;

    /** For states that know how to become bytes. */
    static <T> Wire<T> bytes(Function<T, byte[]> toBytes, Function<byte[], T> fromBytes) {
        return new Wire<>() {
            @Override
            public void write(T state, DataOutput out) throws IOException {
                byte[] bytes = toBytes.apply(state);
                out.writeInt(bytes.length);
                out.write(bytes);
            }

            @Override
            public T read(DataInput in) throws IOException {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                return fromBytes.apply(bytes);
            }
        };
    }

    /** For plain numbers. */
    Wire<int[]> INTS = new Wire<>() {
        @Override
        public void write(int[] state, DataOutput out) throws IOException {
            out.writeInt(state.length);
            for (int i : state) {
                out.writeInt(i);
            }
        }

        @Override
        public int[] read(DataInput in) throws IOException {
            int[] state = new int[in.readInt()];
            for (int i = 0; i < state.length; i++) {
                state[i] = in.readInt();
            }
            return state;
        }
    };
}
