package org.roimill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.roimill.cli.console.Columns;
import org.roimill.core.element.Column;
import org.roimill.core.element.Table;

/** The columns of a table, row by row. */
final class TableText {
    private TableText() {}

    static void print(Table table, int most, PrintWriter out) {
        out.println();
        Columns columns = new Columns("  ");
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(table.columns().keySet());
        columns.row(head.toArray(String[]::new));
        int rows = Math.min(most, table.rows());
        for (int i = 0; i < rows; i++) {
            List<String> cells = new ArrayList<>(List.of(table.index()[i]));
            for (Column column : table.columns().values()) {
                cells.add(cell(column, i));
            }
            columns.row(cells.toArray(String[]::new));
        }
        columns.print(out);
        if (rows < table.rows()) {
            out.println("  and " + (table.rows() - rows) + " more");
        }
    }

    /** Empty where it is missing. */
    private static String cell(Column column, int row) {
        return switch (column) {
            case Column.Integers(long[] values, boolean[] missing, var _) ->
                missing != null && missing[row] ? "" : String.valueOf(values[row]);
            case Column.Numbers(double[] values, var _) -> String.valueOf(values[row]);
            case Column.Truths(boolean[] values, boolean[] missing) ->
                missing != null && missing[row] ? "" : String.valueOf(values[row]);
            case Column.Texts(String[] values) -> values[row] == null ? "" : values[row];
            case Column.Categories(int[] codes, List<String> categories, var _) ->
                codes[row] < 0 ? "" : categories.get(codes[row]);
        };
    }
}
