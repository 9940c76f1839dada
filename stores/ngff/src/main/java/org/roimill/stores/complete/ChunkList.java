package org.roimill.stores.complete;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.chunk.RawHash;

/**
 * The stored objects of one element. Keys are relative to the element. The format is in docs/formats/chunk-list.md.
 */
public final class ChunkList {
    /** Of the format. */
    public static final int VERSION = 1;

    private static final String HEAD = "roimill-chunks ";
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9a-f]{8}) ([0-9a-f]{32}) (\\S.*)");

    private final SortedMap<String, Entry> entries;

    /**
     * One stored object.
     *
     * @param length in bytes, as stored
     * @param crc32c over the stored bytes
     * @param raw hash over the voxels or values themselves, whatever the codec
     */
    public record Entry(long length, int crc32c, RawHash raw) {}

    public ChunkList(Map<String, Entry> entries) {
        this.entries = new TreeMap<>(entries);
    }

    /** By key, sorted. */
    public SortedMap<String, Entry> entries() {
        return entries;
    }

    public byte[] bytes() {
        StringBuilder text = new StringBuilder(HEAD).append(VERSION).append('\n');
        entries.forEach((key, e) -> text.append(e.length())
                .append(' ')
                .append(HexFormat.of().toHexDigits(e.crc32c()))
                .append(' ')
                .append(e.raw().hex())
                .append(' ')
                .append(key)
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param place where the list stands, for messages
     */
    public static ChunkList parse(byte[] bytes, String place) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (!lines[0].equals(HEAD + VERSION)) {
            throw RoimillException.badData(
                    place + " begins with '" + lines[0] + "', not with '" + HEAD + VERSION + "'",
                    "Read the store with the version of roimill that wrote it, or write the element again.");
        }
        Map<String, Entry> entries = new TreeMap<>();
        for (int i = 1; i < lines.length - 1; i++) {
            Matcher m = LINE.matcher(lines[i]);
            if (!m.matches()) {
                throw damaged(place, "line " + (i + 1) + " is no entry");
            }
            RawHash raw = RawHash.parse(m.group(3));
            entries.put(
                    m.group(4), new Entry(Long.parseLong(m.group(1)), Integer.parseUnsignedInt(m.group(2), 16), raw));
        }
        if (!lines[lines.length - 1].isEmpty()) {
            throw damaged(place, "its last line is cut");
        }
        return new ChunkList(entries);
    }

    static RoimillException damaged(String place, String what) {
        return RoimillException.badData(
                place + " is damaged: " + what, "Copy the store again, or make the element again.");
    }

    /**
     * The root of a hash tree over keys and raw hashes, in hex: equal content has equal roots, however it is compressed.
     * Two neighbours make one node of the row above; one that is left over moves up as it is.
     */
    public String root() {
        MessageDigest sha = sha256();
        List<byte[]> row = new ArrayList<>();
        entries.forEach((key, e) -> {
            sha.update((byte) 0);
            sha.update(ByteBuffer.allocate(16)
                    .putLong(e.raw().high())
                    .putLong(e.raw().low())
                    .array());
            row.add(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
        });
        List<byte[]> nodes = row;
        while (nodes.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i + 1 < nodes.size(); i += 2) {
                sha.update((byte) 1);
                sha.update(nodes.get(i));
                above.add(sha.digest(nodes.get(i + 1)));
            }
            if (nodes.size() % 2 == 1) {
                above.add(nodes.getLast());
            }
            nodes = above;
        }
        return HexFormat.of().formatHex(nodes.isEmpty() ? sha.digest() : nodes.getFirst());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
