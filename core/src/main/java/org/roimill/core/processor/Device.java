package org.roimill.core.processor;

/** What a stage runs best on. */
public enum Device {
    CPU,
    /** A GPU where there is one. */
    GPU
}
