package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.roimill.runner.chain.Chain;

/** What the user should know although the work goes on. */
final class Warnings {
    private Warnings() {}

    /** Prints what is told while work goes on. */
    static Consumer<String> notes(PrintWriter err) {
        return note -> {
            err.println("roimill: " + note);
            err.flush();
        };
    }

    /** What a chain file says without effect. */
    static void print(Path file, Chain chain, PrintWriter err) {
        chain.warnings().forEach(warning -> err.println("roimill: " + file + ": " + warning));
        err.flush();
    }
}
