package org.roimill.kernels.labelling;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * What one block tells the merge: for each of its parts the first voxel (its raster index in the whole), the number of
 * voxels and the label it had, and the ids on the block's faces. Small, and can be sent: faces travel as runs.
 */
public final class BlockParts {
    private static final int MAGIC = 0x52504231;

    private final Region region;
    private final long[] first;
    private final long[] voxels;
    private final int[] values;
    /** Faces 2d and 2d + 1 are the first and the last layer along axis d, in C order. */
    private final int[][] faces;

    BlockParts(Region region, long[] first, long[] voxels, int[] values, int[][] faces) {
        this.region = region;
        this.first = first;
        this.voxels = voxels;
        this.values = values;
        this.faces = faces;
    }

    public Region region() {
        return region;
    }

    /** How many parts there are; their ids are 1 to this. */
    public int count() {
        return first.length - 1;
    }

    long first(int id) {
        return first[id];
    }

    long voxels(int id) {
        return voxels[id];
    }

    int value(int id) {
        return values[id];
    }

    /** The id on the layer {@code side} (0 first, 1 last) along {@code axis}; {@code at} counts from the block's corner. */
    int onFace(int axis, int side, long[] at) {
        long index = 0;
        for (int d = 0; d < region.dims(); d++) {
            if (d != axis) {
                index = index * region.size(d) + at[d];
            }
        }
        return faces[2 * axis + side][(int) index];
    }

    static long raster(Region domain, long[] at) {
        long index = 0;
        for (int d = 0; d < at.length; d++) {
            index = Math.addExact(Math.multiplyExact(index, domain.size(d)), at[d] - domain.min(d));
        }
        return index;
    }

    static int[][] faces(Block labels) {
        Region region = labels.region();
        int n = region.dims();
        int[][] faces = new int[2 * n][0];
        for (int d = 0; d < n && !region.isEmpty(); d++) {
            long stride = labels.stride(d);
            long size = region.size(d);
            int cells = Math.toIntExact(region.voxels() / size);
            for (int side = 0; side < 2; side++) {
                int[] face = new int[cells];
                long layer = side * (size - 1) * stride;
                for (int i = 0; i < cells; i++) {
                    long voxel = i / stride * stride * size + layer + i % stride;
                    face[i] = labels.data().getAtIndex(ValueLayout.JAVA_INT, voxel);
                }
                faces[2 * d + side] = face;
            }
        }
        return faces;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(region.dims());
            for (int d = 0; d < region.dims(); d++) {
                out.writeLong(region.min(d));
                out.writeLong(region.max(d));
            }
            out.writeInt(count());
            for (int id = 1; id <= count(); id++) {
                out.writeLong(first[id]);
                out.writeLong(voxels[id]);
                out.writeInt(values[id]);
            }
            for (int[] face : faces) {
                writeRuns(face, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeRuns(int[] face, DataOutputStream out) throws IOException {
        out.writeInt(face.length);
        int i = 0;
        while (i < face.length) {
            int start = i;
            while (i < face.length && face[i] == face[start]) {
                i++;
            }
            out.writeInt(i - start);
            out.writeInt(face[start]);
        }
    }

    /** Reads what {@link #toBytes} wrote. */
    public static BlockParts fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            check(in.readInt() == MAGIC);
            int n = in.readUnsignedByte();
            check(n >= 1 && n <= 3);
            long[] min = new long[n];
            long[] max = new long[n];
            for (int d = 0; d < n; d++) {
                min[d] = in.readLong();
                max[d] = in.readLong();
            }
            int count = in.readInt();
            check(count >= 0 && count <= bytes.length / 20);
            long[] first = new long[count + 1];
            long[] voxels = new long[count + 1];
            int[] values = new int[count + 1];
            for (int id = 1; id <= count; id++) {
                first[id] = in.readLong();
                voxels[id] = in.readLong();
                values[id] = in.readInt();
            }
            Region region = Region.between(min, max);
            int[][] faces = new int[2 * n][];
            for (int f = 0; f < faces.length; f++) {
                long cells = region.isEmpty() ? 0 : region.voxels() / region.size(f / 2);
                faces[f] = readRuns(in, cells, count);
            }
            check(in.read() < 0);
            return new BlockParts(region, first, voxels, values, faces);
        } catch (IOException | ArithmeticException e) {
            throw damaged(e);
        }
    }

    private static int[] readRuns(DataInputStream in, long cells, int count) throws IOException {
        int length = in.readInt();
        check(length == cells);
        int[] face = new int[length];
        int i = 0;
        while (i < length) {
            int run = in.readInt();
            int id = in.readInt();
            check(run > 0 && run <= length - i && id >= 0 && id <= count);
            Arrays.fill(face, i, i + run, id);
            i += run;
        }
        return face;
    }

    private static void check(boolean sound) {
        if (!sound) {
            throw damaged(null);
        }
    }

    private static RoimillException damaged(Throwable cause) {
        return RoimillException.badData(
                "the state of a labelled block is damaged", "Delete the run's scratch folder and run again.", cause);
    }
}
