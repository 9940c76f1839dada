package org.roimill.stores.tiff.codec;

/** Compressed data that make no sense. Whoever knows which strip or tile it was turns it into a message. */
public final class DamagedData extends Exception {
    DamagedData(String what) {
        super(what);
    }
}
