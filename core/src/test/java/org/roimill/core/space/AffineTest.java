package org.roimill.core.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AffineTest {
    static Affine random(Random r, int n) {
        double[][] m = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= n; k++) {
                m[i][k] = r.nextDouble() - 0.5 + (i == k ? 2 : 0);
            }
        }
        return Affine.of(m);
    }

    @Test
    void theInverseLeadsBack() {
        Random r = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Affine a = random(r, 1 + r.nextInt(5));
            double[] p = r.doubles(a.dims(), -100, 100).toArray();
            assertArrayEquals(p, a.inverse().apply(a.apply(p)), 1e-9);
            assertArrayEquals(p, a.apply(a.inverse().apply(p)), 1e-9);
        }
    }

    @Test
    void rowsAreSwappedWhereThePivotIsZero() {
        Affine turned = Affine.of(new double[][] {{0, 2, 5}, {-4, 0, 7}});
        assertEquals(Affine.of(new double[][] {{0, -0.25, 1.75}, {0.5, 0, -2.5}}), turned.inverse());
        assertFalse(turned.isScaling());
        assertEquals(4, turned.spacing(0));
        assertEquals(2, turned.spacing(1));
    }

    @Test
    void compositionIsOneAfterTheOther() {
        Random r = new Random(2);
        for (int i = 0; i < 1000; i++) {
            int n = 1 + r.nextInt(5);
            Affine a = random(r, n);
            Affine b = random(r, n);
            double[] p = r.doubles(n, -10, 10).toArray();
            assertArrayEquals(a.apply(b.apply(p)), a.after(b).apply(p), 1e-9);
            assertEquals(a, a.after(Affine.identity(n)));
            assertEquals(a, Affine.identity(n).after(a));
        }
    }

    @Test
    void aMirroredAxisComesBackToTheBit() {
        Affine mirrored = Affine.scaling(new double[] {-2, 4}, new double[] {3, 0});
        assertEquals(Affine.scaling(new double[] {-0.5, 0.25}, new double[] {1.5, 0}), mirrored.inverse());
        assertEquals(Affine.scaling(new double[] {1, 1}, new double[] {-0.0, 0}), Affine.identity(2));
        assertTrue(mirrored.isScaling());
        assertEquals(2, mirrored.spacing(0));
    }

    @Test
    void spacingIsTheLengthOfAStep() {
        assertEquals(5, Affine.of(new double[][] {{3, 0, 0}, {4, 1, 0}}).spacing(0));
        assertEquals(
                1e-200, Affine.scaling(new double[] {1, 1e-200}, new double[2]).spacing(1));
        assertEquals(
                0.325, Affine.scaling(new double[] {1, 0.325}, new double[2]).spacing(1));
    }

    @Test
    void whatFlattensAnAxisHasNoInverse() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Affine.scaling(new double[] {1, 0}, new double[2]).inverse());
        assertThrows(
                IllegalArgumentException.class,
                () -> Affine.of(new double[][] {{1, 2, 0}, {2, 4, 0}}).inverse());
        assertThrows(IllegalArgumentException.class, () -> Affine.of(new double[][] {{1, 2}, {2, 4}}));
    }

    @Test
    void aSubLatticeLiesWhereItsVoxelsLay() {
        Affine a = random(new Random(3), 2);
        double[] step = {2, 4};
        double[] offset = {0.5, 1.5};
        assertArrayEquals(
                a.apply(3 * 2 + 0.5, 5 * 4 + 1.5), a.resampled(step, offset).apply(3, 5), 1e-12);
    }
}
