package org.roimill.core.element;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An annotated table in memory: named rows with columns, named variables with columns, a matrix of rows by variables,
 * layers of the same shape, matrices by row ({@code obsm}), and the elements that its rows are about. Any part may be
 * missing. Immutable by agreement: nobody writes into the arrays of a table that was handed on.
 */
public record Table(
        String[] index,
        Map<String, Column> columns,
        String[] variables,
        Map<String, Column> variableColumns,
        Matrix x,
        Map<String, Matrix> layers,
        Map<String, Matrix> obsm,
        Link link) {

    /** Which elements the rows annotate: the column that names the element, the one that holds the object's id. */
    public record Link(List<String> regions, String regionColumn, String instanceColumn) {
        public Link {
            regions = List.copyOf(regions);
        }
    }

    public Table {
        columns = ordered(columns);
        variableColumns = ordered(variableColumns);
        layers = ordered(layers);
        obsm = ordered(obsm);
        columns.forEach((name, column) -> checkRows(name, column.rows(), index.length));
        variableColumns.forEach((name, column) -> checkRows(name, column.rows(), variables.length));
        obsm.forEach((name, matrix) -> checkRows(name, matrix.rows(), index.length));
        if (x != null) {
            checkRows("X", x.rows(), index.length);
            checkRows("X, variables", x.columns(), variables.length);
        }
        layers.forEach((name, matrix) -> {
            checkRows(name, matrix.rows(), index.length);
            checkRows(name + ", variables", matrix.columns(), variables.length);
        });
    }

    /** Rows and columns alone. */
    public static Table of(String[] index, Map<String, Column> columns) {
        return new Table(index, columns, new String[0], Map.of(), null, Map.of(), Map.of(), null);
    }

    public int rows() {
        return index.length;
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static void checkRows(String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException("'" + name + "' has " + found + " entries, the table " + expected);
        }
    }
}
