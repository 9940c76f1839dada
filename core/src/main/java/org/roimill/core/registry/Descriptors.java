package org.roimill.core.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.roimill.core.param.ParameterInfo;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Port;

/** What a registry says to programs: plain maps, lists, texts and numbers, in a fixed order, ready to become JSON. */
public final class Descriptors {
    private Descriptors() {}

    /** All that is known of one processor. */
    public static Map<String, Object> map(Entry<?> entry) {
        Descriptor<?> descriptor = entry.descriptor();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", descriptor.id());
        map.put("family", descriptor.family().toString());
        map.put("version", descriptor.version());
        map.put("summary", descriptor.summary());
        map.put("origin", entry.origin());
        map.put("digest", entry.digest());
        map.put("inputs", ports(descriptor.inputs()));
        map.put("outputs", ports(descriptor.outputs()));
        map.put(
                "parameters",
                entry.parameters().list().stream().map(Descriptors::parameter).toList());
        map.put("schema", entry.parameters().schema());
        return map;
    }

    private static List<Object> ports(List<Port> ports) {
        List<Object> maps = new ArrayList<>();
        for (Port port : ports) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", port.name());
            map.put("kind", port.kind().toString());
            map.put("arity", port.arity().name().toLowerCase(Locale.ROOT));
            map.put("core_axes", port.core().toString());
            map.put("help", port.help());
            maps.add(map);
        }
        return maps;
    }

    private static Map<String, Object> parameter(ParameterInfo info) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", info.key());
        map.put("type", info.type());
        map.put("required", info.required());
        map.put("default", info.byDefault());
        map.put("range", info.range());
        map.put("unit", info.unit());
        map.put("help", info.help());
        map.put("aliases", info.aliases());
        map.put("negated", info.negated());
        return map;
    }
}
