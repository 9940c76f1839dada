package org.roimill.kernels.labelling;

import org.roimill.core.error.RoimillException;

/** Which voxels are neighbours: those that share a face, also those that share an edge, also those at a corner. */
public enum Connectivity {
    /** 4 neighbours in a plane, 6 in a volume. */
    FACES,
    /** 8 neighbours in a plane, 18 in a volume. */
    EDGES,
    /** 8 neighbours in a plane, 26 in a volume. */
    CORNERS;

    /** By the number of neighbours: 4 or 8 in two dimensions, 6, 18 or 26 in three. */
    public static Connectivity of(int dims, int neighbours) {
        return switch (dims * 100 + neighbours) {
            case 204, 306 -> FACES;
            case 208, 318 -> EDGES;
            case 326 -> CORNERS;
            default ->
                throw RoimillException.usage(
                        "no neighbourhood of " + neighbours + " in " + dims + " dimensions",
                        "In two dimensions there are 4 or 8 neighbours, in three 6, 18 or 26.");
        };
    }

    /** Along how many axes at once a neighbour may be one step away. */
    int steps() {
        return ordinal() + 1;
    }
}
