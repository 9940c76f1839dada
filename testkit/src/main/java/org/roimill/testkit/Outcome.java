package org.roimill.testkit;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Column;
import org.roimill.core.element.Crop;
import org.roimill.core.element.Table;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Plan;
import org.roimill.runner.stage.PlanRun;

/** All that a job made. */
public record Outcome(
        Map<String, Block> rasters,
        Map<String, Table> tables,
        Map<String, List<Crop>> crops,
        Map<String, Block> pixels) {

    static Outcome of(Plan plan, Map<String, OnceWriter> writers, PlanRun run, Arena arena) {
        Map<String, Block> rasters = new LinkedHashMap<>();
        writers.forEach((port, writer) -> rasters.put(port, writer.block()));
        Map<String, List<Crop>> crops = new LinkedHashMap<>();
        Map<String, Block> pixels = new LinkedHashMap<>();
        run.crops().forEach((port, made) -> {
            crops.put(port, made.crops());
            for (int i = 0; i < made.crops().size(); i++) {
                Block block = Block.zeros(
                        made.spec().source().dtype(), made.crops().get(i).box(), arena);
                made.read(i, block);
                pixels.put(port + "/" + made.crops().get(i).name(), block);
            }
        });
        return new Outcome(rasters, Map.copyOf(run.tables()), crops, pixels);
    }

    /** Throws where anything differs, to the last bit. */
    public void checkSame(Outcome other, String how) {
        sameBlocks(rasters, other.rasters, how);
        sameBlocks(pixels, other.pixels, how);
        if (!crops.equals(other.crops)) {
            throw new AssertionError(how + ": the crops differ: " + crops + " and " + other.crops);
        }
        tables.forEach((name, table) -> {
            String a = text(table);
            String b = text(other.tables.get(name));
            if (!a.equals(b)) {
                throw new AssertionError(how + ": table " + name + " differs:\n" + a + "\nand\n" + b);
            }
        });
    }

    private static void sameBlocks(Map<String, Block> mine, Map<String, Block> theirs, String how) {
        if (!mine.keySet().equals(theirs.keySet())) {
            throw new AssertionError(how + ": made " + mine.keySet() + " and " + theirs.keySet());
        }
        mine.forEach((name, block) -> {
            long at = block.data().mismatch(theirs.get(name).data());
            if (at >= 0) {
                long i = at / block.dtype().bytes();
                throw new AssertionError(how + ": " + name + " differs first at voxel " + i + " of " + block.region()
                        + ": " + block.get(i) + " and " + theirs.get(name).get(i));
            }
        });
    }

    /** Every value of a table, floating numbers by their bits. */
    private static String text(Table table) {
        StringBuilder s = new StringBuilder(String.join(",", table.index()));
        table.columns().forEach((name, column) -> {
            s.append('\n').append(name).append(':');
            for (int i = 0; i < column.rows(); i++) {
                s.append(' ')
                        .append(
                                switch (column) {
                                    case Column.Integers c -> Long.toString(c.values()[i]);
                                    case Column.Numbers c -> Double.toHexString(c.values()[i]);
                                    case Column.Truths c -> Boolean.toString(c.values()[i]);
                                    case Column.Texts c -> c.values()[i];
                                    case Column.Categories c -> Integer.toString(c.codes()[i]);
                                });
            }
        });
        return s.toString();
    }
}
