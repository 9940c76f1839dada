package org.roimill.api.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.roimill.core.element.Column;
import org.roimill.core.element.Table;

/** Counts the pixels of every cell, tile by tile, and tells of the cells in a table. Safe for many threads. */
final class Truth {
    private final List<Cell> cells;
    private final AtomicLongArray cellArea;
    private final AtomicLongArray nucleusArea;
    private final AtomicLongArray sumY;
    private final AtomicLongArray sumX;

    Truth(List<Cell> cells) {
        this.cells = cells;
        cellArea = new AtomicLongArray(cells.size());
        nucleusArea = new AtomicLongArray(cells.size());
        sumY = new AtomicLongArray(cells.size());
        sumX = new AtomicLongArray(cells.size());
    }

    void count(int id, boolean inNucleus, long y, long x) {
        cellArea.getAndIncrement(id - 1);
        if (inNucleus) {
            nucleusArea.getAndIncrement(id - 1);
            sumY.getAndAdd(id - 1, y);
            sumX.getAndAdd(id - 1, x);
        }
    }

    /**
     * A row for each cell: {@code label}, {@code type}, the centre of the nucleus in pixels, areas in pixels, and for each
     * marker whether the cell is positive.
     */
    Table table(String region) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("region", Column.Categories.of(texts(i -> region)));
        columns.put("label", Column.Integers.of(longs(i -> i + 1L)));
        columns.put("type", Column.Categories.of(texts(i -> cells.get(i).type().label)));
        columns.put("y", Column.Numbers.of(means(sumY)));
        columns.put("x", Column.Numbers.of(means(sumX)));
        columns.put("nucleus_area", Column.Integers.of(longs(nucleusArea::get)));
        columns.put("cell_area", Column.Integers.of(longs(cellArea::get)));
        for (Marker marker : Marker.values()) {
            boolean[] positive = new boolean[cells.size()];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = marker.isIn(cells.get(i));
            }
            columns.put(marker.label, new Column.Truths(positive, null));
        }
        String[] index = texts(i -> Integer.toString(i + 1));
        Table.Link link = new Table.Link(List.of(region), "region", "label");
        return new Table(index, columns, new String[0], Map.of(), null, Map.of(), Map.of(), link);
    }

    private String[] texts(IntFunction<String> text) {
        return IntStream.range(0, cells.size()).mapToObj(text).toArray(String[]::new);
    }

    private long[] longs(IntToLongFunction number) {
        return IntStream.range(0, cells.size()).mapToLong(number).toArray();
    }

    private double[] means(AtomicLongArray sums) {
        return IntStream.range(0, cells.size())
                .mapToDouble(i -> (double) sums.get(i) / nucleusArea.get(i))
                .toArray();
    }
}
