package org.roimill.core.pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DTypeTest {
    /** Values of a type of which another type lacks at least one unless it holds them all. */
    static List<BigDecimal> tellingValues(DType type) {
        List<BigDecimal> values = new ArrayList<>();
        if (type.isFloating()) {
            double smallest = type == DType.F16 ? 0x1p-24 : type == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
            int digits = type == DType.F16 ? 11 : type == DType.F32 ? 24 : 53;
            for (double v :
                    new double[] {0, smallest, -smallest, type.max(), type.min(), 1 + Math.scalb(1.0, 1 - digits)}) {
                values.add(new BigDecimal(v));
            }
            return values;
        }
        BigInteger least = least(type);
        BigInteger most = most(type);
        for (int k = 0; k < 3; k++) {
            for (BigInteger v : List.of(
                    least.add(BigInteger.valueOf(k)),
                    most.subtract(BigInteger.valueOf(k)),
                    BigInteger.valueOf(k),
                    BigInteger.valueOf(-k))) {
                if (v.compareTo(least) >= 0 && v.compareTo(most) <= 0) {
                    values.add(new BigDecimal(v));
                }
            }
        }
        return values;
    }

    static BigInteger least(DType type) {
        int bits = type.bytes() * 8;
        return type.isUnsigned()
                ? BigInteger.ZERO
                : BigInteger.TWO.pow(bits - 1).negate();
    }

    static BigInteger most(DType type) {
        int bits = type.bytes() * 8;
        return type == DType.BOOL
                ? BigInteger.ONE
                : BigInteger.TWO.pow(type.isUnsigned() ? bits : bits - 1).subtract(BigInteger.ONE);
    }

    static boolean isValue(BigDecimal value, DType type) {
        return switch (type) {
            case F64 -> new BigDecimal(value.doubleValue()).compareTo(value) == 0;
            case F32 -> Float.isFinite(value.floatValue()) && new BigDecimal(value.floatValue()).compareTo(value) == 0;
            case F16 -> {
                float half = Float.float16ToFloat(Float.floatToFloat16(value.floatValue()));
                yield Float.isFinite(half) && new BigDecimal(half).compareTo(value) == 0;
            }
            default ->
                value.stripTrailingZeros().scale() <= 0
                        && value.toBigInteger().compareTo(least(type)) >= 0
                        && value.toBigInteger().compareTo(most(type)) <= 0;
        };
    }

    @Test
    void aTypeHoldsAnotherIfItHasAllItsValues() {
        for (DType one : DType.values()) {
            for (DType other : DType.values()) {
                boolean all = tellingValues(other).stream().allMatch(v -> isValue(v, one));
                assertEquals(all, one.holds(other), one + " holds " + other);
            }
        }
    }

    @Test
    void theEdgesOfAnIntegerTypeAreItsLeastAndMost() {
        for (DType type : DType.values()) {
            if (type.isInteger()) {
                assertEquals(least(type).doubleValue(), type.min(), type.toString());
                assertEquals(most(type).doubleValue(), type.max(), type.toString());
            }
        }
    }

    @Test
    void whatNoProcessorMakesBecomesTheNextThatHoldsIt() {
        for (DType type : DType.values()) {
            boolean readOnly = type == DType.BOOL || type == DType.F16;
            assertEquals(!readOnly, type.made() == type, type.toString());
            assertTrue(type.made().holds(type), type.toString());
        }
    }

    @Test
    void namesAreFound() {
        for (DType type : DType.values()) {
            assertEquals(type, DType.find(type.toString()));
        }
        assertNull(DType.find("uint8"));
        assertEquals(DType.U32, Lane.LABEL.dtype(DType.I64));
        assertEquals(DType.I64, Lane.STORED.dtype(DType.I64));
    }
}
