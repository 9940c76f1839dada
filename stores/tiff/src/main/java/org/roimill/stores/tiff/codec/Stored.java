package org.roimill.stores.tiff.codec;

import java.nio.ByteBuffer;

/** No compression. */
final class Stored implements Unpacker {
    private Packed in;

    @Override
    public void start(Packed packed) {
        in = packed;
    }

    @Override
    public void unpack(ByteBuffer out) {
        in.into(out);
    }
}
