package org.roimill.kernels.distance;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;

/** The voxels that differ from one of the voxels they share a face with; the end of the block is no difference. */
final class Outline implements Sites {
    private final Block labels;
    private final int sizeA;
    private final int sizeC;
    private final int[] here;
    private final int[] beside;

    Outline(Block labels, long[] shape) {
        this.labels = labels;
        this.sizeA = Math.toIntExact(shape[0]);
        this.sizeC = Math.toIntExact(shape[2]);
        this.here = new int[Math.toIntExact(shape[1] * shape[2])];
        this.beside = new int[here.length];
    }

    @Override
    public void load(int a, int[] plane) {
        plane(labels, a, here);
        Arrays.fill(plane, 0);
        for (int row = 0; row < here.length; row += sizeC) {
            differ(plane, row, here, row, row + 1, sizeC - 1);
            differ(plane, row + 1, here, row + 1, row, sizeC - 1);
        }
        differ(plane, 0, here, 0, sizeC, here.length - sizeC);
        differ(plane, sizeC, here, sizeC, 0, here.length - sizeC);
        compare(a - 1, plane);
        compare(a + 1, plane);
    }

    private void compare(int a, int[] plane) {
        if (a >= 0 && a < sizeA) {
            plane(labels, a, beside);
            for (int i = 0; i < here.length; i++) {
                plane[i] |= here[i] ^ beside[i];
            }
        }
    }

    private static void differ(int[] plane, int at, int[] values, int one, int other, int n) {
        for (int i = 0; i < n; i++) {
            plane[at + i] |= values[one + i] ^ values[other + i];
        }
    }

    static void plane(Block labels, int a, int[] plane) {
        long at = (long) a * plane.length * Integer.BYTES;
        MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, at, plane, 0, plane.length);
    }
}
