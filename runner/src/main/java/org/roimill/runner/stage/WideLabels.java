package org.roimill.runner.stage;

import java.util.Set;
import org.roimill.core.element.Pixels;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Lease;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.LabelTable;
import org.roimill.core.space.Region;

/** Looks through labels of 64 bits for their ids. */
final class WideLabels {
    /** Each costs some 60 bytes while they are collected. */
    private static final int MOST = 100_000_000;

    private WideLabels() {}

    /** Adds the distinct ids, background left out; true if one of them is too large for 32 bits. */
    static boolean collect(Engine engine, Pixels pixels, Set<Long> ids) {
        boolean signed = pixels.spec().dtype() == DType.I64;
        boolean wide = false;
        for (Region region : pixels.spec().grid().region().cells(pixels.chunk())) {
            engine.stop().check();
            DType type = pixels.spec().dtype();
            try (Lease lease = engine.ledger().lease(Lease.cost(type, region), "reading labels")) {
                Block block = lease.block(type, region);
                pixels.read(block);
                long last = 0;
                for (long i = 0; i < block.voxels(); i++) {
                    long id = block.getLong(i);
                    if (id != last) {
                        last = id;
                        if (id != 0 && !(signed && id < 0)) {
                            ids.add(id);
                            if (ids.size() > MOST) {
                                throw RoimillException.badData(
                                        "more than " + MOST + " different labels of 64 bits",
                                        "Renumber the labels from one, or split the image.");
                            }
                            wide |= Long.compareUnsigned(id, LabelTable.LARGEST_PLAIN) > 0;
                        }
                    }
                }
            }
        }
        return wide;
    }
}
