package org.roimill.cli.console;

import java.io.PrintWriter;
import org.roimill.core.error.Explain;
import org.roimill.core.error.RoimillException;

/** The one place where what went wrong becomes a message and an exit code. */
public final class Failures {
    private Failures() {}

    /** Says it on {@code err}, with the stack trace if {@code debug}, and returns the exit code. */
    public static int report(Throwable thrown, PrintWriter err, boolean debug) {
        RoimillException told = Explain.of(thrown);
        err.println("roimill: " + told.getMessage());
        if (debug) {
            thrown.printStackTrace(err);
        }
        err.flush();
        return told.failure().exitCode();
    }
}
