package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.Store;

/** JSON as Zarr writes it: NaN and Infinity are tokens, numbers keep their digits, keys their order. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.JSON_DEPTH)
                            .maxNumberLength(Limits.NUMBER_DIGITS)
                            .maxStringLength(Limits.DOCUMENT_BYTES)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance));

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static ArrayNode array(long... values) {
        ArrayNode array = array();
        for (long v : values) {
            array.add(v);
        }
        return array;
    }

    /** The object under that key; null where there is no such value. */
    public static ObjectNode read(Store store, String key) {
        byte[] bytes = store.readBytes(key, Limits.DOCUMENT_BYTES);
        return bytes == null ? null : parse(bytes, store.name() + "/" + key);
    }

    public static ObjectNode parse(byte[] bytes, String place) {
        JsonNode node;
        try (JsonParser parser = new Exact(MAPPER.createParser(bytes))) {
            node = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw RoimillException.badData(place + " holds more than one JSON value", "Copy or make it again.");
            }
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw RoimillException.badData(
                    place + " is no sound JSON" + where + ": " + withoutSource(e.getOriginalMessage()),
                    "Copy or make it again.",
                    e);
        } catch (IOException e) {
            throw RoimillException.badData(place + " is no sound JSON: " + e.getMessage(), "Copy or make it again.", e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw RoimillException.badData(place + " holds no JSON object", "Copy or make it again.");
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return (WRITER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Jackson quotes the whole document; one line is enough. */
    private static String withoutSource(String message) {
        int source = message.indexOf(" (start marker at");
        return source < 0 ? message : message.substring(0, source);
    }

    /** Makes of a negative zero, which decimals lack, a double, in the way NaN is made one. */
    private static final class Exact extends JsonParserDelegate {
        Exact(JsonParser parser) {
            super(parser);
        }

        @Override
        public boolean isNaN() throws IOException {
            return super.isNaN() || (currentToken() == JsonToken.VALUE_NUMBER_FLOAT && isNegativeZero(getText()));
        }

        /** By its digits: once asked for a decimal, the parser forgets the sign. */
        private static boolean isNegativeZero(String number) {
            for (int i = 0; i < number.length() && "eE".indexOf(number.charAt(i)) < 0; i++) {
                if ("-0.".indexOf(number.charAt(i)) < 0) {
                    return false;
                }
            }
            return number.charAt(0) == '-';
        }
    }
}
