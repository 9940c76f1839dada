package org.roimill.kernels.instanseg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers the seeds of all cells, finds which of them are one object, and tells each cell what reaches into it. */
final class Merging {
    private final List<Rect> cells;
    private final List<CellObjects> states;
    private final List<Rect> hulls;
    private final Settings settings;
    /** By cell and place the number of a seed, from 1 on, as the orders rise. */
    private final int[][] numbers;

    private final Ints edges = new Ints();
    private int[] ids;

    private Merging(List<Rect> cells, List<CellObjects> states, Settings settings) {
        this.cells = cells;
        this.states = states;
        this.hulls = states.stream().map(CellObjects::hull).toList();
        this.settings = settings;
        long[] orders = states.stream()
                .flatMap(s -> s.candidates().stream())
                .mapToLong(Candidate::order)
                .sorted()
                .toArray();
        this.numbers = new int[states.size()][];
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = states.get(c).candidates().stream()
                    .mapToInt(candidate -> Arrays.binarySearch(orders, candidate.order()) + 1)
                    .toArray();
        }
        this.ids = new int[orders.length + 1];
    }

    /** One decision for each cell, in their order. */
    static List<CellLabels> merge(List<Rect> cells, List<CellObjects> states, Settings settings) {
        Merging merging = new Merging(cells, states, settings);
        merging.collect();
        merging.ids = Graph.best(merging.ids.length - 1, merging.edges, settings.variant());
        merging.drop();
        return merging.decide();
    }

    private void collect() {
        for (int c = 0; c < states.size(); c++) {
            int[] overlaps = states.get(c).overlaps();
            for (int at : overlaps) {
                edges.add(numbers[c][at]);
            }
        }
        Overlaps.each(hulls, this::between);
    }

    /** Overlaps of seeds of two cells. */
    private void between(int a, int b) {
        Rect both = hulls.get(a).intersect(hulls.get(b));
        List<int[]> places = new ArrayList<>();
        List<Rect> boxes = new ArrayList<>();
        for (int cell : new int[] {a, b}) {
            List<Candidate> candidates = states.get(cell).candidates();
            for (int i = 0; i < candidates.size(); i++) {
                Rect box = candidates.get(i).shape().box();
                if (!box.intersect(both).isEmpty()) {
                    places.add(new int[] {cell, i});
                    boxes.add(box);
                }
            }
        }
        Overlaps.each(boxes, (i, j) -> {
            int[] one = places.get(i);
            int[] other = places.get(j);
            if (one[0] != other[0] && overlap(shape(one), shape(other), settings)) {
                edges.add(numbers[one[0]][one[1]]);
                edges.add(numbers[other[0]][other[1]]);
            }
        });
    }

    private Shape shape(int[] place) {
        return states.get(place[0]).candidates().get(place[1]).shape();
    }

    static boolean overlap(Shape a, Shape b, Settings settings) {
        int shared = a.shared(b);
        return shared > 0 && settings.variant().overlap(shared, a.pixels(), b.pixels(), settings.overlapThreshold());
    }

    private void drop() {
        boolean[] kept = new boolean[ids.length];
        for (int c = 0; c < numbers.length; c++) {
            for (int i = 0; i < numbers[c].length; i++) {
                kept[numbers[c][i]] = states.get(c).candidates().get(i).kept();
            }
        }
        for (int i = 0; i < ids.length; i++) {
            ids[i] = kept[ids[i]] ? ids[i] : 0;
        }
    }

    private List<CellLabels> decide() {
        int n = cells.size();
        List<Ints> sources = new ArrayList<>();
        for (int c = 0; c < n; c++) {
            sources.add(new Ints());
        }
        List<Rect> boxes = new ArrayList<>(cells);
        boxes.addAll(hulls);
        Overlaps.each(boxes, (a, b) -> {
            if (a < n && b >= n) {
                sources.get(a).add(b - n);
            }
        });
        return IntStream.range(0, n)
                .mapToObj(c -> decide(cells.get(c), sources.get(c)))
                .toList();
    }

    private CellLabels decide(Rect cell, Ints sources) {
        List<int[]> places = new ArrayList<>();
        for (int s = 0; s < sources.size(); s++) {
            int from = sources.get(s);
            List<Candidate> candidates = states.get(from).candidates();
            for (int i = 0; i < candidates.size(); i++) {
                if (!candidates.get(i).shape().box().intersect(cell).isEmpty()) {
                    places.add(new int[] {from, i});
                }
            }
        }
        places.sort(Comparator.comparingInt(p -> numbers[p[0]][p[1]]));
        return new CellLabels(
                places.stream()
                        .map(p -> states.get(p[0]).candidates().get(p[1]))
                        .toList(),
                places.stream().mapToInt(p -> ids[numbers[p[0]][p[1]]]).toArray());
    }
}
