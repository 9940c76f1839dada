package org.roimill.inference.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The files of one model, side by side, wherever they lie. */
public interface ModelFiles {
    /** Where they lie, for messages. */
    String place();

    boolean has(String name);

    /** In bytes, as far as anybody can tell without reading it; 0 if there is no such file. */
    long size(String name);

    InputStream open(String name) throws IOException;

    /** A whole file in native memory. */
    MemorySegment map(String name, Arena arena) throws IOException;
}
