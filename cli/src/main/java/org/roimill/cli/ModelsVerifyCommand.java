package org.roimill.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.ModelCheck;
import org.roimill.inference.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Open models, compare them with their cards, and run their tests.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill models verify",
            "  roimill models verify nuclei-small --device cuda",
            "  roimill models verify ./my-model.zip"
        })
final class ModelsVerifyCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names or paths; by default all that are there.")
    private List<String> names = List.of();

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda|tensorrt",
            description = "What to run them on; by default a GPU where there is one that works, and else the CPU.")
    private MachineOptions.Device device = MachineOptions.Device.auto;

    @Spec
    private CommandSpec spec;

    /** What became of each is data. */
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Library library = Library.ofUser();
        ModelCheck check = new ModelCheck(
                device.provider(), Warnings.notes(spec.commandLine().getErr()));
        int exit = 0;
        for (String name : names.isEmpty() ? library.names() : names) {
            try {
                out.println(name + ": " + check.check(library.find(name)));
            } catch (RoimillException e) {
                if (e.failure() == Failure.USAGE) {
                    throw e;
                }
                out.println(name + ": " + e.getMessage());
                exit = e.failure().exitCode();
            }
        }
        out.flush();
        return exit;
    }
}
