package org.roimill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roimill.cli.console.Columns;
import org.roimill.cli.console.Failures;
import org.roimill.cli.console.Json;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.library.Found;
import org.roimill.inference.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "List the models that are built in or installed.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  roimill models list", "  roimill models list --json"})
final class ModelsListCommand implements Runnable {
    @Mixin
    private Listing listing;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        listing.print(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** The list, which the command above prints too. */
    static final class Listing {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        /** A model whose card is wrong is told on {@code err}, and keeps no other from the list. */
        void print(PrintWriter out, PrintWriter err) {
            Library library = Library.ofUser();
            List<Found> all = new ArrayList<>();
            for (String name : library.names()) {
                try {
                    all.add(library.find(name));
                } catch (RoimillException e) {
                    Failures.report(e, err, false);
                }
            }
            if (json) {
                List<Map<String, Object>> maps =
                        all.stream().map(ModelText::map).toList();
                Json.print(maps, out);
            } else if (all.isEmpty()) {
                out.println("no model is installed in " + library.folder());
            } else {
                Columns columns = new Columns("");
                for (Found found : all) {
                    columns.row(
                            found.name(),
                            found.card().model().family(),
                            found.origin().toString(),
                            found.card().model().summary());
                }
                columns.print(out);
            }
            out.flush();
        }
    }
}
