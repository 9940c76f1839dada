package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.space.Region;

/** A part of a stage: some places along the outer axes, one region of the core axes. */
record Piece(Region places, Region region) {
    /** All pieces of two lattices, the outer one slowest. */
    static List<Piece> all(Region outerDomain, long[] outerCell, Region domain, long[] cell) {
        List<Piece> pieces = new ArrayList<>();
        for (Region places : outerDomain.cells(outerCell)) {
            for (Region region : domain.cells(cell)) {
                pieces.add(new Piece(places, region));
            }
        }
        return pieces;
    }

    static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
