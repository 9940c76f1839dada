package org.roimill.stores.tiff;

import java.nio.file.Path;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.tiff.codec.Decoders;
import org.roimill.stores.tiff.file.Directory;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Source;
import org.roimill.stores.tiff.series.Series;

/**
 * A TIFF file. Opening it reads its directories and no pixels; whatever they claim has been checked when it returns.
 * Many threads may read its images at once; none may when it is closed.
 */
public final class TiffFile implements AutoCloseable {
    private final Source source;
    private final Ifd first;
    private final Decoders decoders = new Decoders();
    private final List<TiffImage> images;

    private TiffFile(Source source, TiffOptions declared) {
        this.source = source;
        List<Ifd> chain = Directory.read(source).chain();
        first = chain.getFirst();
        images = Series.in(chain).stream()
                .map(series -> new TiffImage(series, declared, decoders))
                .toList();
    }

    /** @param declared what the user says where the file does not; {@link TiffOptions#NONE} for nothing */
    public static TiffFile open(Path path, TiffOptions declared) {
        Source source = Source.open(path);
        try {
            return new TiffFile(source, declared);
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    /** All images in the order of the file, also those that cannot be read. */
    public List<TiffImage> images() {
        return images;
    }

    /** The only image that can be read; an error that lists all where there are several or none. */
    public TiffImage image() {
        List<TiffImage> readable = images.stream().filter(TiffImage::isReadable).toList();
        if (readable.size() == 1) {
            return readable.getFirst();
        }
        if (images.size() == 1) {
            images.getFirst().levels();
        }
        StringBuilder all = new StringBuilder();
        images.forEach(i -> all.append(all.isEmpty() ? "" : "; ").append(i.describe()));
        throw RoimillException.usage(
                source.path() + ": holds " + images.size() + " images: " + all, "Say which one is meant.");
    }

    /** The description in the first page as it stands: OME-XML, ImageJ's properties, or empty. */
    public String description() {
        return first.description();
    }

    @Override
    public void close() {
        decoders.close();
        source.close();
    }
}
