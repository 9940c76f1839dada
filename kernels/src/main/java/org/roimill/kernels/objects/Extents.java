package org.roimill.kernels.objects;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;

/**
 * Where the objects of a label image lie: for each id its number of voxels, its box and its first voxel. Gathered cell
 * by cell, in any order, from cells that do not overlap. Ids are 32 bits, ordered as unsigned; 0 is background.
 */
public final class Extents {
    private static final int MAGIC = 0x52455831;

    private final Region domain;
    private final int dims;
    private final Slots slots = new Slots();
    private long[] count = new long[16];
    private long[] first = new long[16];
    /** For each slot the least place along every axis, then the greatest. */
    private long[] corners;

    /** Made when it is asked for; null while more is added. */
    private volatile InOrder inOrder;

    /** First voxels ascending, the ids that they belong to, and the greatest sum of the sides of a box. */
    private record InOrder(long[] firsts, int[] ids, long longest) {}

    public Extents(Region domain) {
        this.domain = domain;
        this.dims = domain.dims();
        this.corners = new long[16 * 2 * dims];
    }

    public Region domain() {
        return domain;
    }

    public Extents add(Block labels) {
        return add(labels, labels.region());
    }

    /** Counts the voxels of one part of a block of u32 or i32. */
    public Extents add(Block labels, Region part) {
        if (!domain.contains(part) || !labels.region().contains(part)) {
            throw new IndexOutOfBoundsException(part + " is not in both " + domain + " and " + labels.region());
        }
        inOrder = null;
        int width = Math.toIntExact(part.size(dims - 1));
        int[] line = new int[width];
        Rows.each(part, start -> {
            long at = labels.index(start) * Integer.BYTES;
            MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, at, line, 0, width);
            addRow(line, start, raster(start));
        });
        return this;
    }

    private long raster(long[] at) {
        long index = 0;
        for (int d = 0; d < dims; d++) {
            index = Math.addExact(Math.multiplyExact(index, domain.size(d)), at[d] - domain.min(d));
        }
        return index;
    }

    private void addRow(int[] line, long[] start, long raster) {
        int x = 0;
        while (x < line.length) {
            int id = line[x];
            int from = x;
            do {
                x++;
            } while (x < line.length && line[x] == id);
            if (id != 0) {
                addRun(slot(id), start, raster, from, x);
            }
        }
    }

    private void addRun(int slot, long[] start, long raster, int from, int to) {
        count[slot] += to - from;
        first[slot] = Math.min(first[slot], raster + from);
        int low = slot * 2 * dims;
        int high = low + dims;
        for (int d = 0; d < dims - 1; d++) {
            corners[low + d] = Math.min(corners[low + d], start[d]);
            corners[high + d] = Math.max(corners[high + d], start[d] + 1);
        }
        int last = dims - 1;
        corners[low + last] = Math.min(corners[low + last], start[last] + from);
        corners[high + last] = Math.max(corners[high + last], start[last] + to);
    }

    private int slot(int id) {
        int before = slots.size();
        int slot = slots.add(id);
        if (slot == before) {
            if (slot == count.length) {
                count = Arrays.copyOf(count, 2 * slot);
                first = Arrays.copyOf(first, 2 * slot);
                corners = Arrays.copyOf(corners, 2 * corners.length);
            }
            int low = slot * 2 * dims;
            first[slot] = Long.MAX_VALUE;
            Arrays.fill(corners, low, low + dims, Long.MAX_VALUE);
            Arrays.fill(corners, low + dims, low + 2 * dims, Long.MIN_VALUE);
        }
        return slot;
    }

    /** Adds what was gathered from other cells of the same domain. */
    public Extents merge(Extents other) {
        if (!domain.equals(other.domain)) {
            throw new IllegalArgumentException("extents in " + domain + " and in " + other.domain);
        }
        inOrder = null;
        for (int from = 0; from < other.slots.size(); from++) {
            int to = slot(other.slots.id(from));
            count[to] += other.count[from];
            first[to] = Math.min(first[to], other.first[from]);
            for (int d = 0; d < dims; d++) {
                int low = to * 2 * dims + d;
                int source = from * 2 * dims + d;
                corners[low] = Math.min(corners[low], other.corners[source]);
                corners[low + dims] = Math.max(corners[low + dims], other.corners[source + dims]);
            }
        }
        return this;
    }

    /** How many objects there are. */
    public int size() {
        return slots.size();
    }

    /** All ids, ascending as unsigned numbers. */
    public int[] ids() {
        return slots.ids();
    }

    /** The number of voxels, 0 where there is no such object. */
    public long count(int id) {
        int slot = slots.find(id);
        return slot < 0 ? 0 : count[slot];
    }

    public Region box(int id) {
        int low = known(id) * 2 * dims;
        return Region.between(
                Arrays.copyOfRange(corners, low, low + dims), Arrays.copyOfRange(corners, low + dims, low + 2 * dims));
    }

    /** The object's first voxel in C order, as an index into the domain. */
    public long first(int id) {
        return first[known(id)];
    }

    /** The ids of objects whose first voxels lie in a cell, ascending: of cells that do not overlap each has its own. */
    public int[] startingIn(Region cell) {
        InOrder all = inOrder();
        Region within = cell.intersect(domain);
        if (within.isEmpty()) {
            return new int[0];
        }
        long layer = 1;
        for (int d = 1; d < dims; d++) {
            layer *= domain.size(d);
        }
        int[] found = new int[16];
        int n = 0;
        int end = place(all.firsts, (within.max(0) - domain.min(0)) * layer);
        for (int k = place(all.firsts, (within.min(0) - domain.min(0)) * layer); k < end; k++) {
            if (within.contains(point(all.firsts[k]))) {
                found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
                found[n++] = all.ids[k];
            }
        }
        int[] ids = Arrays.copyOf(found, n);
        Slots.sort(ids);
        return ids;
    }

    /** The greatest sum of the sides of an object's box; 0 where there is no object. */
    long longest() {
        return inOrder().longest;
    }

    private static int place(long[] firsts, long from) {
        int found = Arrays.binarySearch(firsts, from);
        return found < 0 ? -found - 1 : found;
    }

    private long[] point(long raster) {
        long[] at = new long[dims];
        long rest = raster;
        for (int d = dims - 1; d >= 0; d--) {
            at[d] = domain.min(d) + rest % domain.size(d);
            rest /= domain.size(d);
        }
        return at;
    }

    /** Two threads may both make it, and make the same. */
    private InOrder inOrder() {
        InOrder made = inOrder;
        if (made == null) {
            int n = size();
            long[] firsts = Arrays.copyOf(first, n);
            Arrays.sort(firsts);
            int[] ids = new int[n];
            long longest = 0;
            for (int slot = 0; slot < n; slot++) {
                ids[Arrays.binarySearch(firsts, first[slot])] = slots.id(slot);
                long sides = 0;
                for (int d = 0; d < dims; d++) {
                    sides += corners[slot * 2 * dims + dims + d] - corners[slot * 2 * dims + d];
                }
                longest = Math.max(longest, sides);
            }
            made = new InOrder(firsts, ids, longest);
            inOrder = made;
        }
        return made;
    }

    private int known(int id) {
        int slot = slots.find(id);
        if (slot < 0) {
            throw new IllegalArgumentException("no object " + Integer.toUnsignedString(id));
        }
        return slot;
    }

    /** The ids with at least so many voxels, ascending. */
    public int[] atLeast(long voxels) {
        return IntStream.of(ids()).filter(id -> count(id) >= voxels).toArray();
    }

    /** The ids of objects with a voxel in the first or the last layer of the domain along any axis, ascending. */
    public int[] atEdges() {
        return IntStream.of(ids()).filter(this::isAtEdge).toArray();
    }

    /** Whether an object has such a voxel. */
    public boolean isAtEdge(int id) {
        Region box = box(id);
        for (int d = 0; d < dims; d++) {
            if (box.min(d) == domain.min(d) || box.max(d) == domain.max(d)) {
                return true;
            }
        }
        return false;
    }

    /** Equal for equal extents, in whatever order they were gathered. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(dims);
            for (int d = 0; d < dims; d++) {
                out.writeLong(domain.min(d));
                out.writeLong(domain.max(d));
            }
            out.writeInt(size());
            for (int id : ids()) {
                int slot = slots.find(id);
                out.writeInt(id);
                out.writeLong(count[slot]);
                out.writeLong(first[slot]);
                for (int k = 0; k < 2 * dims; k++) {
                    out.writeLong(corners[slot * 2 * dims + k]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Extents fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            check(in.readInt() == MAGIC);
            int dims = in.readUnsignedByte();
            check(dims >= 1 && dims <= 3);
            long[] min = new long[dims];
            long[] max = new long[dims];
            for (int d = 0; d < dims; d++) {
                min[d] = in.readLong();
                max[d] = in.readLong();
            }
            Extents extents = new Extents(Region.between(min, max));
            int size = in.readInt();
            check(size >= 0 && size <= bytes.length / (20 + 16 * dims));
            for (int i = 0; i < size; i++) {
                int slot = extents.slot(in.readInt());
                extents.count[slot] = in.readLong();
                extents.first[slot] = in.readLong();
                for (int k = 0; k < 2 * dims; k++) {
                    extents.corners[slot * 2 * dims + k] = in.readLong();
                }
            }
            check(in.read() < 0 && extents.size() == size);
            return extents;
        } catch (IOException | ArithmeticException e) {
            throw damaged(e);
        }
    }

    private static void check(boolean sound) {
        if (!sound) {
            throw damaged(null);
        }
    }

    private static RoimillException damaged(Throwable cause) {
        return RoimillException.badData(
                "the extents of objects are damaged", "Delete the run's scratch folder and run again.", cause);
    }
}
