package org.roimill.kernels.score;

import java.util.Arrays;

/**
 * The size of a largest matching in a bipartite graph, by augmenting paths (Berge 1957), each looked for by breadth so
 * that a long path needs no deep stack.
 */
final class Matching {
    private static final int NONE = -1;

    private final int[][] edges;
    private final int[] rowOf;
    private final int[] columnOf;
    /** From which row a column was reached, and in which search. */
    private final int[] reachedFrom;

    private final int[] reachedIn;
    private final int[] queue;

    private Matching(int[][] edges, int columns) {
        this.edges = edges;
        this.rowOf = new int[columns];
        this.columnOf = new int[edges.length];
        this.reachedFrom = new int[columns];
        this.reachedIn = new int[columns];
        this.queue = new int[edges.length];
        Arrays.fill(rowOf, NONE);
        Arrays.fill(columnOf, NONE);
        Arrays.fill(reachedIn, NONE);
    }

    /** @param edges for each row its columns, numbered from 0 */
    static long largest(int[][] edges) {
        int columns = Arrays.stream(edges).flatMapToInt(Arrays::stream).max().orElse(NONE) + 1;
        Matching matching = new Matching(edges, columns);
        long size = 0;
        for (int row = 0; row < edges.length; row++) {
            size += matching.augment(row) ? 1 : 0;
        }
        return size;
    }

    private boolean augment(int start) {
        int end = 0;
        queue[end++] = start;
        for (int k = 0; k < end; k++) {
            int row = queue[k];
            for (int column : edges[row]) {
                if (reachedIn[column] != start) {
                    reachedIn[column] = start;
                    reachedFrom[column] = row;
                    if (rowOf[column] == NONE) {
                        turn(column);
                        return true;
                    }
                    queue[end++] = rowOf[column];
                }
            }
        }
        return false;
    }

    /** Every second edge of the path to a free column leaves the matching, the others enter it. */
    private void turn(int free) {
        int column = free;
        while (column != NONE) {
            int row = reachedFrom[column];
            int before = columnOf[row];
            rowOf[column] = row;
            columnOf[row] = column;
            column = before;
        }
    }
}
