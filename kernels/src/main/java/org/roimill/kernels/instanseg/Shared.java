package org.roimill.kernels.instanseg;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.pixel.Block;

/**
 * How many pixels each nucleus and each cell have, alone and together, in one part of the whole: pairs of ids, 0 for
 * none, by rising ids. Can be added up in any order, and sent.
 */
public final class Shared {
    private static final int MAGIC = 0x52495354;
    private static final long LOW = 0xFFFFFFFFL;

    private final long[] pairs;
    private final long[] pixels;

    private Shared(Map<Long, Long> counts) {
        pairs = counts.keySet().stream()
                .sorted(Long::compareUnsigned)
                .mapToLong(Long::longValue)
                .toArray();
        pixels = Arrays.stream(pairs).map(counts::get).toArray();
    }

    /** Of two label blocks over one region. */
    public static Shared count(Block nuclei, Block cells) {
        Map<Long, Long> counts = new HashMap<>();
        long last = 0;
        long run = 0;
        for (long i = 0; i < nuclei.voxels(); i++) {
            long pair = (long) nuclei.data().getAtIndex(ValueLayout.JAVA_INT, i) << Integer.SIZE
                    | (cells.data().getAtIndex(ValueLayout.JAVA_INT, i) & LOW);
            if (pair != last) {
                counts.merge(last, run, Long::sum);
                last = pair;
                run = 0;
            }
            run++;
        }
        counts.merge(last, run, Long::sum);
        counts.remove(0L);
        counts.values().remove(0L);
        return new Shared(counts);
    }

    /** All parts together. */
    public static Shared sum(List<Shared> parts) {
        Map<Long, Long> counts = new HashMap<>();
        for (Shared part : parts) {
            for (int i = 0; i < part.pairs.length; i++) {
                counts.merge(part.pairs[i], part.pixels[i], Long::sum);
            }
        }
        return new Shared(counts);
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    int size() {
        return pairs.length;
    }

    /** The nucleus of a pair, without a sign. */
    long nucleus(int i) {
        return pairs[i] >>> Integer.SIZE;
    }

    long cell(int i) {
        return pairs[i] & LOW;
    }

    long pixels(int i) {
        return pixels[i];
    }

    public byte[] toBytes() {
        return States.write(MAGIC, out -> {
            out.writeInt(pairs.length);
            for (int i = 0; i < pairs.length; i++) {
                out.writeLong(pairs[i]);
                out.writeLong(pixels[i]);
            }
        });
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Shared fromBytes(byte[] bytes) {
        return States.read(MAGIC, bytes, in -> {
            int n = States.count(in, bytes.length / (2 * Long.BYTES));
            Map<Long, Long> counts = new HashMap<>();
            for (int i = 0; i < n; i++) {
                counts.put(in.readLong(), in.readLong());
            }
            States.check(counts.size() == n);
            return new Shared(counts);
        });
    }
}
