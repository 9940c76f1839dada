package org.roimill.kernels.instanseg;

import java.util.Arrays;

/** Seeds, numbered from 1 on, joined where they overlap. Each takes the best number within its reach. */
final class Graph {
    private final Ints edges;
    private final Variant variant;
    private final int[] best;

    private Graph(int seeds, Ints edges, Variant variant) {
        this.edges = edges;
        this.variant = variant;
        this.best = new int[seeds + 1];
        Arrays.setAll(best, i -> i);
    }

    /** By number, the number that each seed takes. Edges are pairs of numbers, each pair once. */
    static int[] best(int seeds, Ints edges, Variant variant) {
        Graph graph = new Graph(seeds, edges, variant);
        boolean settled = graph.spread(variant.steps());
        if (!settled && variant == Variant.V01) {
            graph.lastStep();
        }
        return graph.best;
    }

    /** Each takes the best of those it is joined to, again and again; true where nothing changes any more. */
    private boolean spread(int steps) {
        for (int step = 0; step < steps; step++) {
            int[] before = best.clone();
            for (int e = 0; e < edges.size(); e += 2) {
                int a = edges.get(e);
                int b = edges.get(e + 1);
                best[a] = variant.better(best[a], before[b]);
                best[b] = variant.better(best[b], before[a]);
            }
            if (Arrays.equals(best, before)) {
                return true;
            }
        }
        return false;
    }

    /** One step more counts where at least two shortest ways lead there. */
    private void lastStep() {
        int[] sure = best.clone();
        spread(1);
        int[][] joined = joined();
        Ways ways = new Ways(joined);
        for (int seed = 1; seed < best.length; seed++) {
            if (best[seed] != sure[seed]) {
                best[seed] = Math.max(sure[seed], ways.greatest(seed, variant.steps() + 1));
            }
        }
    }

    private int[][] joined() {
        int[] degrees = new int[best.length];
        for (int e = 0; e < edges.size(); e++) {
            degrees[edges.get(e)]++;
        }
        int[][] joined = new int[best.length][];
        Arrays.setAll(joined, i -> new int[degrees[i]]);
        for (int e = 0; e < edges.size(); e += 2) {
            int a = edges.get(e);
            int b = edges.get(e + 1);
            joined[a][--degrees[a]] = b;
            joined[b][--degrees[b]] = a;
        }
        return joined;
    }

    /** Counts shortest ways from one seed. */
    private static final class Ways {
        private final int[][] joined;
        private final int[] steps;
        private final double[] count;

        Ways(int[][] joined) {
            this.joined = joined;
            this.steps = new int[joined.length];
            this.count = new double[joined.length];
            Arrays.fill(steps, -1);
        }

        /** The greatest number at exactly that distance to which there are two or more shortest ways; else 0. */
        int greatest(int from, int distance) {
            Ints queue = new Ints();
            queue.add(from);
            steps[from] = 0;
            count[from] = 1;
            int greatest = 0;
            for (int i = 0; i < queue.size(); i++) {
                int at = queue.get(i);
                if (steps[at] == distance) {
                    greatest = count[at] > 1 ? Math.max(greatest, at) : greatest;
                    continue;
                }
                for (int next : joined[at]) {
                    if (steps[next] < 0) {
                        steps[next] = steps[at] + 1;
                        queue.add(next);
                    }
                    if (steps[next] == steps[at] + 1) {
                        count[next] += count[at];
                    }
                }
            }
            for (int i = 0; i < queue.size(); i++) {
                steps[queue.get(i)] = -1;
                count[queue.get(i)] = 0;
            }
            return greatest;
        }
    }
}
