package org.roimill.runner.stage;

import org.roimill.core.element.CropPixels;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Table;
import org.roimill.core.element.TableSpec;
import org.roimill.core.processor.Values;

/** What a slot reads from: a raster, crops, a table, or the values of a fold. */
public sealed interface Source {
    record Raster(Pixels pixels) implements Source {}

    record Cropped(CropPixels crops) implements Source {}

    record Tabular(Table table) implements Source {}

    record Valued(Values<?> values) implements Source {}

    default Pixels pixels() {
        return ((Raster) this).pixels;
    }

    default CropPixels crops() {
        return ((Cropped) this).crops;
    }

    default Table table() {
        return ((Tabular) this).table;
    }

    default Values<?> values() {
        return ((Valued) this).values;
    }

    /** Null for values, which are no element. */
    default ElementSpec spec() {
        return switch (this) {
            case Raster r -> r.pixels.spec();
            case Cropped c -> c.crops.spec();
            case Tabular t -> new TableSpec(t.table.columns().keySet().stream().toList());
            case Valued v -> null;
        };
    }
}
