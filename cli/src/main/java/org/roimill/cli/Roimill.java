package org.roimill.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.roimill.cli.console.Failures;
import org.roimill.core.error.Failure;
import org.roimill.core.text.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The program: its commands, and what holds for all of them. */
@Command(
        name = "roimill",
        description = "Mills regions of interest (ROIs) out of microscopy images.",
        versionProvider = Roimill.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:the command line, the chain or its parameters are wrong",
            "10:some ROI failed",
            "65:the input is damaged or cannot be read",
            "70:a defect of roimill or of a plugin",
            "73:the output is there already",
            "75:passing trouble: a lock, a full disk; try again",
            "130:interrupted",
            "137:out of memory"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill convert image.tif --axes cyx --pixel-size 0.325um roi.zarr",
            "  roimill inspect roi.zarr",
            "  roimill processors",
            "  roimill help convert",
            "",
            "Data go to standard output, messages to standard error."
        })
public final class Roimill implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            CheckCommand.class,
            ApplyCommand.class,
            ImportCommand.class,
            ConvertCommand.class,
            InspectCommand.class,
            ScoreCommand.class,
            VerifyCommand.class,
            CommitCommand.class,
            ProcessorsCommand.class,
            ModelsCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class);

    @Option(names = "--debug", scope = CommandLine.ScopeType.INHERIT, description = "Print a stack trace on failure.")
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * For these arguments: a command that they do not name is known by its name and description, as help and messages
     * tell it. Looking at the options of all of them would take longer than what is asked for.
     */
    private static CommandLine commandLine(String[] args) {
        Set<String> words = Set.copyOf(Arrays.asList(args));
        boolean all = words.isEmpty() || words.contains("completion");
        return commandLine(COMMANDS.stream()
                .filter(command -> all || words.contains(about(command).name()))
                .toList());
    }

    private static CommandLine commandLine(List<Class<?>> whole) {
        Roimill roimill = new Roimill();
        CommandLine line = new CommandLine(roimill);
        for (Class<?> command : COMMANDS) {
            Command about = about(command);
            line.addSubcommand(about.name(), whole.contains(command) ? new CommandLine(command) : mentioned(about));
        }
        return line.setExecutionStrategy(roimill::execute)
                .setParameterExceptionHandler(Roimill::misused)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setUsageHelpAutoWidth(Boolean.getBoolean("roimill.terminal"))
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false);
    }

    private static Command about(Class<?> command) {
        return command.getAnnotation(Command.class);
    }

    private static CommandLine mentioned(Command about) {
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
        spec.name(about.name()).usageMessage().header(about.header()).description(about.description());
        return new CommandLine(spec);
    }

    private int execute(CommandLine.ParseResult parsed) {
        CommandLine root = spec.commandLine();
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (CommandLine.ParameterException e) {
            throw e;
        } catch (CommandLine.ExecutionException e) {
            return Failures.report(e.getCause() == null ? e : e.getCause(), root.getErr(), debug);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
            return Failures.report(e, root.getErr(), debug);
        }
    }

    /** A wrong command line: what is wrong, the nearest spelling, where help is. */
    private static int misused(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("roimill: " + what(e));
        String name = command.getCommandSpec().qualifiedName();
        err.println(guess(e) + "'" + name + " --help' says how it is used.");
        err.flush();
        return Failure.USAGE.exitCode();
    }

    private static String what(CommandLine.ParameterException e) {
        return e instanceof CommandLine.UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption()
                        && !e.getCommandLine().getSubcommands().isEmpty()
                ? "there is no command '" + unmatched.getUnmatched().getFirst() + "'"
                : e.getMessage();
    }

    private static String guess(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        CommandLine command = e.getCommandLine();
        List<String> known = unmatched.isUnknownOption()
                ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
                : List.copyOf(command.getSubcommands().keySet());
        return Spelling.didYouMean(unmatched.getUnmatched().getFirst(), known);
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "roimill " + number() + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }

        /** From the jar's manifest; classes out of a build have none. */
        private static String number() {
            String version = Roimill.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }
}
