package org.roimill.kernels.labelling;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;

/**
 * The parts of many blocks as parts of the whole. A part that reaches over several blocks gets one id; ids run in the
 * raster order of first voxels over the whole, so that they do not depend on how it was cut.
 */
public final class Merged {
    private static final long MOST = 0xFFFFFFFFL;

    private final List<BlockParts> blocks;
    /** The parent of part {@code id} of block {@code b}, as {@code b << 32 | id}. */
    private final long[][] parents;

    private final int[][] tables;
    private long count;

    private Merged(List<BlockParts> blocks) {
        this.blocks = List.copyOf(blocks);
        this.parents = new long[blocks.size()][];
        this.tables = new int[blocks.size()][];
        for (int b = 0; b < parents.length; b++) {
            int n = blocks.get(b).count();
            parents[b] = new long[n + 1];
            tables[b] = new int[n + 1];
            for (int id = 1; id <= n; id++) {
                parents[b][id] = part(b, id);
            }
        }
    }

    /** The blocks are cells of one lattice, in any order; cells without any part may be missing. */
    public static Merged of(List<BlockParts> blocks, Connectivity connectivity) {
        return of(blocks, connectivity, 1, Long.MAX_VALUE);
    }

    /** The same, without the parts that have fewer or more voxels; the ids of the others have no gaps. */
    public static Merged of(List<BlockParts> blocks, Connectivity connectivity, long minVoxels, long maxVoxels) {
        Merged merged = new Merged(blocks);
        Contacts.between(blocks, connectivity, merged::unite);
        merged.number(merged.sizes(), minVoxels, maxVoxels);
        return merged;
    }

    private static long part(int block, int id) {
        return (long) block << 32 | id;
    }

    private void unite(int blockA, int a, int blockB, int b) {
        if (blocks.get(blockA).value(a) != blocks.get(blockB).value(b)) {
            return;
        }
        long rootA = find(part(blockA, a));
        long rootB = find(part(blockB, b));
        if (rootA != rootB) {
            if (first(rootA) < first(rootB)) {
                setParent(rootB, rootA);
            } else {
                setParent(rootA, rootB);
            }
        }
    }

    private long find(long part) {
        long at = part;
        while (parent(at) != at) {
            setParent(at, parent(parent(at)));
            at = parent(at);
        }
        return at;
    }

    private long parent(long part) {
        return parents[(int) (part >>> 32)][(int) part];
    }

    private void setParent(long part, long parent) {
        parents[(int) (part >>> 32)][(int) part] = parent;
    }

    private long first(long part) {
        return blocks.get((int) (part >>> 32)).first((int) part);
    }

    /** The voxels of every root, in the places of the roots. */
    private long[][] sizes() {
        long[][] sizes = new long[parents.length][];
        for (int b = 0; b < parents.length; b++) {
            sizes[b] = new long[parents[b].length];
        }
        for (int b = 0; b < parents.length; b++) {
            for (int id = 1; id < parents[b].length; id++) {
                long root = find(part(b, id));
                sizes[(int) (root >>> 32)][(int) root] += blocks.get(b).voxels(id);
            }
        }
        return sizes;
    }

    /** A block's ids follow the raster order already, so merging the blocks' sorted lists orders them all. */
    private void number(long[][] sizes, long minVoxels, long maxVoxels) {
        PriorityQueue<Cursor> queue = new PriorityQueue<>(Comparator.comparingLong(c -> c.first));
        for (int b = 0; b < parents.length; b++) {
            push(queue, new Cursor(b));
        }
        while (!queue.isEmpty()) {
            Cursor c = queue.poll();
            long size = sizes[c.block][c.id];
            if (size >= minVoxels && size <= maxVoxels) {
                if (++count > MOST) {
                    throw RoimillException.usage(
                            "more than " + MOST + " connected parts", "Labels have 32 bits: drop small parts.");
                }
                tables[c.block][c.id] = (int) count;
            }
            push(queue, c);
        }
        for (int b = 0; b < parents.length; b++) {
            for (int id = 1; id < parents[b].length; id++) {
                long root = find(part(b, id));
                tables[b][id] = tables[(int) (root >>> 32)][(int) root];
            }
        }
    }

    /** Moves a cursor to its block's next root. */
    private void push(PriorityQueue<Cursor> queue, Cursor c) {
        long[] mine = parents[c.block];
        do {
            c.id++;
        } while (c.id < mine.length && mine[c.id] != part(c.block, c.id));
        if (c.id < mine.length) {
            c.first = blocks.get(c.block).first(c.id);
            queue.add(c);
        }
    }

    private static final class Cursor {
        private final int block;
        private int id;
        private long first;

        Cursor(int block) {
            this.block = block;
        }
    }

    /** How many parts the whole has. */
    public long count() {
        return count;
    }

    /**
     * For the block at that place in the list, the final id (the bits of an unsigned 32-bit integer) of each of its own
     * ids; 0 for background and for parts that were dropped.
     */
    public int[] table(int block) {
        return tables[block].clone();
    }

    /** Turns a block's own ids into final ones, in place. */
    public static void apply(int[] table, Block labels) {
        Labelling.checkLabels(labels);
        int[] line = new int[4096];
        long n = labels.voxels();
        for (long i = 0; i < n; i += line.length) {
            int m = (int) Math.min(line.length, n - i);
            MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, line, 0, m);
            for (int k = 0; k < m; k++) {
                line[k] = table[line[k]];
            }
            MemorySegment.copy(line, 0, labels.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, m);
        }
    }
}
