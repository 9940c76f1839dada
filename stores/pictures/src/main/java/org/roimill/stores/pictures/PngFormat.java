package org.roimill.stores.pictures;

import java.nio.file.Path;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;

/** PNG files. */
public final class PngFormat implements Format {
    @Override
    public String id() {
        return "png";
    }

    @Override
    public boolean recognises(Path path) {
        return Header.starts(path, Header.PNG);
    }

    @Override
    public boolean isForLooking() {
        return true;
    }

    @Override
    public Roi open(Path path, OpenOptions options) {
        return new PictureRoi(path, new Picture(path, id(), Header.ofPng(path)), options);
    }
}
