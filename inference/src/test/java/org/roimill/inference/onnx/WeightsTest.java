package org.roimill.inference.onnx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.TinyModel;

/** On files that the onnx package wrote: oracles/make_models.py. */
class WeightsTest {
    private static byte[] file(String name) throws IOException {
        try (InputStream in = TinyModel.class.getResourceAsStream("/org/roimill/inference/tiny/" + name)) {
            return in.readAllBytes();
        }
    }

    private static void check(byte[] onnx) {
        Weights.checkInside(MemorySegment.ofArray(onnx), "m/tiny.onnx");
    }

    private static void assertRefused(byte[] onnx, String part) {
        RoimillException e = assertThrows(RoimillException.class, () -> check(onnx));
        assertEquals(Failure.BAD_DATA, e.failure());
        assertEquals(2, e.getMessage().lines().count(), e.getMessage());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void weightsInTheFilePass() throws IOException {
        byte[] tiny = file("tiny.onnx");
        assertDoesNotThrow(() -> check(tiny));
    }

    @Test
    void weightsInAnotherFileAreRefusedWhereverTheyAreNamed() throws IOException {
        assertRefused(file("outside.onnx"), "m/tiny.onnx has weights in the file 'weights.bin'");
        assertRefused(file("within.onnx"), "has weights in the file '../../weights.bin'");
        // Fields may come again, and are then joined: a second graph adds to the first.
        byte[] tiny = file("tiny.onnx");
        assertRefused(join(tiny, field(7, field(5, new byte[] {14 << 3, 1}))), "has weights in another file");
        byte[] odd = field(1, "location\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(join(tiny, field(7, field(5, field(13, odd)))), "has weights in another file");
        byte[] function = field(25, field(7, field(5, field(10, field(13, odd)))));
        assertRefused(join(tiny, function), "has weights in another file");
        assertRefused(join(tiny, field(20, field(1, field(15, field(2, field(13, odd)))))), "in another file");
        assertDoesNotThrow(() -> check(join(tiny, field(7, field(5, new byte[] {14 << 3, 0})))));
    }

    @Test
    void anotherFormIsRefused() {
        byte[] ort = "\b\0\0\0ORTM\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(ort, "it is no ONNX file");
    }

    @Test
    void whateverHappenedToAFileItIsReadOrRefused() throws IOException {
        byte[] tiny = file("tiny.onnx");
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = i < tiny.length ? Arrays.copyOf(tiny, i) : tiny.clone();
            for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                check(damaged);
            } catch (RoimillException e) {
                assertEquals(Failure.BAD_DATA, e.failure());
                refused++;
            }
        }
        assertTrue(refused > 1000, refused + " were refused");
        byte[] deep = {};
        for (int i = 0; i < 100; i++) {
            deep = field(1, field(5, field(6, deep)));
        }
        assertRefused(field(7, deep), "was cut off");
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (number << 3) | 2);
        varint(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int left = value;
        for (; left > 127; left >>>= 7) {
            out.write((left & 127) | 128);
        }
        out.write(left);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }
}
