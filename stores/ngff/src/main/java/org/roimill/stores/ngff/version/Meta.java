package org.roimill.stores.ngff.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/** A value in a metadata document and the path that leads to it, so that every complaint can name the path. */
public final class Meta {
    private final JsonNode node;
    private final String place;
    private final String path;

    private Meta(JsonNode node, String place, String path) {
        this.node = node;
        this.place = place;
        this.path = path;
    }

    /**
     * The document itself.
     *
     * @param place where it stands, for messages
     */
    public static Meta of(JsonNode document, String place) {
        return new Meta(document, place, "");
    }

    /** The value under a key; one that is not present where there is none. */
    public Meta at(String key) {
        JsonNode child = node.isObject() && node.has(key) ? node.get(key) : MissingNode.getInstance();
        return new Meta(child, place, path.isEmpty() ? key : path + "." + key);
    }

    public Meta need(String key) {
        Meta child = object().at(key);
        if (!child.isPresent()) {
            throw child.fault("is missing");
        }
        return child;
    }

    public boolean isPresent() {
        return !node.isMissingNode();
    }

    public JsonNode node() {
        return node;
    }

    public Meta object() {
        if (!node.isObject()) {
            throw fault("is " + brief() + ", not an object");
        }
        return this;
    }

    public String text() {
        if (!node.isTextual()) {
            throw fault("is " + brief() + ", not a text");
        }
        return node.textValue();
    }

    public String text(Pattern pattern) {
        if (!pattern.matcher(text()).matches()) {
            throw fault("is " + brief() + ", which does not match " + pattern);
        }
        return text();
    }

    public double number() {
        if (!node.isNumber()) {
            throw fault("is " + brief() + ", not a number");
        }
        return node.doubleValue();
    }

    public boolean truth() {
        if (!node.isBoolean()) {
            throw fault("is " + brief() + ", neither true nor false");
        }
        return node.booleanValue();
    }

    public long integer(long least, long most) {
        if (!node.isNumber() || node.doubleValue() != Math.rint(node.doubleValue()) || !node.canConvertToLong()) {
            throw fault("is " + brief() + ", not an integer");
        }
        if (node.longValue() < least || node.longValue() > most) {
            throw fault("is " + brief() + (node.longValue() < least ? ", less than " + least : ", more than " + most));
        }
        return node.longValue();
    }

    /** The entries of a list that has at least and at most that many. */
    public List<Meta> list(int least, int most) {
        if (!node.isArray()) {
            throw fault("is " + brief() + ", not a list");
        }
        if (node.size() < least || node.size() > most) {
            throw fault("has " + node.size() + " entries, "
                    + (node.size() < least ? "less than " + least : "more than " + most));
        }
        List<Meta> entries = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            entries.add(new Meta(node.get(i), place, path + "[" + i + "]"));
        }
        return entries;
    }

    public double[] numbers(int count) {
        return numbers(count, count);
    }

    public double[] numbers(int least, int most) {
        return list(least, most).stream().mapToDouble(Meta::number).toArray();
    }

    /** A list no two entries of which are equal. */
    public List<Meta> set(int least, int most) {
        List<Meta> entries = list(least, most);
        Set<JsonNode> seen = new HashSet<>();
        for (Meta entry : entries) {
            if (!seen.add(entry.node)) {
                throw entry.fault("stands there twice");
            }
        }
        return entries;
    }

    public RoimillException fault(String what) {
        return RoimillException.badData(
                place + ": " + (path.isEmpty() ? "the metadata" : path) + " " + what,
                "Correct the metadata, or write the element again.");
    }

    /** The value itself, shortened. */
    private String brief() {
        if (node.isMissingNode()) {
            return "missing";
        }
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }

    @Override
    public String toString() {
        return path + " = " + brief();
    }
}
