package org.roimill.inference.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Reads the one kind of NPY file that tests of models are: 32-bit floats in C order, version 1. */
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1};
    private static final int FIXED = 10;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(((?:\\d{1,9},? ?){1,6})\\),? *\\}\\s*");

    private Npy() {}

    /** @param place names the file in messages */
    static Block read(MemorySegment file, String place, Arena arena) {
        if (file.byteSize() < FIXED
                || !Arrays.equals(file.asSlice(0, MAGIC.length).toArray(ValueLayout.JAVA_BYTE), MAGIC)) {
            throw wrong(place);
        }
        int length = (file.get(ValueLayout.JAVA_BYTE, 8) & 0xFF) | ((file.get(ValueLayout.JAVA_BYTE, 9) & 0xFF) << 8);
        if (file.byteSize() < FIXED + length) {
            throw wrong(place);
        }
        byte[] header = file.asSlice(FIXED, length).toArray(ValueLayout.JAVA_BYTE);
        Matcher m = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!m.matches()) {
            throw wrong(place);
        }
        long[] shape = Pattern.compile("\\d+")
                .matcher(m.group(1))
                .results()
                .mapToLong(r -> Long.parseLong(r.group()))
                .toArray();
        double values = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (values * Float.BYTES != file.byteSize() - FIXED - length) {
            throw wrong(place);
        }
        Block block = Block.zeros(DType.F32, Region.ofShape(shape), arena);
        MemorySegment.copy(file, FIXED + length, block.data(), 0, block.bytes());
        return block;
    }

    private static RoimillException wrong(String place) {
        return RoimillException.badData(
                place + " is no NPY file of 32-bit floats, or is cut off",
                "Write it by numpy.save, of an array of float32 in C order.");
    }
}
