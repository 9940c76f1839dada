package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.api.Mill;
import org.roimill.cli.console.Columns;
import org.roimill.cli.console.Json;
import org.roimill.core.processor.Family;
import org.roimill.core.registry.Descriptors;
import org.roimill.core.registry.Entry;
import org.roimill.core.registry.Registry;
import org.roimill.runner.chain.ChainSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "processors",
        description = "List the processors, or say all about one: ports, parameters, an example step.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill processors",
            "  roimill processors ring",
            "  roimill processors ring --schema > ring.schema.json",
            "  roimill processors --chain-schema > roimill.schema.json",
            "  roimill processors --plugins ~/my-plugins",
            "",
            "A plugin is a jar with classes that implement org.roimill.core.processor.Processor. The folders in the"
                    + " variable ROIMILL_PLUGINS are searched too."
        })
final class ProcessorsCommand implements Runnable {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The processor to describe.")
    private String name;

    @Option(names = "--schema", description = "Print the JSON Schema of the parameters.")
    private boolean schema;

    @Option(names = "--chain-schema", description = "Print the JSON Schema of chain files, for editors.")
    private boolean chainSchema;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--plugins", paramLabel = "DIR", description = "A folder with jars of more processors; repeatable.")
    private List<Path> plugins = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (Registry registry = Registry.load(Mill.pluginFolders(plugins))) {
            if (chainSchema) {
                Json.print(ChainSchema.of(registry), out);
            } else if (name == null) {
                all(registry, out);
            } else {
                one(registry.find(name), out);
            }
        }
        out.flush();
    }

    private void all(Registry registry, PrintWriter out) {
        if (schema) {
            Map<String, Object> schemas = new LinkedHashMap<>();
            registry.entries().forEach(e -> schemas.put(e.id(), e.parameters().schema()));
            Json.print(schemas, out);
            return;
        }
        if (json) {
            Json.print(registry.entries().stream().map(Descriptors::map).toList(), out);
            return;
        }
        Columns columns = new Columns("");
        Family before = null;
        for (Entry<?> entry : registry.entries()) {
            if (entry.descriptor().family() != before) {
                before = entry.descriptor().family();
                columns.row(before + "s");
            }
            columns.row("  " + entry.id(), entry.descriptor().summary());
        }
        columns.print(out);
    }

    private void one(Entry<?> entry, PrintWriter out) {
        if (schema) {
            Json.print(entry.parameters().schema(), out);
        } else if (json) {
            Json.print(Descriptors.map(entry), out);
        } else {
            ProcessorText.print(entry, out);
        }
    }
}
