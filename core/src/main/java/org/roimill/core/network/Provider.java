package org.roimill.core.network;

/** What networks are wanted to run on. */
public enum Provider {
    /** A GPU where there is one that works, and else the CPU. */
    AUTO,
    CPU,
    CUDA,
    TENSORRT
}
