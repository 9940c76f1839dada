package org.roimill.processors.segmenters.objects;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;

/** Other ids for the ids of one cell. Those that it does not know become background. */
final class Relabelling {
    private static final int CHUNK = 4096;

    private Relabelling() {}

    /** The ids there are in a block of labels, ascending as unsigned numbers. */
    static int[] present(Block labels) {
        int[] found = new int[64];
        int n = 0;
        int last = 0;
        int[] line = new int[CHUNK];
        for (long i = 0; i < labels.voxels(); i += CHUNK) {
            int length = read(labels, i, line);
            for (int k = 0; k < length; k++) {
                if (line[k] != 0 && line[k] != last) {
                    if (n == found.length) {
                        n = distinct(found, n);
                        found = n > found.length / 2 ? Arrays.copyOf(found, 2 * found.length) : found;
                    }
                    found[n++] = line[k];
                    last = line[k];
                }
            }
        }
        return Arrays.copyOf(found, distinct(found, n));
    }

    private static int distinct(int[] ids, int n) {
        flip(ids, n);
        Arrays.sort(ids, 0, n);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || ids[i] != ids[i - 1]) {
                ids[kept++] = ids[i];
            }
        }
        flip(ids, kept);
        return kept;
    }

    /** Unsigned order is that of signed numbers with the first bit turned. */
    private static void flip(int[] ids, int n) {
        for (int i = 0; i < n; i++) {
            ids[i] ^= Integer.MIN_VALUE;
        }
    }

    /** The place of an id among ascending ones; negative where it is not among them. */
    static int find(int[] ids, int id) {
        int low = 0;
        int high = ids.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(ids[middle], id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    static void apply(Block labels, int[] from, int[] to, Block out) {
        int last = 0;
        int becomes = 0;
        int[] line = new int[CHUNK];
        for (long i = 0; i < labels.voxels(); i += CHUNK) {
            int length = read(labels, i, line);
            for (int k = 0; k < length; k++) {
                if (line[k] != last) {
                    last = line[k];
                    int at = last == 0 ? -1 : find(from, last);
                    becomes = at < 0 ? 0 : to[at];
                }
                line[k] = becomes;
            }
            MemorySegment.copy(line, 0, out.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, length);
        }
    }

    private static int read(Block labels, long from, int[] line) {
        int length = (int) Math.min(line.length, labels.voxels() - from);
        MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, from * Integer.BYTES, line, 0, length);
        return length;
    }
}
