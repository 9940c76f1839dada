package org.roimill.kernels.instanseg;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds pairs of boxes that share a pixel, from top to bottom. */
final class Overlaps {
    private Overlaps() {}

    interface Pair {
        void found(int a, int b);
    }

    /** Each pair once, {@code a < b}. */
    static void each(List<Rect> boxes, Pair pair) {
        int[] byTop = IntStream.range(0, boxes.size())
                .filter(i -> !boxes.get(i).isEmpty())
                .boxed()
                .sorted(Comparator.comparingInt(i -> boxes.get(i).y()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < byTop.length; i++) {
            Rect box = boxes.get(byTop[i]);
            for (int j = i + 1; j < byTop.length && boxes.get(byTop[j]).y() < box.bottom(); j++) {
                Rect other = boxes.get(byTop[j]);
                if (other.x() < box.right() && box.x() < other.right()) {
                    pair.found(Math.min(byTop[i], byTop[j]), Math.max(byTop[i], byTop[j]));
                }
            }
        }
    }
}
