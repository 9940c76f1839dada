package org.roimill.core.network;

import java.util.Optional;

/** A model that was found and whose card was read. Shared by all ROIs of one run, and safe for many threads. */
public interface Model {
    ModelCard card();

    /** The network, checked against the card and tested; opened by the first who asks. */
    Network network();

    /** How many bytes the network takes beside voxels, at most, be it opened or not yet. */
    default long memory() {
        return 0;
    }

    /** What the network runs on; empty as long as nobody has asked for it. */
    default Optional<String> provider() {
        return Optional.of(network().provider());
    }
}
