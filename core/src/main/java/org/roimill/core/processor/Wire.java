package org.roimill.core.processor;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How a state of some work travels from one process to another. Equal states give equal bytes. */
public interface Wire<T> {
    void write(T state, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;
}
