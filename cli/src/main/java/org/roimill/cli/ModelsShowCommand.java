package org.roimill.cli;

import java.io.PrintWriter;
import org.roimill.cli.console.Json;
import org.roimill.inference.library.Found;
import org.roimill.inference.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Say all about one model: what it takes and makes, where it comes from, its licence and digest.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  roimill models show nuclei-small", "  roimill models show ./my-model.zip --json"})
final class ModelsShowCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "A name that 'roimill models' lists, or a path.")
    private String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Found found = Library.ofUser().find(name);
        if (json) {
            Json.print(ModelText.map(found), out);
        } else {
            ModelText.print(found, out);
        }
        out.flush();
    }
}
