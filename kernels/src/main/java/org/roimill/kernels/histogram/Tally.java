package org.roimill.kernels.histogram;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.order.Keys;

/**
 * The answer of some voxels to one round of {@link Quantiles}: a histogram over 16 bits of the keys that begin with
 * one of a few prefixes. Tallies of blocks add up to the tally of the whole, in whatever order. For one thread.
 */
public final class Tally {
    static final int BINS = 1 << 16;
    private static final int MAGIC = 0x52514831;
    private static final int CHUNK = 2048;

    private final DType type;
    private final int round;
    private final long[] prefixes;
    private final long[][] counts;

    Tally(DType type, int round, long[] prefixes) {
        this.type = type;
        this.round = round;
        this.prefixes = prefixes.clone();
        this.counts = new long[prefixes.length][type.bytes() == 1 ? 256 : BINS];
    }

    /** How many rounds a type takes. */
    static int rounds(DType type) {
        return Math.max(1, type.bytes() / 2);
    }

    /** The unsigned key below the 16 bits of this round. */
    static int shift(DType type, int round) {
        return type.bytes() == 1 ? 0 : type.bytes() * 8 - 16 * (round + 1);
    }

    /** Of a type of up to 16 bits: how often each value was counted, from the least of the type on. */
    public long[] counts() {
        if (rounds(type) > 1) {
            throw new IllegalStateException("a tally of " + type + " holds no single values");
        }
        return counts[0].clone();
    }

    long[] counts(int prefix) {
        return counts[prefix];
    }

    /** Counts every voxel of the block. */
    public void add(Block block) {
        if (block.dtype() != type) {
            throw new IllegalArgumentException("a tally of " + type + " and a block of " + block.dtype());
        }
        if (Keys.areLong(type)) {
            addLongs(block);
        } else {
            addInts(block);
        }
    }

    private void addInts(Block block) {
        int[] keys = new int[CHUNK];
        int least = (int) Keys.least(type);
        int shift = shift(type, round);
        for (long i = 0; i < block.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, block.voxels() - i);
            Keys.load(block, i, keys, 0, n);
            if (round == 0) {
                long[] bins = counts[0];
                for (int k = 0; k < n; k++) {
                    bins[(keys[k] - least) >>> shift]++;
                }
            } else {
                for (int p = 0; p < prefixes.length; p++) {
                    long[] bins = counts[p];
                    int prefix = (int) prefixes[p];
                    for (int k = 0; k < n; k++) {
                        int key = keys[k] - least;
                        if (key >>> (shift + 16) == prefix) {
                            bins[(key >>> shift) & (BINS - 1)]++;
                        }
                    }
                }
            }
        }
    }

    private void addLongs(Block block) {
        long[] keys = new long[CHUNK];
        int shift = shift(type, round);
        for (long i = 0; i < block.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, block.voxels() - i);
            Keys.load(block, i, keys, 0, n);
            for (int p = 0; p < prefixes.length; p++) {
                long[] bins = counts[p];
                long prefix = prefixes[p];
                for (int k = 0; k < n; k++) {
                    long key = keys[k] ^ Long.MIN_VALUE;
                    if (round == 0 || key >>> (shift + 16) == prefix) {
                        bins[(int) (key >>> shift) & (BINS - 1)]++;
                    }
                }
            }
        }
    }

    /** Adds what another tally of the same round has counted. */
    public void add(Tally other) {
        if (type != other.type || round != other.round || !Arrays.equals(prefixes, other.prefixes)) {
            throw new IllegalArgumentException("tallies of different questions do not add up");
        }
        for (int p = 0; p < counts.length; p++) {
            for (int b = 0; b < counts[p].length; b++) {
                counts[p][b] += other.counts[p][b];
            }
        }
    }

    /** Only bins that are not empty are written. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(type.toString());
            out.writeByte(round);
            out.writeInt(prefixes.length);
            for (int p = 0; p < prefixes.length; p++) {
                out.writeLong(prefixes[p]);
                out.writeInt((int) Arrays.stream(counts[p]).filter(c -> c != 0).count());
                for (int b = 0; b < counts[p].length; b++) {
                    if (counts[p][b] != 0) {
                        out.writeShort(b);
                        out.writeLong(counts[p][b]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Tally fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            check(in.readInt() == MAGIC);
            DType type = DType.find(in.readUTF());
            check(type != null);
            int round = in.readUnsignedByte();
            int n = in.readInt();
            check(round < rounds(type) && n >= 0 && n <= bytes.length / 12);
            long[] prefixes = new long[n];
            long[][] counts = new long[n][type.bytes() == 1 ? 256 : BINS];
            for (int p = 0; p < n; p++) {
                prefixes[p] = in.readLong();
                for (int left = in.readInt(); left > 0; left--) {
                    int bin = in.readUnsignedShort();
                    check(bin < counts[p].length);
                    counts[p][bin] = in.readLong();
                }
            }
            check(in.read() < 0);
            Tally tally = new Tally(type, round, prefixes);
            System.arraycopy(counts, 0, tally.counts, 0, n);
            return tally;
        } catch (IOException e) {
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
                "the state of a histogram is damaged", "Delete the run's scratch folder and run again.", cause);
    }
}
