package org.roimill.runner.stage;

import java.util.List;

/**
 * A stage as work that can be spread over processes. Everyone begins each phase with the same shared bytes; each piece
 * is worked on by one of them, whichever; one of them joins the results of all pieces into the shared bytes of the next
 * phase.
 */
public interface Phases {
    /** Begins a phase with what the one before it shared (null at first): its number of pieces, or -1 at the end. */
    int begin(byte[] shared);

    /** Does one piece; what comes back is for {@link #join}. */
    byte[] work(int piece);

    /** The results of all pieces in their order. */
    byte[] join(List<byte[]> results);
}
