package org.roimill.stores.segfiles;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes a PNG file row by row: grey of 16 bits, or red, green and blue of 8. */
final class Png implements AutoCloseable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int CHUNK = 256 << 10;

    private final DataOutputStream file;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final DeflaterOutputStream rows = new DeflaterOutputStream(packed);

    private Png(OutputStream file) {
        this.file = new DataOutputStream(new BufferedOutputStream(file));
    }

    static Png grey16(Path path, long width, long height) throws IOException {
        return begin(path, width, height, 16, 0);
    }

    static Png rgb(Path path, long width, long height) throws IOException {
        return begin(path, width, height, 8, 2);
    }

    private static Png begin(Path path, long width, long height, int bits, int colour) throws IOException {
        Png png = new Png(Files.newOutputStream(path));
        png.file.write(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(Math.toIntExact(width));
        fields.writeInt(Math.toIntExact(height));
        fields.write(new byte[] {(byte) bits, (byte) colour, 0, 0, 0});
        png.chunk("IHDR", header.toByteArray());
        return png;
    }

    /** The next row, big-endian. */
    void row(byte[] bytes) throws IOException {
        rows.write(0); // as it is, without a filter
        rows.write(bytes);
        if (packed.size() >= CHUNK) {
            flush();
        }
    }

    private void flush() throws IOException {
        chunk("IDAT", packed.toByteArray());
        packed.reset();
    }

    private void chunk(String type, byte[] bytes) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(bytes);
        file.writeInt(bytes.length);
        file.write(name);
        file.write(bytes);
        file.writeInt((int) crc.getValue());
    }

    @Override
    public void close() throws IOException {
        try (file) {
            rows.finish();
            flush();
            chunk("IEND", new byte[0]);
        }
    }
}
