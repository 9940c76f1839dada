package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.roimill.core.error.RoimillException;

/** One codec as the metadata names it, with its settings; {@code place} says where, for messages. */
public record CodecSpec(String name, ObjectNode settings, String place) {
    /** An integer setting within bounds; {@code absent} where it is not given. */
    public int integer(String key, int absent, int least, int most) {
        JsonNode node = settings.get(key);
        if (node == null || node.isNull()) {
            return absent;
        }
        boolean whole = node.isIntegralNumber()
                || (node.isBigDecimal() && node.decimalValue().compareTo(BigDecimal.valueOf(node.intValue())) == 0);
        if (!whole || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw fault("'" + key + "' is " + brief(node) + ", not an integer from " + least + " to " + most);
        }
        return node.intValue();
    }

    public boolean flag(String key, boolean absent) {
        JsonNode node = settings.get(key);
        if (node == null || node.isNull()) {
            return absent;
        }
        if (!node.isBoolean()) {
            throw fault("'" + key + "' is " + brief(node) + ", neither true nor false");
        }
        return node.booleanValue();
    }

    public String text(String key, String absent) {
        JsonNode node = settings.get(key);
        if (node == null || node.isNull()) {
            return absent;
        }
        if (!node.isTextual()) {
            throw fault("'" + key + "' is " + brief(node) + ", no text");
        }
        return node.textValue();
    }

    public RoimillException fault(String what) {
        return RoimillException.badData(
                place + ": codec '" + name + "': " + what, "The metadata is damaged, or written by a newer program.");
    }

    static String brief(JsonNode node) {
        String text = String.valueOf(node);
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
