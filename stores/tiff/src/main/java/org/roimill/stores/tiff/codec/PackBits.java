package org.roimill.stores.tiff.codec;

import java.nio.ByteBuffer;

/** PackBits: runs of literal bytes and runs of one byte, told apart by the sign of the byte before them. */
final class PackBits implements Unpacker {
    private Packed in;
    private ByteBuffer piece;
    private int literal;
    private int repeat;
    private byte value;

    @Override
    public void start(Packed packed) {
        in = packed;
        piece = null;
        literal = 0;
        repeat = 0;
    }

    @Override
    public void unpack(ByteBuffer out) {
        while (out.hasRemaining()) {
            if (repeat > 0) {
                for (int n = Math.min(repeat, out.remaining()); n > 0; n--, repeat--) {
                    out.put(value);
                }
            } else if (!more()) {
                return;
            } else if (literal > 0) {
                int n = Math.min(literal, Math.min(piece.remaining(), out.remaining()));
                out.put(piece.slice(piece.position(), n));
                piece.position(piece.position() + n);
                literal -= n;
            } else {
                int head = piece.get();
                if (head >= 0) {
                    literal = head + 1;
                } else if (head != -128) {
                    if (!more()) {
                        return;
                    }
                    value = piece.get();
                    repeat = 1 - head;
                }
            }
        }
    }

    private boolean more() {
        if (piece != null && piece.hasRemaining()) {
            return true;
        }
        piece = in.next();
        return piece != null;
    }
}
