package org.roimill.cli;

import java.io.PrintWriter;
import org.roimill.inference.library.Installer;
import org.roimill.inference.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "remove",
        description = "Remove an installed model.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  roimill models remove nuclei-2026")
final class ModelsRemoveCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "One that 'roimill models' lists as installed.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        new Installer(Library.ofUser()).remove(name);
        PrintWriter out = spec.commandLine().getOut();
        out.println(name + ": removed");
        out.flush();
    }
}
