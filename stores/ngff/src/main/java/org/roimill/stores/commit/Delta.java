package org.roimill.stores.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Store;

/**
 * What a delta says of itself, in its last entry: see docs/formats/delta.md.
 *
 * @param inputs what its elements were made from, as it was then
 */
public record Delta(int format, Base base, List<Input> inputs, List<Item> elements) {
    /** The entry's name. */
    public static final String KEY = "roimill-delta.json";

    public static final int FORMAT = 1;

    /** The store that was read: its name, and the digest of its root group's attributes, for people. */
    public record Base(String name, String key) {
        public static Base of(Store store) {
            byte[] attributes = Json.bytes(ZarrGroup.openPlain(store, "").attributes());
            String name = store.name().substring(store.name().lastIndexOf('/') + 1);
            return new Base(
                    name,
                    "sha256:" + HexFormat.of().formatHex(ElementKey.sha256().digest(attributes)));
        }
    }

    /** An element that was read, of the base or of a delta laid over it, with its key. */
    public record Input(String element, String key) {}

    /**
     * An element that the delta holds.
     *
     * @param replaces the key of the element that it may take the place of; {@link ElementKey#ABSENT} for none
     * @param passing whether it is for the next stage alone, and dropped at the commit
     */
    public record Item(String element, String key, String replaces, boolean passing) {}

    public Delta {
        inputs = List.copyOf(inputs);
        elements = List.copyOf(elements);
    }

    public Delta(Base base, List<Input> inputs, List<Item> elements) {
        this(FORMAT, base, inputs, elements);
    }

    public byte[] toJson() {
        ObjectNode json = Json.object();
        json.put("roimill_delta", format);
        json.putObject("base").put("name", base.name()).put("key", base.key());
        var inputList = json.putArray("inputs");
        inputs.forEach(i -> inputList.addObject().put("element", i.element()).put("key", i.key()));
        var elementList = json.putArray("elements");
        elements.forEach(e -> elementList
                .addObject()
                .put("element", e.element())
                .put("key", e.key())
                .put("replaces", e.replaces())
                .put("transient", e.passing()));
        return Json.bytes(json);
    }

    /** Of an opened delta. */
    public static Delta read(Store delta) {
        ObjectNode json = Json.read(delta, KEY);
        if (json == null) {
            throw RoimillException.badData(
                    delta.name() + " is no whole delta: it has no " + KEY,
                    "It may have been cut short, or be a store: make it again.");
        }
        int format = json.path("roimill_delta").asInt();
        if (format != FORMAT) {
            throw RoimillException.badData(
                    delta.name() + ": deltas of format " + format + " are not known here", "Use a newer roimill.");
        }
        List<Input> inputs = new ArrayList<>();
        for (JsonNode i : json.path("inputs")) {
            inputs.add(new Input(text(delta, i, "element"), text(delta, i, "key")));
        }
        List<Item> elements = new ArrayList<>();
        for (JsonNode e : json.path("elements")) {
            elements.add(new Item(
                    StoreRoot.checkName(text(delta, e, "element")),
                    text(delta, e, "key"),
                    text(delta, e, "replaces"),
                    e.path("transient").asBoolean()));
        }
        JsonNode base = json.path("base");
        return new Delta(new Base(text(delta, base, "name"), text(delta, base, "key")), inputs, elements);
    }

    private static String text(Store delta, JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw RoimillException.badData(
                    delta.name() + ": " + KEY + " lacks a '" + field + "'", "The delta is damaged: make it again.");
        }
        return value.asText();
    }
}
