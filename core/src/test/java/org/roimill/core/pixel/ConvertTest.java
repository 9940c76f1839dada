package org.roimill.core.pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roimill.core.space.Region;

class ConvertTest {
    private static final BigDecimal NOT_A_NUMBER = null;

    /** The bits of voxels of a type that are worth a look, and many others. */
    private static long[] bits(DType type) {
        List<Long> bits = new ArrayList<>();
        Random random = new Random(type.ordinal());
        if (type.isFloating()) {
            List<Double> values = new ArrayList<>(List.of(0.0, -0.0, Double.NaN, 1e300, -1e300, 65519.999, 65520.0));
            values.addAll(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 0x1p-25, 2e-8));
            values.addAll(List.of(1 + 0x1p-11, 1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-11 - 0x1p-40, 1 + 0x1p-24 + 0x1p-50));
            for (int power = 0; power <= 64; power++) {
                double p = Math.scalb(1.0, power);
                values.addAll(
                        List.of(p, -p, p - 0.5, p + 0.5, p - 1, p - 1.5, p + 1.5, Math.nextDown(p), Math.nextUp(-p)));
            }
            for (int i = 0; i < 800; i++) {
                values.add(random.nextGaussian() * Math.scalb(1.0, random.nextInt(70)));
                values.add(random.nextInt(-70000, 70000) + 0.5);
            }
            for (double v : values) {
                bits.add(
                        switch (type) {
                            case F16 -> (long) Float.floatToFloat16((float) v);
                            case F32 -> (long) Float.floatToRawIntBits((float) v);
                            default -> Double.doubleToRawLongBits(v);
                        });
            }
        } else {
            DTypeTest.tellingValues(type).forEach(v -> bits.add(v.toBigInteger().longValue()));
            for (int power = 0; power < type.bytes() * 8 && type != DType.BOOL; power++) {
                bits.addAll(List.of(1L << power, (1L << power) - 1, (1L << power) + 1, -1L << power));
            }
            for (int i = 0; i < 2000 && type != DType.BOOL; i++) {
                bits.add(random.nextLong() >> random.nextInt(64));
            }
        }
        return bits.stream().mapToLong(Long::longValue).toArray();
    }

    private static Block block(DType type, long[] bits, Arena arena) {
        Block block = Block.zeros(type, Region.ofShape(bits.length), arena);
        for (int i = 0; i < bits.length; i++) {
            block.setLong(i, bits[i]);
        }
        return block;
    }

    /** A voxel as a number without end; null for NaN. Infinities are numbers beyond all that any type holds. */
    private static BigDecimal exact(Block block, long i) {
        DType type = block.dtype();
        if (type == DType.U64) {
            return new BigDecimal(new BigInteger(Long.toUnsignedString(block.getLong(i))));
        }
        if (type.isInteger()) {
            return BigDecimal.valueOf(block.getLong(i));
        }
        double v = block.get(i);
        return Double.isNaN(v)
                ? NOT_A_NUMBER
                : Double.isInfinite(v)
                        ? BigDecimal.TEN.pow(400).multiply(BigDecimal.valueOf(Math.signum(v)))
                        : new BigDecimal(v);
    }

    /** What the rules make of a number, again as the bits to store. */
    private static long expected(BigDecimal value, DType type) {
        if (type.isInteger()) {
            BigInteger n = value == null
                    ? BigInteger.ZERO
                    : value.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
            return n.max(DTypeTest.least(type)).min(DTypeTest.most(type)).longValue();
        }
        return switch (type) {
            case F16 -> value == null ? 0x7E00 : half(value);
            case F32 -> Float.floatToRawIntBits(value == null ? Float.NaN : value.floatValue());
            default -> Double.doubleToRawLongBits(value == null ? Double.NaN : value.doubleValue());
        };
    }

    /** The nearest half by looking at its neighbours, ties to the even one. */
    private static long half(BigDecimal value) {
        BigDecimal size = value.abs();
        if (size.compareTo(new BigDecimal(65520)) >= 0) {
            return value.signum() < 0 ? 0xFC00 : 0x7C00;
        }
        int low = 0;
        int high = 0x7BFF;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (new BigDecimal(Float.float16ToFloat((short) middle)).compareTo(size) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        BigDecimal below = size.subtract(new BigDecimal(Float.float16ToFloat((short) low)));
        BigDecimal above = new BigDecimal(Float.float16ToFloat((short) high)).subtract(size);
        int order = below.compareTo(above);
        int best = order < 0 || (order == 0 && low % 2 == 0) ? low : high;
        return value.signum() < 0 ? best | 0x8000 : best;
    }

    private static void assertBits(long expected, Block to, long i, String message) {
        if (to.dtype().isInteger()) {
            assertEquals(expected, to.getLong(i), message);
            return;
        }
        double want = switch (to.dtype()) {
            case F16 -> Float.float16ToFloat((short) expected);
            case F32 -> Float.intBitsToFloat((int) expected);
            default -> Double.longBitsToDouble(expected);
        };
        // Adding zero makes the two zeros one: the numbers of the oracle know no sign of zero.
        assertEquals(want + 0.0, to.get(i) + 0.0, message);
    }

    @ParameterizedTest
    @EnumSource
    void everyPairOfTypesFollowsTheRules(DType from) {
        try (Arena arena = Arena.ofConfined()) {
            Block source = block(from, bits(from), arena);
            for (DType type : DType.values()) {
                Block target = Block.zeros(type, source.region(), arena);
                Convert.copy(source, target);
                for (long i = 0; i < source.voxels(); i++) {
                    BigDecimal value = exact(source, i);
                    assertBits(expected(value, type), target, i, from + " " + value + " to " + type);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void settingAVoxelFollowsTheSameRules(DType type) {
        try (Arena arena = Arena.ofConfined()) {
            Block source = block(DType.F64, bits(DType.F64), arena);
            Block target = Block.zeros(type, Region.ofShape(1), arena);
            for (long i = 0; i < source.voxels(); i++) {
                target.set(0, source.get(i));
                assertBits(expected(exact(source, i), type), target, 0, source.get(i) + " to " + type);
            }
        }
    }

    @Test
    void clampingALongFollowsTheSameRules() {
        try (Arena arena = Arena.ofConfined()) {
            for (DType from : List.of(DType.I64, DType.U64)) {
                Block source = block(from, bits(from), arena);
                for (DType type : DType.values()) {
                    for (long i = 0; i < source.voxels() && type.isInteger(); i++) {
                        assertEquals(
                                expected(exact(source, i), type),
                                Rounding.clamp(source.getLong(i), from == DType.U64, type),
                                exact(source, i) + " to " + type);
                    }
                }
            }
        }
    }

    @Test
    void signsOfZeroSurviveAmongFloats() {
        try (Arena arena = Arena.ofConfined()) {
            Block source = Block.zeros(DType.F64, Region.ofShape(1), arena).fill(-0.0);
            for (DType type : List.of(DType.F16, DType.F32)) {
                Block target = Block.zeros(type, Region.ofShape(1), arena);
                Convert.copy(source, target);
                assertEquals(-0.0, target.get(0));
            }
        }
    }

    @Test
    void aU64AsADoubleIsTheNearestDouble() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            long bits = random.nextLong() >>> random.nextInt(20) | 1L << 63;
            BigDecimal exact = new BigDecimal(Long.toUnsignedString(bits), MathContext.UNLIMITED);
            assertEquals(exact.doubleValue(), Rounding.unsignedToDouble(bits));
            assertEquals(exact.floatValue(), Rounding.unsignedToFloat(bits));
        }
    }

    @Test
    void numbersOfVoxelsMustAgree() {
        try (Arena arena = Arena.ofConfined()) {
            Block a = Block.zeros(DType.U8, Region.ofShape(3), arena);
            Block b = Block.zeros(DType.F32, Region.ofShape(4), arena);
            assertThrows(IllegalArgumentException.class, () -> Convert.copy(a, b));
        }
    }
}
