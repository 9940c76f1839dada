package org.roimill.cli;

import java.util.List;
import java.util.Map;
import org.roimill.runner.chain.Placeholders;
import picocli.CommandLine.Option;

/** Values for the placeholders of a chain. */
final class SetOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A value for a variable of the chain, or for meta.NAME. Repeatable.")
    private List<String> set = List.of();

    Map<String, Object> set() {
        return Placeholders.set(set);
    }
}
