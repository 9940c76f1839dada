package org.roimill.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** The arrays of an npz file that other software made, for tests that compare with it. Their memory is left to the garbage collector. */
public final class Golden {
    private static final Pattern HEADER =
            Pattern.compile("'descr': '[<|]([a-z])(\\d)', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\)");

    private final Map<String, Block> arrays = new HashMap<>();

    /** From the file golden.npz beside a test. */
    public Golden(Class<?> beside) {
        this(beside, "golden.npz");
    }

    /** From a file of that name beside a test. */
    public Golden(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                arrays.put(e.getName().replace(".npy", ""), read(zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One array, as an NPY file holds it. */
    public static Block read(byte[] npy) {
        int length = (npy[8] & 0xFF) | (npy[9] & 0xFF) << 8;
        Matcher m = HEADER.matcher(new String(npy, 10, length, StandardCharsets.US_ASCII));
        if (!m.find()) {
            throw new IllegalStateException("not a plain array");
        }
        String kind = m.group(1);
        DType type = kind.equals("b") ? DType.BOOL : DType.find(kind + Integer.parseInt(m.group(2)) * 8);
        long[] shape = Arrays.stream(m.group(3).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        Block block = Block.zeros(type, Region.ofShape(shape), Arena.ofAuto());
        MemorySegment.copy(MemorySegment.ofArray(npy), 10 + length, block.data(), 0, block.bytes());
        return block;
    }

    public Block get(String name) {
        Block block = arrays.get(name);
        if (block == null) {
            throw new IllegalArgumentException("no array " + name);
        }
        return block;
    }
}
