package org.roimill.runner.plan;

import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.format.Storage;
import org.roimill.runner.stage.Place;

/**
 * An element that a plan keeps.
 *
 * @param step the place of the step that makes it
 * @param made null where nothing has to be made
 */
public record Output(
        String name,
        String step,
        ElementSpec spec,
        Storage storage,
        Map<String, Object> provenance,
        State state,
        Place.Made made) {
    public enum State {
        /** Not there yet. */
        NEW,
        /** There, of the same recipe. */
        DONE,
        /** There, of another recipe, and will be replaced. */
        REPLACES
    }
}
