package org.roimill.stores.tiff.codec;

import java.util.ArrayList;
import java.util.List;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;

/**
 * The decoders of one file that no thread uses just now. One that stands where a thread wants to go on is given to it,
 * so that a strip of any length can be read in bands, one after the other, and is decoded once. Safe for many threads.
 */
public final class Decoders implements AutoCloseable {
    private static final int MOST_IDLE = 2 * Runtime.getRuntime().availableProcessors();

    private final List<Entry> idle = new ArrayList<>();
    private boolean closed;

    private record Entry(Layout layout, RowDecoder decoder) {}

    /** A decoder for that layout; best one that stands in that strip or tile at or before that row. */
    public synchronized RowDecoder take(Layout layout, Ifd ifd, long offset, int row) {
        int found = -1;
        for (int i = 0; i < idle.size(); i++) {
            if (idle.get(i).layout().equals(layout)) {
                found = i;
                if (idle.get(i).decoder().canContinue(ifd, offset, row)) {
                    break;
                }
            }
        }
        return found < 0 ? new RowDecoder(layout) : idle.remove(found).decoder();
    }

    public synchronized void giveBack(Layout layout, RowDecoder decoder) {
        idle.add(new Entry(layout, decoder));
        while (idle.size() > (closed ? 0 : MOST_IDLE)) {
            idle.removeFirst().decoder().close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(e -> e.decoder().close());
        idle.clear();
    }
}
