package org.roimill.cli;

import java.io.PrintWriter;
import org.roimill.inference.ModelCheck;
import org.roimill.inference.library.Found;
import org.roimill.inference.library.Installer;
import org.roimill.inference.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = {
            "Take a model in, so that chains can name it.",
            "",
            "It is opened and tested before; a model that fails leaves nothing behind. What comes from an address needs"
                    + " a digest, so that it is known to be what was meant."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill models add my-model/",
            "  roimill models add my-model.zip --name nuclei-2026",
            "  roimill models add https://host/model.zip --digest sha256:..."
        })
final class ModelsAddCommand implements Runnable {
    @Parameters(paramLabel = "PATH|URL", description = "A folder or a zip file with a model.")
    private String where;

    @Option(
            names = "--digest",
            paramLabel = "sha256:...",
            description = "The digest that it must have: of a zip file, or of the card in a folder.")
    private String digest;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it; by default what its card says.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Library library = Library.ofUser();
        Installer installer = new Installer(library);
        Found found = library.outside(where, digest);
        String called = name == null ? found.card().model().name() : name;
        installer.checkFree(called);
        String tested = new ModelCheck(
                        MachineOptions.Device.cpu.provider(),
                        Warnings.notes(spec.commandLine().getErr()))
                .check(found);
        out.println(called + ": " + tested + "; taken into " + installer.install(found, called));
        out.flush();
    }
}
