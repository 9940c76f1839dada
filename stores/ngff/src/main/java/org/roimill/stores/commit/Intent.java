package org.roimill.stores.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.meta.Json;

/** What a transaction is about to do to the store. Its file appears whole, after all that it speaks of is on the disk. */
record Intent(List<Change> changes, boolean acceptWindow) {
    private static final int FORMAT = 1;

    /** An element and its keys before and after. */
    record Change(String element, String before, String after) {
        boolean isDeletion() {
            return after.equals(ElementKey.ABSENT);
        }
    }

    Intent {
        changes = List.copyOf(changes);
    }

    byte[] toJson() {
        ObjectNode json = Json.object();
        json.put("format", FORMAT);
        json.put("accept_window", acceptWindow);
        ArrayNode list = json.putArray("elements");
        for (Change c : changes) {
            list.addObject().put("element", c.element()).put("old", c.before()).put("new", c.after());
        }
        return Json.bytes(json);
    }

    static Intent read(Path file) {
        ObjectNode json = parse(file);
        if (json.path("format").asInt() != FORMAT) {
            throw RoimillException.badData(
                    file + ": an unfinished commit of a format that this version does not know",
                    "Open the store with the version of roimill that began it.");
        }
        List<Change> changes = new ArrayList<>();
        for (JsonNode c : json.path("elements")) {
            changes.add(new Change(
                    StoreRoot.checkName(c.path("element").asText()),
                    c.path("old").asText(),
                    c.path("new").asText()));
        }
        return new Intent(changes, json.path("accept_window").asBoolean());
    }

    static ObjectNode parse(Path file) {
        return Json.parse(bytes(file), file.toString());
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Disk.failure("reading", file, e);
        }
    }
}
