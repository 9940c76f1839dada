package org.roimill.core.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
public final class Spelling {
    private Spelling() {}

    /**
     * The candidate that the fewest slips of a hand make of {@code word}; none where that would take more than a third
     * of its letters. Case does not count, nor does which of {@code - _ .} or space stands between words. Of equally
     * near candidates the first wins.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String wanted = plain(word);
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String c = plain(candidate);
            int slips = distance(wanted, c);
            if (slips < fewest && slips <= (Math.max(wanted.length(), c.length()) + 1) / 3) {
                fewest = slips;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code Did you mean X? } with a space behind it, or nothing where no candidate is near. */
    public static String didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(near -> "Did you mean " + near + "? ")
                .orElse("");
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
    }

    /**
     * The number of letters to add, drop, replace or swap with their neighbour (Damerau and Levenshtein, in the form
     * that edits no letter twice).
     */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
