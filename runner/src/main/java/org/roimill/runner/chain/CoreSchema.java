package org.roimill.runner.chain;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Which plain words of YAML are more than words: the core schema of YAML 1.2. A channel called NO stays a word, 010 is
 * ten, and 12:30:45 is a text.
 */
final class CoreSchema extends Resolver {
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?" + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    /** Longer ones are no numbers that anybody means, and slow to read. */
    private static final int LONGEST_NUMBER = 400;

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOL, "tTfF");
        addImplicitResolver(Tag.INT, INT, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, FLOAT, "-+.0123456789");
        addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
    }

    /** The value of a scalar without quotes. */
    static Object value(String word) {
        for (Tag tag : new Tag[] {Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT}) {
            if (fits(tag, word)) {
                return value(tag, word);
            }
        }
        return word;
    }

    /** Whether a scalar of that tag may be spelled so; false for every tag that is not of the core schema. */
    static boolean fits(Tag tag, String word) {
        if (tag.equals(Tag.STR)) {
            return true;
        }
        Pattern pattern = tag.equals(Tag.NULL)
                ? NULL
                : tag.equals(Tag.BOOL) ? BOOL : tag.equals(Tag.INT) ? INT : tag.equals(Tag.FLOAT) ? FLOAT : null;
        return pattern != null
                && (pattern == NULL || word.length() <= LONGEST_NUMBER)
                && pattern.matcher(word).matches();
    }

    /** The value of a scalar that {@link #fits}. */
    static Object value(Tag tag, String word) {
        if (tag.equals(Tag.STR)) {
            return word;
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(word);
        }
        return tag.equals(Tag.INT) ? integer(word) : real(word);
    }

    private static Number integer(String word) {
        BigInteger n = word.startsWith("0x")
                ? new BigInteger(word.substring(2), 16)
                : word.startsWith("0o") ? new BigInteger(word.substring(2), 8) : new BigInteger(word);
        if (n.bitLength() < Integer.SIZE) {
            return n.intValue();
        }
        if (n.bitLength() < Long.SIZE) {
            return n.longValue();
        }
        return n;
    }

    private static Double real(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return lower.equals(".nan") ? Double.NaN : Double.valueOf(word);
    }
}
