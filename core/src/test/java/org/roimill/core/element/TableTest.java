package org.roimill.core.element;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;

class TableTest {
    private static final String[] ROWS = {"1", "2"};
    private static final String[] VARIABLES = {"a", "b", "c"};

    private static Matrix dense(int rows, int columns) {
        return new Matrix.Dense(rows, columns, new double[rows * columns], DType.F32);
    }

    private static Table table(Matrix x, Map<String, Matrix> layers, Map<String, Matrix> obsm) {
        return new Table(
                ROWS,
                Map.of("id", Column.Integers.of(1, 2)),
                VARIABLES,
                Map.of("name", Column.Texts.of("x", null, "z")),
                x,
                layers,
                obsm,
                new Table.Link(List.of("cells"), "region", "id"));
    }

    @Test
    void partsThatFitAreATable() {
        Table table = table(dense(2, 3), Map.of("raw", dense(2, 3)), Map.of("spatial", dense(2, 2)));
        assertEquals(2, table.rows());
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Map<String, Matrix> none = Map.of();
        assertThrows(IllegalArgumentException.class, () -> table(dense(3, 3), none, none));
        assertThrows(IllegalArgumentException.class, () -> table(dense(2, 2), none, none));
        assertThrows(IllegalArgumentException.class, () -> table(null, Map.of("raw", dense(2, 2)), none));
        assertThrows(IllegalArgumentException.class, () -> table(null, Map.of("raw", dense(3, 3)), none));
        assertThrows(IllegalArgumentException.class, () -> table(null, none, Map.of("spatial", dense(3, 2))));
        Map<String, Column> three = Map.of("c", Column.Numbers.of(1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Table.of(ROWS, three));
    }

    @Test
    void columnsStayInOrder() {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "b")) {
            columns.put(name, Column.Numbers.of(1, 2));
        }
        Table table = Table.of(ROWS, columns);
        columns.clear();
        assertEquals(List.of("z", "a", "m", "b"), List.copyOf(table.columns().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> table.columns().clear());
    }

    @Test
    void categoriesAreSortedAndNullIsMissing() {
        Column.Categories column = Column.Categories.of("b", "a", null, "b");
        assertEquals(List.of("a", "b"), column.categories());
        assertArrayEquals(new int[] {1, 0, -1, 1}, column.codes());
        List<String> one = List.of("a");
        assertThrows(IllegalArgumentException.class, () -> new Column.Categories(new int[] {1}, one, false));
        assertThrows(IllegalArgumentException.class, () -> new Column.Categories(new int[] {-2}, one, false));
    }

    @Test
    void marksOfWhatIsMissingAreAsManyAsRows() {
        boolean[] one = {true};
        assertThrows(IllegalArgumentException.class, () -> new Column.Truths(new boolean[2], one));
        assertThrows(IllegalArgumentException.class, () -> new Column.Integers(new long[2], one, DType.I64));
    }

    @Test
    void matricesKnowTheirShape() {
        Matrix.Dense m = new Matrix.Dense(2, 3, new double[] {1, 2, 3, 4, 5, 6}, DType.F64);
        assertEquals(6, m.get(1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Matrix.Dense(2, 3, new double[5], DType.F64));
        long[] starts = {0, 1, 1};
        assertEquals(2, new Matrix.Sparse(2, 3, starts, new int[] {2}, new double[] {9}, false, DType.F64).rows());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Matrix.Sparse(2, 3, starts, new int[] {2}, new double[] {9}, true, DType.F64));
    }

    @Test
    void rastersKnowWhatFits() {
        Grid grid = Grid.of("cyx", 2, 4, 5);
        RasterSpec image = RasterSpec.image(grid, DType.U16).withChannels(List.of("DAPI", "CD3"));
        assertEquals(2 * 4 * 5 * 2, image.bytes());
        assertEquals(List.of(), image.withGrid(Grid.of("yx", 4, 5)).channels());
        assertEquals(image.channels(), image.asLabels(DType.U32).channels());
        assertThrows(IllegalArgumentException.class, () -> image.withChannels(List.of("one")));
        assertThrows(IllegalArgumentException.class, () -> image.asLabels(DType.F32));
        assertThrows(IllegalArgumentException.class, () -> new RasterSpec(Kind.TABLE, grid, DType.U8, List.of()));
    }
}
