package org.roimill.kernels.instanseg;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a seed sees as its object, before seeds are merged.
 *
 * @param order what seeds are numbered by
 * @param x the seed's coordinate in the field, from which its pixels are looked at
 * @param kept whether an object of this seed's number is large and bright enough
 * @param loose which of the shape's pixels fill holes, though they look likely: they are as likely as the threshold
 */
record Candidate(long order, float x, float y, boolean kept, Shape shape, Shape loose) {
    /** Of one on the wire, at least. */
    static final int BYTES = Long.BYTES + 2 * Float.BYTES + 1 + 8 * Integer.BYTES;

    void write(DataOutputStream out) throws IOException {
        out.writeLong(order);
        out.writeFloat(x);
        out.writeFloat(y);
        out.writeBoolean(kept);
        shape.write(out);
        loose.write(out);
    }

    static Candidate read(DataInputStream in, int most) throws IOException {
        return new Candidate(
                in.readLong(),
                in.readFloat(),
                in.readFloat(),
                in.readBoolean(),
                Shape.read(in, most),
                Shape.read(in, most));
    }
}
