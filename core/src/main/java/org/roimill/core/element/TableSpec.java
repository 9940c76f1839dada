package org.roimill.core.element;

import java.util.List;

/** A table by the names of its columns; empty where they are known only once it is read. */
public record TableSpec(List<String> columns) implements ElementSpec {
    public TableSpec {
        columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
        return Kind.TABLE;
    }
}
