package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.roimill.runner.chain.Chain;

/** Tells what a chain file says without effect. */
final class Warnings {
    private Warnings() {}

    static void print(Path file, Chain chain, PrintWriter err) {
        chain.warnings().forEach(warning -> err.println("roimill: " + file + ": " + warning));
        err.flush();
    }
}
