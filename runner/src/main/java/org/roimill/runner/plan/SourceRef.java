package org.roimill.runner.plan;

import org.roimill.runner.stage.Place;

/**
 * An element of the ROI, or one channel of it, at one level, as a chain reads it.
 *
 * @param channel null for all
 */
record SourceRef(String element, String channel, int level) {
    /** The name of the place in the graph. */
    Place.Given place() {
        return new Place.Given(element + (channel == null ? "" : "/" + channel) + (level == 0 ? "" : "@" + level));
    }

    /** As the name of an element of its own. */
    String name() {
        return channel == null ? element : element + "/" + channel;
    }
}
