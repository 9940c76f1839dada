package org.roimill.stores.tiff.codec;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflate in a zlib wrapper, under both of its numbers. */
final class Deflate implements Unpacker {
    private final Inflater inflater = new Inflater();
    private Packed in;

    @Override
    public void start(Packed packed) {
        in = packed;
        inflater.reset();
    }

    @Override
    public void unpack(ByteBuffer out) throws DamagedData {
        try {
            while (out.hasRemaining() && !inflater.finished()) {
                if (inflater.inflate(out) == 0) {
                    if (inflater.needsDictionary()) {
                        throw new DamagedData("asks for a dictionary");
                    }
                    ByteBuffer piece = inflater.needsInput() ? in.next() : null;
                    if (piece == null) {
                        return;
                    }
                    inflater.setInput(piece);
                }
            }
        } catch (DataFormatException e) {
            throw new DamagedData(e.getMessage() == null ? "is no deflate data" : e.getMessage());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
