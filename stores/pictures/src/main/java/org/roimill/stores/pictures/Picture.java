package org.roimill.stores.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;
import org.roimill.core.pixel.Block;

/**
 * The pixels of one file. They can only be unpacked whole, which is done when they are first asked for, into Java's heap;
 * where that is short they may go and are unpacked again. One picture is unpacked at a time. Safe for many threads.
 */
final class Picture {
    private static final Object ONE_AT_A_TIME = new Object();
    /** Room for what unpacking takes beside the pixels. */
    private static final int PART_OF_HEAP = 2;
    /** The heap is so small a part of the memory: see the launcher. */
    private static final int PART_OF_MEMORY = 4;

    private final Path path;
    private final String format;
    private final Header header;
    private SoftReference<BufferedImage> unpacked = new SoftReference<>(null);

    Picture(Path path, String format, Header header) {
        this.path = path;
        this.format = format;
        this.header = header;
    }

    /** The id of its format, which its name need not tell. */
    String format() {
        return format;
    }

    Header header() {
        return header;
    }

    /** Fills a block over (y,x), or (c,y,x) where there are channels. */
    void read(Block target) {
        BufferedImage image = image();
        Raster raster = image.getRaster();
        boolean deep = target.region().dims() == 3;
        int x0 = (int) target.region().min(deep ? 2 : 1);
        int y0 = (int) target.region().min(deep ? 1 : 0);
        int width = (int) target.region().size(deep ? 2 : 1);
        int height = (int) target.region().size(deep ? 1 : 0);
        int c0 = deep ? (int) target.region().min(0) : 0;
        int channels = deep ? (int) target.region().size(0) : 1;
        int[] row = new int[width];
        long at = 0;
        for (int c = c0; c < c0 + channels; c++) {
            for (int y = y0; y < y0 + height; y++) {
                raster.getSamples(x0, y, width, 1, header.palette() ? 0 : c, row);
                if (header.palette()) {
                    look(image.getColorModel(), row, c);
                }
                for (int x = 0; x < width; x++) {
                    target.setLong(at++, row[x]);
                }
            }
        }
    }

    private static void look(ColorModel colours, int[] row, int channel) {
        for (int x = 0; x < row.length; x++) {
            row[x] = switch (channel) {
                case 0 -> colours.getRed(row[x]);
                case 1 -> colours.getGreen(row[x]);
                default -> colours.getBlue(row[x]);
            };
        }
    }

    private BufferedImage image() {
        synchronized (this) {
            BufferedImage image = unpacked.get();
            if (image == null) {
                checkRoom();
                synchronized (ONE_AT_A_TIME) {
                    image = unpack();
                }
                unpacked = new SoftReference<>(image);
            }
            return image;
        }
    }

    /** By the header alone: nothing has been unpacked yet. */
    void checkRoom() {
        long room = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        boolean countable = header.bytes() / header.dtype().bytes() < Integer.MAX_VALUE - 64;
        if (header.bytes() > room || !countable) {
            throw new RoimillException(
                    Failure.OUT_OF_MEMORY,
                    path + " has " + header.width() + " x " + header.height() + " pixels, which take "
                            + Bytes.text(header.bytes()) + " at once; there are " + Bytes.text(room),
                    (countable
                                    ? "Give --memory at least "
                                            + Bytes.text(header.bytes() * PART_OF_HEAP * PART_OF_MEMORY) + ", or save"
                                    : "Save")
                            + " it as a TIFF file, which is read in parts.");
        }
    }

    private BufferedImage unpack() {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        StringBuilder warned = new StringBuilder();
        reader.addIIOReadWarningListener(
                (source, warning) -> warned.append(warning).append(' '));
        try (ImageInputStream in = new FileImageInputStream(path.toFile())) {
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            // A JPEG file that ends too soon is filled up with grey, and no more said than this.
            if (warned.toString().toLowerCase(Locale.ROOT).matches(".*(prematur|corrupt).*")) {
                throw Header.damaged(path, warned.toString().strip(), null);
            }
            if (image.getWidth() != header.width()
                    || image.getHeight() != header.height()
                    || image.getRaster().getNumBands() < header.stored()) {
                throw Header.damaged(path, "its pixels are not what its header says", null);
            }
            return image;
        } catch (RoimillException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK meet damage with exceptions of any kind.
            throw Header.damaged(path, "its pixels cannot be read", e);
        } finally {
            reader.dispose();
        }
    }
}
