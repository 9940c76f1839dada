package org.roimill.runner.chain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.roimill.core.format.Storage;

/**
 * One step as it was written.
 *
 * @param place for messages: {@code step 3 'ring' (line 41)}
 * @param name what the user called it; null where nobody did
 * @param type the id of a processor
 * @param input the elements that it reads; names, {@code image/channel}, wildcards, {@code !} exclusions
 * @param output what it calls what it makes; may hold {@code ${input}}
 * @param parameters as the parser of YAML makes them
 * @param keep null where the file does not say: kept if no later step reads it
 * @param level of the pyramid that sources are read from
 * @param optional true if it is left out where a ROI lacks its inputs
 * @param storage null for that of the chain
 * @param crops what is said about files of crops; null where nothing is
 */
public record Step(
        String place,
        String name,
        String type,
        Ends input,
        Ends output,
        Map<String, Object> parameters,
        Boolean keep,
        int level,
        boolean optional,
        Storage storage,
        CropWish crops) {
    public Step {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public Step withInput(Ends other) {
        return new Step(place, name, type, other, output, parameters, keep, level, optional, storage, crops);
    }

    public Step withKeep(Boolean other) {
        return new Step(place, name, type, input, output, parameters, other, level, optional, storage, crops);
    }
}
