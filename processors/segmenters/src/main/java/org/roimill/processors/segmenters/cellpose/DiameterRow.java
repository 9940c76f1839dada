package org.roimill.processors.segmenters.cellpose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.roimill.core.element.Column;
import org.roimill.core.element.Table;
import org.roimill.core.processor.Values;
import org.roimill.core.space.Axis;

/**
 * What was found in one image.
 *
 * @param objects that were counted; 0 where none were sought
 */
record DiameterRow(double diameter, long objects) {
    static final List<String> COLUMNS = List.of("diameter", "objects");

    /** A row for each image, in their order; places along other axes are columns before. */
    static Table table(Values<DiameterRow> results) {
        int rows = results.results().size();
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int d = 0; d < results.axes().count(); d++) {
            Axis axis = results.axes().get(d);
            long behind = 1;
            for (int e = d + 1; e < results.axes().count(); e++) {
                behind *= results.outer().size(e);
            }
            long step = behind;
            long size = results.outer().size(d);
            columns.put(
                    String.valueOf(axis.letter()),
                    Column.Integers.of(IntStream.range(0, rows)
                            .mapToLong(i -> i / step % size)
                            .toArray()));
        }
        columns.put(
                "diameter",
                Column.Numbers.of(results.results().stream()
                        .mapToDouble(DiameterRow::diameter)
                        .toArray()));
        columns.put(
                "objects",
                Column.Integers.of(results.results().stream()
                        .mapToLong(DiameterRow::objects)
                        .toArray()));
        return Table.of(IntStream.range(0, rows).mapToObj(String::valueOf).toArray(String[]::new), columns);
    }
}
