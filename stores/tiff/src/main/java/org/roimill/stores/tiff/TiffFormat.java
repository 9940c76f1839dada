package org.roimill.stores.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.space.Unit;

/** TIFF files as ROIs: one image for each that the file holds. */
public final class TiffFormat implements Format {
    /** The two byte orders, each with the number of the classic and of the large variant. */
    private static final Set<String> STARTS = Set.of("II*\0", "II+\0", "MM\0*", "MM\0+");

    @Override
    public String id() {
        return "tiff";
    }

    @Override
    public boolean recognises(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(4);
            return STARTS.stream().anyMatch(s -> Arrays.equals(s.getBytes(StandardCharsets.US_ASCII), start));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Roi open(Path path, OpenOptions options) {
        if (!options.deltas().isEmpty()) {
            throw RoimillException.usage(
                    path + " is a TIFF file, over which no delta can be laid",
                    "Make a store of it first: roimill convert " + path + " NEW.zarr");
        }
        TiffFile file = TiffFile.open(path, declared(options.declared()));
        try {
            return new TiffRoi(path, file);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static TiffOptions declared(Declared declared) {
        return TiffOptions.NONE
                .withAxes(declared.axes() == null ? "" : declared.axes())
                .withChannels(declared.channels())
                .withPixelSize(declared.spacing(), declared.unit() == null ? Unit.MICROMETER : declared.unit());
    }
}
