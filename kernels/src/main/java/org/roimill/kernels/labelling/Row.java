package org.roimill.kernels.labelling;

import java.util.Arrays;

/**
 * The runs of one row. Run {@code k} reaches from {@code bounds[2k]} to before {@code bounds[2k + 1]}; {@code values}
 * tells what label it had, and is null for the runs of a mask. {@code ids} are provisional.
 */
record Row(int[] bounds, int[] values, int[] ids) {
    private static final Row EMPTY = new Row(new int[0], null, new int[0]);

    static Row of(int[] bounds, int[] values, int runs) {
        if (runs == 0) {
            return EMPTY;
        }
        return new Row(
                Arrays.copyOf(bounds, 2 * runs), values == null ? null : Arrays.copyOf(values, runs), new int[runs]);
    }

    int runs() {
        return ids.length;
    }
}
