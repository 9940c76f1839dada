package org.roimill.stores.pictures;

import java.nio.file.Path;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;

/** JPEG files. */
public final class JpegFormat implements Format {
    @Override
    public String id() {
        return "jpeg";
    }

    @Override
    public boolean recognises(Path path) {
        return Header.starts(path, Header.JPEG);
    }

    @Override
    public boolean isForLooking() {
        return true;
    }

    @Override
    public Roi open(Path path, OpenOptions options) {
        return new PictureRoi(path, new Picture(path, id(), Header.ofJpeg(path)), options);
    }
}
