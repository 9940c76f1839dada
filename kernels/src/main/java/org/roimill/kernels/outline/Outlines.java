package org.roimill.kernels.outline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.pixel.Block;

/**
 * The outer borders of all objects of a plane, as {@code cv2.findContours} gives them one object at a time with
 * {@code RETR_EXTERNAL} and {@code CHAIN_APPROX_NONE}: of each 8-connected part that lies in no hole of another part of
 * the same object.
 */
public final class Outlines {
    private final Block plane;
    private final MemorySegment data;
    private final long width;

    private Outlines(Block plane) {
        this.plane = plane;
        this.data = plane.data();
        this.width = plane.region().size(1);
    }

    /** Takes what is found. */
    @FunctionalInterface
    public interface Sink {
        /** @param parts in the order of their first pixels, row by row */
        void object(long label, List<Outline> parts);
    }

    /**
     * Finds them, in the order of the labels.
     *
     * @param plane labels over y and x, 32 bits each, zero is background; points are in the coordinates of its region
     */
    public static void of(Block plane, Sink sink) {
        Outlines outlines = new Outlines(plane);
        Map<Integer, Box> boxes = outlines.boxes();
        boxes.keySet().stream().sorted(Integer::compareUnsigned).forEach(label -> {
            sink.object(Integer.toUnsignedLong(label), outlines.trace(label, boxes.get(label)));
        });
    }

    /** The smallest box around an object, both ends within it. */
    private static final class Box {
        private final long top;
        private long bottom;
        private long left;
        private long right;

        Box(long top, long left) {
            this.top = top;
            this.bottom = top;
            this.left = left;
            this.right = left;
        }

        void add(long y, long from, long to) {
            bottom = y;
            left = Math.min(left, from);
            right = Math.max(right, to);
        }
    }

    private Map<Integer, Box> boxes() {
        Map<Integer, Box> boxes = new HashMap<>();
        long height = plane.region().size(0);
        for (long y = 0; y < height; y++) {
            long x = 0;
            while (x < width) {
                int label = at(y, x);
                long from = x;
                while (x < width && at(y, x) == label) {
                    x++;
                }
                if (label != 0) {
                    long row = y;
                    boxes.computeIfAbsent(label, unseen -> new Box(row, from)).add(y, from, x - 1);
                }
            }
        }
        return boxes;
    }

    private int at(long y, long x) {
        return data.getAtIndex(ValueLayout.JAVA_INT, y * width + x);
    }

    private List<Outline> trace(int label, Box box) {
        int w = Math.toIntExact(box.right - box.left + 3);
        int h = Math.toIntExact(box.bottom - box.top + 3);
        byte[] mask = new byte[Math.multiplyExact(w, h)];
        for (int y = 1; y < h - 1; y++) {
            for (int x = 1; x < w - 1; x++) {
                mask[y * w + x] = at(box.top + y - 1, box.left + x - 1) == label ? Tracer.OBJECT : 0;
            }
        }
        int x0 = Math.toIntExact(plane.region().min(1) + box.left - 1);
        int y0 = Math.toIntExact(plane.region().min(0) + box.top - 1);
        List<Outline> parts = new ArrayList<>();
        Tracer tracer = new Tracer(mask, w);
        for (int start = tracer.nextPart(0); start >= 0; start = tracer.nextPart(start)) {
            parts.add(tracer.walk(start, x0, y0));
        }
        return parts;
    }
}
