package org.roimill.stores.pictures;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;

/**
 * What a picture says of itself before its pixels.
 *
 * @param channels that are read of it: 1 or 3
 * @param stored how many samples a pixel has once it is unpacked, with alpha
 * @param palette whether pixels are numbers of colours
 */
record Header(int width, int height, int channels, int stored, DType dtype, boolean palette) {
    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private static final int PNG_GREY = 0;
    private static final int PNG_RGB = 2;
    private static final int PNG_PALETTE = 3;
    private static final int PNG_GREY_ALPHA = 4;
    private static final int PNG_RGB_ALPHA = 6;

    private interface Reading {
        Header of(DataInputStream in) throws IOException;
    }

    static boolean starts(Path path, byte[] with) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(with.length), with);
        } catch (IOException e) {
            return false;
        }
    }

    static Header ofPng(Path path) {
        return read(path, in -> {
            in.skipNBytes(PNG.length);
            int length = in.readInt();
            String type = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            if (length != 13 || !type.equals("IHDR")) {
                throw damaged(path, "it does not begin with its size", null);
            }
            int width = in.readInt();
            int height = in.readInt();
            int bits = in.readUnsignedByte();
            int colours = in.readUnsignedByte();
            if (colours == PNG_PALETTE) {
                return checked(path, new Header(width, height, 3, 1, DType.U8, true));
            }
            int stored = switch (colours) {
                case PNG_GREY -> 1;
                case PNG_GREY_ALPHA -> 2;
                case PNG_RGB -> 3;
                case PNG_RGB_ALPHA -> 4;
                default -> throw damaged(path, "there is no colour type " + colours, null);
            };
            if (bits != 8 && bits != 16) {
                throw RoimillException.badData(
                        path + " has grey values of " + bits + (bits == 1 ? " bit" : " bits"),
                        "Save it with 8 or 16 bits.");
            }
            DType dtype = bits == 8 ? DType.U8 : DType.U16;
            return checked(path, new Header(width, height, stored < 3 ? 1 : 3, stored, dtype, false));
        });
    }

    /** The frame header stands behind any number of other segments. */
    static Header ofJpeg(Path path) {
        return read(path, in -> {
            in.skipNBytes(2);
            while (true) {
                if (in.readUnsignedByte() != 0xFF) {
                    throw damaged(path, "a segment does not begin where it should", null);
                }
                int marker = in.readUnsignedByte();
                while (marker == 0xFF) {
                    marker = in.readUnsignedByte();
                }
                boolean alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
                if (alone) {
                    continue;
                }
                if (marker == 0xD9 || marker == 0xDA) {
                    throw damaged(path, "its pixels come before its size", null);
                }
                int length = in.readUnsignedShort() - 2;
                boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
                if (frame) {
                    return frame(path, in);
                }
                in.skipNBytes(Math.max(0, length));
            }
        });
    }

    private static Header frame(Path path, DataInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        int height = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        int stored = in.readUnsignedByte();
        if (bits != 8 || (stored != 1 && stored != 3)) {
            throw RoimillException.badData(
                    path + " has " + stored + " channels of " + bits + " bits, which JPEG files hardly ever have",
                    "Save it as PNG or TIFF, grey or in red, green and blue.");
        }
        return checked(path, new Header(width, height, stored, stored, DType.U8, false));
    }

    private static Header checked(Path path, Header header) {
        if (header.width < 1 || header.height < 1) {
            throw damaged(
                    path,
                    "it has " + (header.width & 0xFFFFFFFFL) + " x " + (header.height & 0xFFFFFFFFL) + " pixels",
                    null);
        }
        return header;
    }

    private static Header read(Path path, Reading reading) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return reading.of(in);
        } catch (EOFException e) {
            throw damaged(path, "it ends within its header", e);
        } catch (IOException e) {
            throw RoimillException.trouble(path + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
        }
    }

    static RoimillException damaged(Path path, String what, Exception cause) {
        return RoimillException.badData(
                path + ": " + what, "The file was cut off or is damaged: copy or export it again.", cause);
    }

    /** Of all samples, unpacked. */
    long bytes() {
        return (long) width * height * stored * dtype.bytes();
    }
}
