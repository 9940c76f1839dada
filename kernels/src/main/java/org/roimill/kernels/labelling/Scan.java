package org.roimill.kernels.labelling;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Labels one block. Every run takes the id of the runs it touches in the rows before it, or a new one; ids that meet
 * are joined under the smaller. As ids are given in raster order, the smallest id of a part belongs to its first voxel,
 * and counting the roots in order gives the final ids.
 *
 * <p>On the heap lie the runs: some 12 bytes each, which is at worst, on a chequerboard, 6 bytes a voxel.
 */
final class Scan {
    private final Region region;
    private final int width;
    private final int height;
    private final Row[] rows;
    private final List<Neighbour> neighbours;
    private int[] parent = new int[1024];
    private int provisional;
    private int count;

    /** A row before the present one that may touch it: how far back, and whether one voxel aside still touches. */
    private record Neighbour(int z, int y, int slack) {}

    private Scan(Region region, Connectivity connectivity) {
        int n = region.dims();
        this.region = region;
        this.width = Math.toIntExact(region.size(n - 1));
        this.height = n < 2 ? 1 : Math.toIntExact(region.size(n - 2));
        this.rows = new Row[Math.toIntExact(width == 0 ? 0 : region.voxels() / width)];
        this.neighbours = neighbours(connectivity.steps());
    }

    static Scan of(Block block, RunScanner scanner, Connectivity connectivity) {
        Scan scan = new Scan(block.region(), connectivity);
        for (int r = 0; r < scan.rows.length; r++) {
            scan.rows[r] = scanner.scan((long) r * scan.width);
            scan.join(r);
        }
        scan.number();
        return scan;
    }

    private static List<Neighbour> neighbours(int steps) {
        List<Neighbour> list = new ArrayList<>();
        for (int[] back : new int[][] {{0, -1}, {-1, 0}, {-1, -1}, {-1, 1}}) {
            int used = Math.abs(back[0]) + Math.abs(back[1]);
            if (used <= steps) {
                list.add(new Neighbour(back[0], back[1], used < steps ? 1 : 0));
            }
        }
        return list;
    }

    private void join(int r) {
        Row row = rows[r];
        if (row.runs() == 0) {
            return;
        }
        int z = r / height;
        int y = r % height;
        for (Neighbour near : neighbours) {
            if (z + near.z >= 0 && y + near.y >= 0 && y + near.y < height) {
                join(row, rows[r + near.z * height + near.y], near.slack);
            }
        }
        int[] ids = row.ids();
        for (int k = 0; k < ids.length; k++) {
            if (ids[k] == 0) {
                ids[k] = create();
            }
        }
    }

    private void join(Row row, Row other, int slack) {
        int[] a = row.bounds();
        int[] b = other.bounds();
        int[] idsA = row.ids();
        int[] idsB = other.ids();
        boolean byValue = row.values() != null;
        int m = idsB.length;
        int first = 0;
        for (int k = 0; k < idsA.length; k++) {
            int from = a[2 * k] - slack;
            int to = a[2 * k + 1] + slack;
            while (first < m && b[2 * first + 1] <= from) {
                first++;
            }
            for (int j = first; j < m && b[2 * j] < to; j++) {
                if (idsA[k] != idsB[j] && (!byValue || row.values()[k] == other.values()[j])) {
                    idsA[k] = union(idsA[k], idsB[j]);
                }
            }
        }
    }

    private int create() {
        if (++provisional == parent.length) {
            if (parent.length > Integer.MAX_VALUE / 2 - 8) {
                throw RoimillException.usage(
                        "more than " + (parent.length - 1) + " parts in " + region, "Label it in smaller blocks.");
            }
            parent = Arrays.copyOf(parent, 2 * parent.length);
        }
        parent[provisional] = provisional;
        return provisional;
    }

    /** The id under which both are joined; {@code a} may be 0, that is, none yet. */
    private int union(int a, int b) {
        int rootB = find(b);
        if (a == 0 || a == rootB) {
            return rootB;
        }
        int rootA = find(a);
        if (rootA < rootB) {
            parent[rootB] = rootA;
            return rootA;
        }
        parent[rootA] = rootB;
        return rootB;
    }

    private int find(int id) {
        int[] p = parent;
        int root = id;
        while (p[root] != root) {
            p[root] = p[p[root]];
            root = p[root];
        }
        return root;
    }

    /** Parents are smaller than their children, so one pass upwards turns parents into final ids. */
    private void number() {
        for (int id = 1; id <= provisional; id++) {
            parent[id] = parent[id] == id ? ++count : parent[parent[id]];
        }
    }

    int count() {
        return count;
    }

    void paint(Block out) {
        int[] line = new int[width];
        for (int r = 0; r < rows.length; r++) {
            Row row = rows[r];
            int[] bounds = row.bounds();
            int[] ids = row.ids();
            Arrays.fill(line, 0);
            for (int k = 0; k < ids.length; k++) {
                int id = parent[ids[k]];
                for (int x = bounds[2 * k]; x < bounds[2 * k + 1]; x++) {
                    line[x] = id;
                }
            }
            MemorySegment.copy(line, 0, out.data(), ValueLayout.JAVA_INT, (long) r * width * Integer.BYTES, width);
        }
    }

    /** What merging needs to know; {@code out} has been painted. */
    BlockParts parts(Region domain, Block out) {
        long[] first = new long[count + 1];
        long[] voxels = new long[count + 1];
        int[] values = new int[count + 1];
        long[] at = region.min();
        for (int r = 0; r < rows.length; r++) {
            Row row = rows[r];
            if (region.dims() > 1) {
                at[region.dims() - 2] = region.min(region.dims() - 2) + r % height;
            }
            if (region.dims() > 2) {
                at[0] = region.min(0) + r / height;
            }
            long rowStart = BlockParts.raster(domain, at);
            for (int k = 0; k < row.runs(); k++) {
                int id = parent[row.ids()[k]];
                if (voxels[id] == 0) {
                    first[id] = rowStart + row.bounds()[2 * k];
                    values[id] = row.values() == null ? 1 : row.values()[k];
                }
                voxels[id] += row.bounds()[2 * k + 1] - row.bounds()[2 * k];
            }
        }
        return new BlockParts(region, first, voxels, values, BlockParts.faces(out));
    }
}
