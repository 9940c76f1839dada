package org.roimill.stores.table;

import java.lang.foreign.Arena;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.meta.ElementType;

/** Whole small arrays, to and from Java's. */
final class Values {
    private Values() {}

    static DType dtype(ZarrArray array) {
        if (array.type() instanceof ElementType.Numeric n) {
            return n.dtype();
        }
        throw RoimillException.badData(
                array.store().name() + ": '" + array.path() + "' holds " + array.type() + " where numbers are expected",
                "The table is damaged, or has a column of a type that is not read.");
    }

    static int count(ZarrArray array) {
        long n = array.domain().voxels();
        if (n > Integer.MAX_VALUE - 8) {
            throw RoimillException.badData(
                    array.store().name() + ": '" + array.path() + "' holds " + n + " values, more than fit into memory",
                    "Split the table.");
        }
        return (int) n;
    }

    static double[] doubles(ZarrArray array) {
        double[] values = new double[count(array)];
        try (Arena arena = Arena.ofConfined()) {
            Convert.load(read(array, arena), 0, values, values.length);
        }
        return values;
    }

    static long[] longs(ZarrArray array) {
        long[] values = new long[count(array)];
        try (Arena arena = Arena.ofConfined()) {
            Convert.load(read(array, arena), 0, values, values.length);
        }
        return values;
    }

    static int[] ints(ZarrArray array) {
        long[] wide = longs(array);
        int[] values = new int[wide.length];
        for (int i = 0; i < values.length; i++) {
            if (wide[i] != (int) wide[i]) {
                throw RoimillException.badData(
                        array.store().name() + ": '" + array.path() + "' holds " + wide[i] + ", which is out of range",
                        "The table is damaged.");
            }
            values[i] = (int) wide[i];
        }
        return values;
    }

    static boolean[] truths(ZarrArray array) {
        long[] wide = longs(array);
        boolean[] values = new boolean[wide.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = wide[i] != 0;
        }
        return values;
    }

    private static Block read(ZarrArray array, Arena arena) {
        Block block = Block.zeros(dtype(array), array.domain(), arena);
        if (block.voxels() > 0) {
            array.read(array.domain(), block);
        }
        return block;
    }

    static void write(ZarrArray array, double[] values) {
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(array.dtype(), array.domain(), arena);
            Convert.store(values, block, 0, values.length);
            write(array, block);
        }
    }

    static void write(ZarrArray array, long[] values) {
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(array.dtype(), array.domain(), arena);
            for (int i = 0; i < values.length; i++) {
                block.setLong(i, values[i]);
            }
            write(array, block);
        }
    }

    private static void write(ZarrArray array, Block block) {
        if (block.voxels() > 0) {
            array.write(block);
        }
    }
}
