package org.roimill.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.roimill.api.Mill;
import org.roimill.core.error.Explain;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.registry.Registry;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.ChainReader;
import org.roimill.runner.chain.ChainWriter;
import org.roimill.runner.chain.KnownParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plexpipe",
        description = {
            "Turn a file of PlexPipe, of schema 0, 1 or 2.0, into a chain of roimill.",
            "",
            "What has no effect here is told on standard error. Where the file says where its ROIs are, the first line of"
                    + " the chain repeats it; no other line would."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  roimill import plexpipe config.yaml", "  roimill import plexpipe config.yaml -o chain.yaml"})
final class ImportPlexPipe implements Runnable {
    @Parameters(paramLabel = "FILE", description = "PlexPipe's file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The chain file to write; by default it is printed.")
    private Path target;

    @Option(names = "--plugins", paramLabel = "DIR", description = "A folder with jars of more processors; repeatable.")
    private List<Path> plugins = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Chain chain = read();
        Warnings.print(file, chain, spec.commandLine().getErr());
        if (target == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text(chain));
            out.flush();
        } else {
            write(text(chain));
        }
    }

    private Chain read() {
        try (Registry registry = Registry.load(Mill.pluginFolders(plugins))) {
            Chain chain = ChainReader.read(file, KnownParameters.of(registry));
            if (chain.dialect().equals(Chain.NATIVE)) {
                throw RoimillException.usage(file + " is a chain of roimill already", "Use it as it is.");
            }
            return chain;
        }
    }

    /** A chain does not say where ROIs are: people read it in the first line. */
    private static String text(Chain chain) {
        String rois = chain.rois() == null ? "" : "# ROIs: " + chain.rois().replaceAll("\\R", " ") + "\n";
        return rois + ChainWriter.yaml(chain);
    }

    private void write(String text) {
        try {
            Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new RoimillException(Failure.EXISTS, target + " is there already", "Give another name.", e);
        } catch (IOException e) {
            throw RoimillException.trouble(
                    target + " cannot be written: " + Explain.why(e), "Choose another place.", e);
        }
    }
}
