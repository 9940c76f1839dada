package org.roimill.stores.tiff;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;

/** NumPy's file format, little-endian and in C order. */
final class Npy {
    private Npy() {}

    static void write(Path path, Block block) throws IOException {
        String kind =
                block.dtype() == DType.BOOL ? "u" : block.dtype().toString().substring(0, 1);
        String shape =
                Arrays.stream(block.region().shape()).mapToObj(n -> n + ",").collect(Collectors.joining());
        String header = "{'descr': '<" + kind + block.dtype().bytes() + "', 'fortran_order': False, 'shape': (" + shape
                + "), }";
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer start = ByteBuffer.allocate(10 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        start.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        start.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(start.array());
            byte[] buffer = new byte[1 << 16];
            for (long at = 0; at < block.bytes(); at += buffer.length) {
                int n = (int) Math.min(buffer.length, block.bytes() - at);
                MemorySegment.copy(block.data(), ValueLayout.JAVA_BYTE, at, buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
    }

    /** The values of a file, without its header. */
    static byte[] values(byte[] file) {
        int header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(8) & 0xFFFF;
        return Arrays.copyOfRange(file, 10 + header, file.length);
    }
}
