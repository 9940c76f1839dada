package org.roimill.kernels.flow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * One call of {@link Follow#follow}: goes through the part tile by tile, each with a copy of the field around it that
 * stays in the processor's caches. Points that leave the copy go on in a later round, with a copy around where they are.
 */
final class Course implements Swarm.Exit {
    private static final int MOST_STRAYS = 1 << 16;

    private final Follow settings;
    private final Block maps;
    private final Block ends;
    private final int dims;
    private final long[] shape;
    private final Region part;
    private final Region window;
    private final long[] tile;
    private final long margin;
    private final Walk walk;
    private final Field field;
    private final Swarm swarm;
    private final float[][] start;
    private final float[] unit;
    private Strays strays;
    private long missing;

    /** All boxes are counted from the domain's corner from here on. */
    Course(Follow settings, Block maps, Region domain, Block ends, Tiling tiling) {
        this.settings = settings;
        this.maps = maps;
        this.ends = ends;
        dims = domain.dims();
        shape = domain.shape();
        long[] home = domain.min();
        for (int d = 0; d < dims; d++) {
            home[d] = -home[d];
        }
        part = ends.region().shift(home);
        window = maps.region().dims(1, dims + 1).shift(home);
        tile = tiling.tile();
        margin = tiling.margin();
        walk = Walk.of(settings.sampling(), shape);
        long[] room = new long[dims];
        Arrays.setAll(room, d -> Math.min(tile[d] + 2 * margin, window.size(d)) + 2);
        field = new Field(room);
        swarm = new Swarm(dims, (int) Math.min(tiling.points(), part.voxels()), walk, this);
        strays = new Strays(dims);
        start = new float[dims][1];
        unit = new float[dims];
        for (int d = 0; d < dims; d++) {
            unit[d] = walk.unit(d);
        }
    }

    /** Gives the number of points that need more of the maps. */
    long run(boolean onlyMissing) {
        for (Region box : part.cells(tile)) {
            walkFrom(box, onlyMissing);
            if (strays.size() > MOST_STRAYS) {
                followStrays();
            }
        }
        followStrays();
        return missing;
    }

    private void walkFrom(Region box, boolean onlyMissing) {
        boolean loaded = false;
        int width = Math.toIntExact(box.size(dims - 1));
        float[] probability = new float[width];
        long[] at = box.min();
        long rows = box.voxels() / width;
        for (long row = 0; row < rows; row++) {
            long first = index(part, at);
            copyProbability(at, probability);
            for (int x = 0; x < width; x++) {
                long source = first + x;
                if (onlyMissing && ends.getLong(source) != Follow.MISSING) {
                    continue;
                }
                if (!(probability[x] > (float) settings.threshold())) {
                    ends.setLong(source, Follow.BACKGROUND);
                    continue;
                }
                if (!loaded) {
                    load(box);
                    loaded = true;
                }
                begin(source, at, x);
            }
            for (int d = dims - 2; d >= 0 && ++at[d] == box.max(d); d--) {
                at[d] = box.min(d);
            }
        }
        swarm.run(field);
    }

    private void begin(long source, long[] at, int x) {
        for (int d = 0; d < dims; d++) {
            start[d][0] = walk.start(d, d == dims - 1 ? at[d] + x : at[d]);
        }
        if (settings.steps() == 0) {
            arrived(source, end(start, 0));
            return;
        }
        swarm.add(source, settings.steps(), start, 0);
        if (swarm.isFull()) {
            swarm.run(field);
        }
    }

    private void copyProbability(long[] at, float[] line) {
        long from = dims * window.voxels() + index(window, at);
        MemorySegment.copy(maps.data(), ValueLayout.JAVA_FLOAT, from * Float.BYTES, line, 0, line.length);
    }

    private static long index(Region box, long[] at) {
        long index = 0;
        for (int d = 0; d < at.length; d++) {
            index = index * box.size(d) + at[d] - box.min(d);
        }
        return index;
    }

    /** Copies the field of a tile and a margin. */
    private void load(Region box) {
        long[] by = new long[dims];
        Arrays.fill(by, margin);
        field.load(maps, window, box.grow(by).intersect(window), shape, settings, unit, walk.zeroRim());
    }

    @Override
    public long end(float[][] states, int k) {
        long index = 0;
        for (int d = 0; d < dims; d++) {
            index = index * shape[d] + walk.end(d, states[d][k]);
        }
        return index;
    }

    @Override
    public void arrived(long source, long end) {
        ends.setLong(source, end);
    }

    @Override
    public void strayed(long source, int steps, float[][] states, int k) {
        long inTile = 0;
        for (int d = 0; d < dims; d++) {
            long lower = walk.lower(d, states[d][k]);
            long low = Math.max(lower, 0);
            if (low < window.min(d) || Math.min(lower + 1, shape[d] - 1) >= window.max(d)) {
                ends.setLong(source, Follow.MISSING);
                missing++;
                return;
            }
            inTile = inTile * tiles(d) + low / tile[d];
        }
        strays.add(source, steps, inTile, states, k);
    }

    private long tiles(int d) {
        return (shape[d] - 1) / tile[d] + 1;
    }

    private void followStrays() {
        while (strays.size() > 0) {
            Strays some = strays;
            strays = new Strays(dims);
            long loaded = -1;
            for (int k : some.byTile()) {
                if (some.tile(k) != loaded) {
                    swarm.run(field);
                    loaded = some.tile(k);
                    load(tileAt(loaded));
                }
                swarm.add(some.source(k), some.left(k), some.states, k);
                if (swarm.isFull()) {
                    swarm.run(field);
                }
            }
            swarm.run(field);
        }
    }

    private Region tileAt(long number) {
        long[] min = new long[dims];
        long[] max = new long[dims];
        long rest = number;
        for (int d = dims - 1; d >= 0; d--) {
            min[d] = rest % tiles(d) * tile[d];
            max[d] = Math.min(min[d] + tile[d], shape[d]);
            rest /= tiles(d);
        }
        return Region.between(min, max);
    }
}
