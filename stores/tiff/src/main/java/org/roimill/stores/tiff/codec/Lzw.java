package org.roimill.stores.tiff.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * LZW as TIFF 6.0 has it: codes of 9 to 12 bits, highest bit first, one bit wider one code early. Every string in the
 * table has already been put out once, so the table holds only where, and how long; what was put out since the table
 * was last cleared therefore stays in {@code window}.
 */
final class Lzw implements Unpacker {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;
    private static final int LEAST = 1 << 16;
    /** Longer than all strings of one table together can be, so that a window is never asked to hold more. */
    private static final int MOST = CODES * CODES;

    private final int[] start = new int[CODES + 1];
    private final int[] length = new int[CODES + 1];
    private final byte[] input = new byte[1 << 14];
    private byte[] window = new byte[1 << 18];
    private Packed in;
    private ByteBuffer piece;
    private int inputAt;
    private int inputEnd;
    private long bits;
    private int bitCount;
    private int codeWidth;
    private int next;
    private boolean hasPrevious;
    private boolean ended;
    private int filled;
    private int taken;

    @Override
    public void start(Packed packed) {
        in = packed;
        piece = null;
        inputAt = 0;
        inputEnd = 0;
        bits = 0;
        bitCount = 0;
        filled = 0;
        taken = 0;
        ended = false;
        clear();
    }

    private void clear() {
        next = CLEAR + 2;
        codeWidth = 9;
        hasPrevious = false;
    }

    @Override
    public void unpack(ByteBuffer out) throws DamagedData {
        while (out.hasRemaining()) {
            if (taken == filled) {
                if (ended) {
                    return;
                }
                decode(Math.max(LEAST, Math.min(out.remaining(), 1 << 20)));
            }
            int n = Math.min(out.remaining(), filled - taken);
            out.put(window, taken, n);
            taken += n;
        }
    }

    /** Adds about {@code wanted} bytes to the window, or fewer where the data end or the table is cleared. */
    private void decode(int wanted) throws DamagedData {
        if (!hasPrevious) {
            filled = 0;
            taken = 0;
        }
        int until = filled + wanted;
        int at = filled;
        byte[] w = window;
        while (at < until) {
            int code = code();
            if (code == CLEAR) {
                clear();
                if (at >= LEAST) {
                    break;
                }
                continue;
            }
            if (code < 0 || code == END) {
                ended = true;
                break;
            }
            int n = code < CLEAR ? 1 : length[code];
            if (at + n > w.length) {
                w = grow(at + n);
            }
            int begin = at;
            if (code < CLEAR) {
                w[at++] = (byte) code;
            } else if (code < next || (code == next && hasPrevious)) {
                for (int from = start[code], stop = from + n; from < stop; from++) {
                    w[at++] = w[from];
                }
            } else {
                throw new DamagedData("uses code " + code + " before it is defined");
            }
            if (hasPrevious && next < CODES - 1) {
                next++;
                if (next == (1 << codeWidth) - 1 && codeWidth < 12) {
                    codeWidth++;
                }
            }
            // The next entry of the table is this string and whatever byte will follow it.
            hasPrevious = true;
            start[next] = begin;
            length[next] = n + 1;
        }
        filled = at;
    }

    private byte[] grow(int needed) throws DamagedData {
        if (needed > MOST) {
            throw new DamagedData("never clears its table");
        }
        window = Arrays.copyOf(window, Math.min(MOST, Math.max(needed, window.length * 2)));
        return window;
    }

    /** The next code, or -1 where the data end. */
    private int code() throws DamagedData {
        while (bitCount < codeWidth) {
            if (inputAt == inputEnd && !refill()) {
                return -1;
            }
            bits = bits << 8 | (input[inputAt++] & 0xFF);
            bitCount += 8;
        }
        bitCount -= codeWidth;
        return (int) (bits >>> bitCount) & ((1 << codeWidth) - 1);
    }

    private boolean refill() throws DamagedData {
        boolean first = piece == null;
        if (first || !piece.hasRemaining()) {
            piece = in.next();
            if (piece == null) {
                return false;
            }
        }
        inputAt = 0;
        inputEnd = Math.min(input.length, piece.remaining());
        piece.get(input, 0, inputEnd);
        if (first && inputEnd > 1 && input[0] == 0 && (input[1] & 1) == 1) {
            throw new DamagedData("is LZW of the old kind with its bits the other way round, which is not read");
        }
        return true;
    }
}
