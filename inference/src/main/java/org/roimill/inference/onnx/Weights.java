package org.roimill.inference.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.roimill.core.error.RoimillException;

/**
 * Whether all weights of an ONNX file lie within it. Those that do not are read by ONNX Runtime from wherever the file
 * says, past the digest of the card, so that this is looked at before it sees the file. The message types and their
 * fields are those of onnx.proto; what may hold no tensor is skipped.
 */
final class Weights {
    private static final int DEEPEST = 64;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;
    private static final int INSIDE = 0;
    private static final String MAY_BE_SHOWN = "[\\p{Graph} ]{1,100}";

    /** Messages that hold tensors, with the fields by which they do. */
    private enum Message {
        MODEL,
        TRAINING,
        GRAPH,
        NODE,
        ATTRIBUTE,
        FUNCTION,
        SPARSE,
        TENSOR;

        private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
                MODEL, Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION),
                TRAINING, Map.of(1, GRAPH, 2, GRAPH),
                GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE),
                NODE, Map.of(5, ATTRIBUTE),
                ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE),
                FUNCTION, Map.of(7, NODE, 11, ATTRIBUTE),
                SPARSE, Map.of(1, TENSOR, 2, TENSOR),
                TENSOR, Map.of());

        Message in(int field) {
            return FIELDS.get(this).get(field);
        }
    }

    private final MemorySegment bytes;
    private final String place;
    private long at;

    private Weights(MemorySegment bytes, String place) {
        this.bytes = bytes;
        this.place = place;
    }

    /** @param place names the file in messages */
    static void checkInside(MemorySegment bytes, String place) {
        Weights weights = new Weights(bytes, place);
        if (weights.isOtherForm()) {
            throw weights.damaged();
        }
        weights.check(Message.MODEL, bytes.byteSize(), 0);
    }

    /** ONNX Runtime reads a form of its own, too, which it knows by these letters. */
    private boolean isOtherForm() {
        return bytes.byteSize() >= 8
                && new String(bytes.asSlice(4, 4).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1)
                        .equals("ORTM");
    }

    private void check(Message message, long end, int depth) {
        if (depth > DEEPEST) {
            throw damaged();
        }
        while (at < end) {
            long tag = varint(end);
            int field = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
            if (field == 0) {
                throw damaged();
            }
            switch ((int) (tag & 7)) {
                case 0 -> {
                    long value = varint(end);
                    if (message == Message.TENSOR && field == DATA_LOCATION && value != INSIDE) {
                        throw outside("");
                    }
                }
                case 1 -> skip(Long.BYTES, end);
                case 2 -> {
                    long inner = innerEnd(end);
                    if (message == Message.TENSOR && field == EXTERNAL_DATA) {
                        throw outside(location(inner));
                    }
                    if (message.in(field) != null) {
                        check(message.in(field), inner, depth + 1);
                    }
                    at = inner;
                }
                case 5 -> skip(Integer.BYTES, end);
                default -> throw damaged();
            }
        }
    }

    private void skip(long n, long end) {
        if (n < 0 || n > end - at) {
            throw damaged();
        }
        at += n;
    }

    private long innerEnd(long end) {
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw damaged();
        }
        return at + length;
    }

    private long varint(long end) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw damaged();
            }
            byte next = bytes.get(ValueLayout.JAVA_BYTE, at++);
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    /** The file that an entry names, of the form {@code location}, path; empty for what else there is to say. */
    private String location(long end) {
        String key = "";
        String value = "";
        while (at < end) {
            long tag = varint(end);
            if ((tag & 7) != 2) {
                throw damaged();
            }
            long inner = innerEnd(end);
            String text = new String(
                    bytes.asSlice(at, Math.min(inner - at, 1000)).toArray(ValueLayout.JAVA_BYTE),
                    StandardCharsets.UTF_8);
            key = tag >>> 3 == 1 ? text : key;
            value = tag >>> 3 == 2 ? text : value;
            at = inner;
        }
        return key.equals("location") && value.matches(MAY_BE_SHOWN) ? value : "";
    }

    private RoimillException outside(String file) {
        return RoimillException.badData(
                place + " has weights in " + (file.isEmpty() ? "another file" : "the file '" + file + "'")
                        + ", which its digest does not cover",
                "Save it as one file: onnx.save(onnx.load(FILE), NEW), and write its sha256 into the card.");
    }

    private RoimillException damaged() {
        return RoimillException.badData(
                place + " is no network that ONNX Runtime opens: it is no ONNX file, or was cut off",
                "Get it again, or export it as one ONNX file; docs/models.md says how.");
    }
}
