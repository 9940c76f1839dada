package org.roimill.core.param;

/** A parameter that names a table, such as a list of label names; the runner opens it and records its digest. */
public record TableRef(String name) {
    @Override
    public String toString() {
        return name;
    }
}
