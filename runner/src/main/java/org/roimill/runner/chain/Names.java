package org.roimill.runner.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/** Names of elements as a step writes them: plain, with the wildcards {@code *} and {@code ?}, or {@code !} excluded. */
public final class Names {
    private Names() {}

    /**
     * What the inputs of a step stand for. Plain names stay where they are, known or not. A wildcard becomes the
     * sources that it matches, in alphabetic order, without those that an exclusion matches, that stand in the list by
     * name, or that another wildcard before it gave. Neither wildcard crosses a {@code /}. One that gives nothing is an
     * error.
     */
    public static List<String> match(List<String> patterns, List<String> sources) {
        List<Predicate<String>> excluded = patterns.stream()
                .filter(Names::isExclusion)
                .map(p -> pattern(p.substring(1)))
                .toList();
        Set<String> taken = new HashSet<>(patterns);
        List<String> names = new ArrayList<>();
        for (String pattern : patterns) {
            if (isWildcard(pattern)) {
                List<String> matched = sources.stream()
                        .filter(pattern(pattern))
                        .filter(name -> excluded.stream().noneMatch(e -> e.test(name)))
                        .sorted()
                        .toList();
                if (matched.isEmpty()) {
                    throw nothing(pattern, patterns, sources);
                }
                matched.stream().filter(taken::add).forEach(names::add);
            } else if (!isExclusion(pattern)) {
                names.add(pattern);
            }
        }
        if (names.isEmpty()) {
            throw RoimillException.usage(
                    "'" + String.join("', '", patterns) + "' leaves nothing to read",
                    "Say first what is read: put '*' before the exclusions.");
        }
        return names;
    }

    private static RoimillException nothing(String pattern, List<String> patterns, List<String> sources) {
        boolean excludes = patterns.stream().anyMatch(Names::isExclusion);
        List<String> some = new ArrayList<>(
                new LinkedHashSet<>(sources).stream().sorted().limit(20).toList());
        if (sources.size() > some.size()) {
            some.add("...");
        }
        return RoimillException.usage(
                "'" + pattern + "' matches no source" + (excludes ? " that is not excluded" : ""),
                some.isEmpty() ? "The ROI holds no sources." : "There are: " + String.join(", ", some) + ".");
    }

    /** Whether it stands for sources rather than for itself. */
    public static boolean isWildcard(String name) {
        return !isExclusion(name) && (name.indexOf('*') >= 0 || name.indexOf('?') >= 0);
    }

    public static boolean isExclusion(String name) {
        return name.startsWith("!");
    }

    private static Predicate<String> pattern(String wildcard) {
        StringBuilder regex = new StringBuilder();
        wildcard.codePoints()
                .forEach(c ->
                        regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString().replace("[^/]*", "[^/]*")).asMatchPredicate();
    }
}
