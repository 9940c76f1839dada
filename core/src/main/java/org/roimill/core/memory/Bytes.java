package org.roimill.core.memory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/** Numbers of bytes as people read and write them: {@code 512 MiB}, {@code 2G}. */
public final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final Pattern SYNTAX =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGTPE]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);

    private Bytes() {}

    public static String text(long bytes) {
        int unit = 0;
        double n = bytes;
        while (n >= 1024 && unit < UNITS.length - 1) {
            n /= 1024;
            unit++;
        }
        return unit == 0 || n >= 100
                ? String.format(Locale.ROOT, "%.0f %s", n, UNITS[unit])
                : String.format(Locale.ROOT, "%.1f %s", n, UNITS[unit]);
    }

    /** A letter means a power of 1024, with or without iB behind it. */
    public static long parse(String text) {
        Matcher m = SYNTAX.matcher(text.strip());
        if (!m.matches()) {
            throw RoimillException.usage("'" + text + "' is no amount of memory", "Write for example 4G or 512M.");
        }
        int power = m.group(2).isEmpty() ? 0 : 1 + "KMGTPE".indexOf(m.group(2).toUpperCase(Locale.ROOT));
        BigInteger bytes = new BigDecimal(m.group(1))
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * power)))
                .toBigInteger();
        if (bytes.bitLength() > 63) {
            throw RoimillException.usage(
                    "'" + text + "' is more memory than there is", "Write for example 4G or 512M.");
        }
        return bytes.longValue();
    }
}
