package org.roimill.core.error;

/** What kind of failure it is: decides the exit code, and whether trying again can help. */
public enum Failure {
    /** The command line, the chain or its parameters are wrong. */
    USAGE(2),
    /** The input is damaged, contradictory or of a kind that cannot be read. Trying again never helps. */
    BAD_DATA(65),
    /** A defect of roimill or of a plugin. */
    INTERNAL(70),
    /** The output is there already, and nobody asked to replace it. */
    EXISTS(73),
    /** Passing trouble: a lock held, a full disk, a server that did not answer. Trying again may help. */
    TROUBLE(75),
    /** The user stopped it. */
    INTERRUPTED(130),
    /** Memory, ours or the GPU's, did not suffice. */
    OUT_OF_MEMORY(137);

    private final int exitCode;

    Failure(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
