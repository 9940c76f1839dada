package org.roimill.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.RoimillException;

class BytesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "4G, 4294967296",
        "4GB, 4294967296",
        "4 GiB, 4294967296",
        "4g, 4294967296",
        "1.5k, 1536",
        "9007199254740993, 9007199254740993",
        "7E, 8070450532247928832",
    })
    void amountsAreRead(String text, long bytes) {
        assertEquals(bytes, Bytes.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "-1", "1.G", "4 X", "4 GG", "8E", "99999999999999999999"})
    void whatIsNoAmountIsRefused(String text) {
        assertThrows(RoimillException.class, () -> Bytes.parse(text));
    }

    @Test
    void whatIsWrittenReadsAsNearlyTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            long n = random.nextLong() >>> (2 + random.nextInt(60));
            assertEquals((double) n, (double) Bytes.parse(Bytes.text(n)), 0.06 * n, Bytes.text(n));
        }
        assertEquals("0 B", Bytes.text(0));
        assertEquals("512 MiB", Bytes.text(512L << 20));
        assertEquals("1.5 GiB", Bytes.text(3L << 29));
    }
}
