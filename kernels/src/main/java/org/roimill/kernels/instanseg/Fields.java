package org.roimill.kernels.instanseg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/** What is computed for each pixel before any window is looked at, plane by plane beside the maps. */
final class Fields {
    static final int X = 0;
    static final int Y = 1;
    static final int SEEDS = 2;
    static final int PLANES = 3;

    private Fields() {}

    /** Where in the whole, in quarters of a pixel's pitch, the object of each pixel lies: planes X and Y. */
    static void coordinates(Block maps, Frame frame, Block planes) {
        Rect rect = frame.rect(maps.region());
        int w = rect.width();
        float[] line = new float[w];
        float[] columns = new float[w];
        float[] row = new float[1];
        Frame.ramp(rect.x(), frame.width(), columns, w);
        for (int y = 0; y < rect.height(); y++) {
            load(maps, MapLayout.X, y, line);
            for (int x = 0; x < w; x++) {
                line[x] = shift(line[x]) + columns[x];
            }
            store(line, planes, X, y);
            Frame.ramp(rect.y() + y, frame.height(), row, 1);
            load(maps, MapLayout.Y, y, line);
            for (int x = 0; x < w; x++) {
                line[x] = shift(line[x]) + row[0];
            }
            store(line, planes, Y, y);
        }
    }

    private static float shift(float coordinate) {
        return (Sigmoid.of(coordinate) - 0.5f) * 8;
    }

    /** How likely each pixel is a seed, zero where there is no foreground: plane SEEDS. */
    static void seeds(Block maps, MapLayout layout, float foreground, Block planes) {
        int w = Math.toIntExact(maps.region().size(2));
        float[] line = new float[w];
        float[] mask = new float[w];
        for (int y = 0; y < maps.region().size(1); y++) {
            load(maps, layout.seeds(), y, line);
            for (int x = 0; x < w; x++) {
                line[x] = line[x] / 15 + 0.5f;
            }
            if (layout.foreground()) {
                load(maps, layout.seeds() + 1, y, mask);
                for (int x = 0; x < w; x++) {
                    line[x] = Sigmoid.of(mask[x]) > foreground ? line[x] : 0;
                }
            }
            store(line, planes, SEEDS, y);
        }
    }

    private static void load(Block block, int plane, int row, float[] line) {
        MemorySegment.copy(block.data(), ValueLayout.JAVA_FLOAT, at(block, plane, row, 0), line, 0, line.length);
    }

    private static void store(float[] line, Block block, int plane, int row) {
        MemorySegment.copy(line, 0, block.data(), ValueLayout.JAVA_FLOAT, at(block, plane, row, 0), line.length);
    }

    /** The byte at which a pixel of a plane lies; rows and columns count from the corner of the block. */
    static long at(Block block, int plane, int row, int column) {
        return ((plane * block.region().size(1) + row) * block.region().size(2) + column) * Float.BYTES;
    }
}
