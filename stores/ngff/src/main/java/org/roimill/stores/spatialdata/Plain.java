package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metadata as plain maps and back. */
final class Plain {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Plain() {}

    static Map<String, Object> map(JsonNode node) {
        if (!node.isObject()) {
            return Map.of();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), MAPPER.convertValue(e.getValue(), Object.class)));
        return map;
    }

    static ObjectNode node(Map<String, Object> map) {
        return MAPPER.valueToTree(map);
    }
}
