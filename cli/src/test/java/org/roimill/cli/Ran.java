package org.roimill.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command said and how it ended. */
record Ran(int exit, String out, String err) {
    static Ran roimill(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Roimill.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(Arrays.stream(arguments).map(Ran::text).toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    private static String text(Object argument) {
        return argument instanceof Path path ? path.toString() : String.valueOf(argument);
    }
}
