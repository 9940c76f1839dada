package org.roimill.api.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG files (RFC 2083: 8 bits of red, green and blue, no filter). */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Png() {}

    public static void write(Rgb picture, Path file) {
        try {
            Files.write(file, bytes(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Rgb picture) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        out.write(SIGNATURE);
        chunk("IHDR", header(picture), out);
        chunk("IDAT", rows(picture), out);
        chunk("IEND", new byte[0], out);
        return all.toByteArray();
    }

    private static byte[] header(Rgb picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(picture.width());
        header.writeInt(picture.height());
        header.write(new byte[] {8, 2, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] rows(Rgb picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int row = 3 * picture.width();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes)) {
            for (int y = 0; y < picture.height(); y++) {
                packed.write(0);
                packed.write(picture.pixels(), y * row, row);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(String type, byte[] data, DataOutputStream out) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
