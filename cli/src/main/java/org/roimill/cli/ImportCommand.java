package org.roimill.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Turn another program's file into a chain of roimill.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "PROGRAM",
        subcommands = ImportPlexPipe.class,
        footerHeading = "%nExample:%n",
        footer = "  roimill import plexpipe config.yaml -o chain.yaml")
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "of which program?");
    }
}
