package org.roimill.stores.tiff.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/** Zstandard; frames that follow each other are one stream. */
final class Zstandard implements Unpacker {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private Packed in;
    private ByteBuffer piece;

    @Override
    public void start(Packed packed) {
        in = packed;
        piece = null;
        context.reset();
    }

    @Override
    public void unpack(ByteBuffer out) throws DamagedData {
        try {
            while (out.hasRemaining()) {
                if (piece == null || !piece.hasRemaining()) {
                    ByteBuffer more = in.next();
                    if (more == null) {
                        flush(out);
                        return;
                    }
                    piece = more;
                }
                context.decompressDirectByteBufferStream(out, piece);
            }
        } catch (ZstdException e) {
            throw new DamagedData(e.getMessage());
        }
    }

    /** All input is taken, but some output may still be held back. */
    private void flush(ByteBuffer out) {
        if (piece == null) {
            return;
        }
        int before;
        do {
            before = out.position();
            context.decompressDirectByteBufferStream(out, piece);
        } while (out.hasRemaining() && out.position() > before);
    }

    @Override
    public void close() {
        context.close();
    }
}
