package org.roimill.core.param;

/** A parameter that names a model; the runner finds it, checks it, opens it and records its digest. */
public record ModelRef(String name) {
    @Override
    public String toString() {
        return name;
    }
}
