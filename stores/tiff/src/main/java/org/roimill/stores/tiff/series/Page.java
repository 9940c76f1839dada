package org.roimill.stores.tiff.series;

import org.roimill.stores.tiff.file.Ifd;

/**
 * Where the pixels of one page are: as the directory says, {@code shift} bytes further on. The shift is other than
 * zero in files that hold a long run of pages behind a single directory.
 */
public record Page(Ifd ifd, long shift) {
    public Page(Ifd ifd) {
        this(ifd, 0);
    }
}
