package org.roimill.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void commonSlipsFindTheWord() {
        List<String> words = List.of("rad_bigger", "rad_smaller", "sigma", "percentile");
        assertEquals(Optional.of("rad_bigger"), Spelling.nearest("rad_biger", words));
        assertEquals(Optional.of("rad_bigger"), Spelling.nearest("radbigger", words));
        assertEquals(Optional.of("rad_bigger"), Spelling.nearest("Rad-Bigger", words));
        assertEquals(Optional.of("sigma"), Spelling.nearest("simga", words));
        assertEquals(Optional.of("percentile"), Spelling.nearest("percentiles", words));
    }

    @Test
    void anotherWordFindsNone() {
        assertEquals(Optional.empty(), Spelling.nearest("gamma_ray", List.of("rad_bigger", "sigma")));
        assertEquals(Optional.empty(), Spelling.nearest("a", List.of("b")));
        assertEquals(Optional.empty(), Spelling.nearest("", List.of("b", "sigma")));
        assertEquals("", Spelling.didYouMean("xyz", List.of("sigma")));
        assertEquals("Did you mean sigma? ", Spelling.didYouMean("sigmq", List.of("sigma")));
    }

    @Test
    void ofEquallyNearWordsTheFirstWins() {
        assertEquals(Optional.of("bat"), Spelling.nearest("cat", List.of("bat", "rat")));
        assertEquals(Optional.of("cat"), Spelling.nearest("cat", List.of("bat", "cat")));
    }

    @Test
    void distanceIsThatOfTheRecursion() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            String a = word(random);
            String b = word(random);
            assertEquals(slow(a, b), Spelling.distance(a, b), a + " " + b);
        }
    }

    private static String word(Random random) {
        StringBuilder s = new StringBuilder();
        int n = random.nextInt(6);
        for (int i = 0; i < n; i++) {
            s.append((char) ('a' + random.nextInt(3)));
        }
        return s.toString();
    }

    private static int slow(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int n = a.length();
        int m = b.length();
        int same = a.charAt(n - 1) == b.charAt(m - 1) ? 0 : 1;
        int best = slow(a.substring(0, n - 1), b.substring(0, m - 1)) + same;
        best = Math.min(best, slow(a.substring(0, n - 1), b) + 1);
        best = Math.min(best, slow(a, b.substring(0, m - 1)) + 1);
        if (n > 1 && m > 1 && a.charAt(n - 1) == b.charAt(m - 2) && a.charAt(n - 2) == b.charAt(m - 1)) {
            best = Math.min(best, slow(a.substring(0, n - 2), b.substring(0, m - 2)) + 1);
        }
        return best;
    }
}
