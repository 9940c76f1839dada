package org.roimill.stores.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.ZipStore;

/** Stores written by zarr-python 2 and 3, read out of their archives. */
class GoldenTest {
    private static final List<String> ARCHIVES =
            List.of("zarr-v2", "zarr-v2-layout", "zarr-v3", "zarr-v3-layout", "zarr-v3-sharding");
    /** Codecs of zarr-python that are refused by name. */
    private static final List<String> REFUSED =
            List.of("bz2", "delta", "shuffle", "packbits", "fixedscaleoffset", "crc32", "fletcher32");

    private static final long TOO_LARGE = 1L << 40;

    static Stream<String> archives() {
        return ARCHIVES.stream();
    }

    private static Store open(String archive) throws URISyntaxException {
        return ZipStore.open(Path.of(
                GoldenTest.class.getResource("/golden/" + archive + ".zip").toURI()));
    }

    private static List<String> manifests(Store store) {
        List<String> keys = new ArrayList<>();
        store.walk("", key -> {
            if (key.endsWith("/manifest.json")) {
                keys.add(key);
            }
        });
        return keys;
    }

    @ParameterizedTest
    @MethodSource("archives")
    void everyArrayHasTheValuesItWasWrittenWith(String archive) throws Exception {
        List<String> wrong = new ArrayList<>();
        int read = 0;
        try (Store store = open(archive)) {
            for (String key : manifests(store)) {
                ObjectNode manifest = Json.read(store, key);
                for (JsonNode array : manifest.get("arrays")) {
                    String path = Keys.parent(key) + "/store.zarr/"
                            + array.get("path").asText();
                    String problem = array.has("expect") ? problemIfRead(store, path) : problem(store, path, array);
                    if (problem != null) {
                        wrong.add(path + " (" + array.get("what").asText() + "): " + problem);
                    }
                    read++;
                }
            }
        }
        assertTrue(read >= 20, archive + " has " + read + " arrays");
        assertEquals(List.of(), wrong);
    }

    private static String problem(Store store, String path, JsonNode expected) {
        ZarrArray array;
        String hash;
        try {
            array = ZarrArray.open(store, path);
            hash = HexFormat.of().formatHex(sha256(array));
        } catch (RoimillException e) {
            boolean refused = REFUSED.stream().anyMatch(c -> e.getMessage().contains("codec '" + c + "' is not known"));
            return refused && e.failure() == Failure.BAD_DATA ? null : e.getMessage();
        }
        String dtype = array.type() instanceof ElementType.Numeric n
                ? switch (n.dtype()) {
                    case BOOL -> "bool";
                    default ->
                        (n.dtype().isFloating() ? "float" : n.dtype().isUnsigned() ? "uint" : "int")
                                + 8 * n.dtype().bytes();
                }
                : expected.get("dtype").asText();
        if (!dtype.equals(expected.get("dtype").asText())) {
            return "type " + dtype + ", not " + expected.get("dtype");
        }
        return hash.equals(expected.get("sha256").asText()) ? null : "other values than were written";
    }

    private static byte[] sha256(ZarrArray array) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            if (array.type() instanceof ElementType.Numeric) {
                try (Arena arena = Arena.ofConfined()) {
                    Block block = Block.zeros(array.dtype(), array.domain(), arena);
                    block.data().fill((byte) 0x5A);
                    array.read(array.domain(), block);
                    sha.update(block.data().asByteBuffer());
                }
                return sha.digest();
            }
            boolean bytes =
                    array.type() instanceof ElementType.FixedBytes || array.type() instanceof ElementType.VarBytes;
            if (bytes) {
                for (byte[] value : array.readBytes(array.domain())) {
                    update(sha, trimmed(array, value));
                }
            } else {
                for (String text : array.readStrings()) {
                    update(sha, text.getBytes(StandardCharsets.UTF_8));
                }
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** NumPy shows raw items of one length without the zeros at their end. */
    private static byte[] trimmed(ZarrArray array, byte[] value) {
        return array.type() instanceof ElementType.FixedBytes ? Texts.trim(value) : value;
    }

    private static void update(MessageDigest sha, byte[] value) {
        sha.update(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value.length)
                .flip());
        sha.update(value);
    }

    private static String problemIfRead(Store store, String path) {
        try {
            if (ZarrGroup.kindAt(store, path) == NodeKind.GROUP) {
                ZarrGroup.open(store, path);
                return "a group that should be refused was opened";
            }
            ZarrArray array = ZarrArray.open(store, path);
            long voxels = array.domain().voxels();
            if (voxels > TOO_LARGE) {
                return null;
            }
            sha256(array);
            return "it should be refused and was read";
        } catch (RoimillException e) {
            boolean named = e.failure() == Failure.BAD_DATA
                    && e.getMessage().contains(path.substring(path.lastIndexOf('/') + 1));
            return named ? null : "the message does not say where: " + e.failure() + " " + e.getMessage();
        }
    }

    @Test
    void attributesAreReadValueForValueWithAndWithoutConsolidation() throws Exception {
        for (String archive : List.of("zarr-v2", "zarr-v3")) {
            String root = archive.substring(5) + "-consolidated";
            try (Store store = open(archive)) {
                ObjectNode manifest = Json.read(store, root + "/manifest.json");
                ZarrGroup consolidated = ZarrGroup.open(store, root + "/store.zarr");
                ZarrGroup plain = ZarrGroup.openPlain(store, root + "/store.zarr");
                assertTrue(consolidated.isConsolidated() && !plain.isConsolidated());
                for (ZarrGroup group : List.of(consolidated, plain)) {
                    for (JsonNode g : manifest.get("groups")) {
                        String path = g.get("path").asText();
                        ZarrGroup one = path.isEmpty() ? group : group.group(path);
                        assertSame(g.get("attributes"), one.attributes(), root + path);
                    }
                    manifest.get("array_attributes")
                            .properties()
                            .forEach(e -> assertSame(
                                    e.getValue(), group.array(e.getKey()).attributes(), root + e.getKey()));
                }
                assertEquals(plain.children(), consolidated.children());
            }
        }
    }

    private static List<String> names(JsonNode node, boolean sorted) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return sorted ? names.stream().sorted().toList() : names;
    }

    /** Floats that strict JSON lacks stand in the manifest as objects. */
    private static void assertSame(JsonNode expected, JsonNode found, String where) {
        if (expected.isObject() && expected.has("$float")) {
            assertTrue(found.isDouble(), where);
            assertEquals(Double.parseDouble(expected.get("$float").asText()), found.doubleValue(), where);
        } else if (expected.isObject()) {
            // zarr-python 2 sorts keys when it writes.
            boolean sorted = where.startsWith("v2");
            List<String> names = names(expected, sorted);
            assertEquals(names, names(found, sorted), where);
            names.forEach(n -> assertSame(expected.get(n), found.get(n), where + "/" + n));
        } else if (expected.isArray()) {
            assertEquals(expected.size(), found.size(), where);
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), found.get(i), where + "/" + i);
            }
        } else {
            assertEquals(
                    expected,
                    found,
                    where + ": " + expected.getNodeType().toString().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void archivesListTheirKeysInOrder() throws URISyntaxException, IOException {
        try (Store store = open("zarr-v3-sharding")) {
            List<String> keys = new ArrayList<>();
            store.walk("", keys::add);
            assertEquals(keys.stream().sorted().toList(), keys);
            assertEquals(List.of("v3-sharding-missing/", "v3-sharding/"), store.list(""));
        }
    }
}
