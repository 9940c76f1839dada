package org.roimill.processors.segmenters.watershed;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.processor.Wire;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;

/** The objects in some voxels, by the places of their seeds. */
final class Found {
    /** What is known of one object. */
    static final class Tally {
        long size;
        /** Its first voxel: its place in the whole image. */
        long first = Long.MAX_VALUE;

        boolean atEdge;

        void add(Tally other) {
            size += other.size;
            first = Math.min(first, other.first);
            atEdge |= other.atEdge;
        }
    }

    final Map<Long, Tally> objects = new TreeMap<>();

    void add(Found other) {
        other.objects.forEach((seed, tally) -> of(seed).add(tally));
    }

    private Tally of(long seed) {
        return objects.computeIfAbsent(seed, s -> new Tally());
    }

    /** Takes one run of voxels of one seed after the other. */
    interface Runs {
        void run(long seed, int from, int to);
    }

    static void runs(long[] row, Runs runs) {
        int from = 0;
        for (int k = 1; k <= row.length; k++) {
            if (k == row.length || row[k] != row[from]) {
                if (row[from] != 0) {
                    runs.run(row[from], from, k);
                }
                from = k;
            }
        }
    }

    static Found in(Block basins, Region domain) {
        Found found = new Found();
        Region box = basins.region();
        int last = box.dims() - 1;
        long[] row = new long[Math.toIntExact(box.size(last))];
        long[] at = {0};
        Rows.each(box, start -> {
            Convert.load(basins, at[0], row, row.length);
            long place = 0;
            boolean edge = false;
            for (int d = 0; d <= last; d++) {
                place = place * domain.size(d) + start[d] - domain.min(d);
                edge |= d < last && isEnd(domain, d, start[d], start[d] + 1);
            }
            long rowPlace = place;
            boolean rowEdge = edge;
            runs(row, (seed, from, to) -> {
                Tally tally = found.of(seed);
                tally.size += to - from;
                tally.first = Math.min(tally.first, rowPlace + from);
                tally.atEdge |= rowEdge || isEnd(domain, last, start[last] + from, start[last] + to);
            });
            at[0] += row.length;
        });
        return found;
    }

    /** An axis of one voxel has no edge that could cut anything. */
    private static boolean isEnd(Region domain, int d, long from, long to) {
        return domain.size(d) > 1 && (from == domain.min(d) || to == domain.max(d));
    }

    static final Wire<Found> WIRE = new Wire<>() {
        @Override
        public void write(Found found, DataOutput out) throws IOException {
            out.writeInt(found.objects.size());
            for (Map.Entry<Long, Tally> e : found.objects.entrySet()) {
                out.writeLong(e.getKey());
                out.writeLong(e.getValue().size);
                out.writeLong(e.getValue().first);
                out.writeBoolean(e.getValue().atEdge);
            }
        }

        @Override
        public Found read(DataInput in) throws IOException {
            Found found = new Found();
            for (int left = in.readInt(); left > 0; left--) {
                Tally tally = found.of(in.readLong());
                tally.size = in.readLong();
                tally.first = in.readLong();
                tally.atEdge = in.readBoolean();
            }
            return found;
        }
    };
}
