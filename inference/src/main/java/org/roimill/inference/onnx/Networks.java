package org.roimill.inference.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Network;
import org.roimill.core.network.Provider;
import org.roimill.core.network.TensorSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.inference.card.Card;
import org.roimill.inference.library.Found;
import org.roimill.inference.library.Hash;

/** Opens networks: the right file, with the tensors of its card, that computes what it should. */
public final class Networks {
    private static final int RANK = 4;
    private static final List<String> AXES = List.of("tiles", "channels", "y", "x");

    private final Sessions sessions;
    private final Consumer<String> notes;

    /** @param notes is told what the user should know */
    public Networks(Provider wanted, Consumer<String> notes) {
        this(wanted, Gpu.HERE, notes);
    }

    Networks(Provider wanted, Gpu gpu, Consumer<String> notes) {
        this.sessions = new Sessions(wanted, gpu, notes);
        this.notes = notes;
    }

    /**
     * A network that was opened.
     *
     * @param difference of its self-test; NaN where there is none
     */
    public record Opened(Network network, double difference) implements AutoCloseable {
        @Override
        public void close() {
            ((OnnxNetwork) network).close();
        }
    }

    public Opened open(Found found) {
        Card card = found.card();
        OnnxNetwork network = session(found);
        try {
            checkTensors(network, card, found.files().place());
            return new Opened(network, test(network, found));
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    private OnnxNetwork session(Found found) {
        String place = found.files().place() + "/" + found.card().network();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment bytes = map(found, found.card().network(), arena);
            String sha256 = Hash.of(bytes);
            if (!sha256.equals(found.card().sha256())) {
                throw RoimillException.badData(
                        place + " is not the file of its card: it has sha256 " + sha256,
                        "Get the model again; who changed it on purpose writes that into the card.");
            }
            Weights.checkInside(bytes, place);
            return network(found.name(), sessions.open(bytes.asByteBuffer(), place));
        } catch (OrtException e) {
            throw RoimillException.badData(place + ": " + Halving.firstLine(e), "Export it again.", e);
        }
    }

    private static OnnxNetwork network(String name, Sessions.Opened opened) throws OrtException {
        try {
            return new OnnxNetwork(name, opened);
        } catch (OrtException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static MemorySegment map(Found found, String file, Arena arena) {
        String place = found.files().place() + "/" + file;
        if (!found.files().has(file)) {
            throw RoimillException.badData(place + " is missing, and its card names it", "Get the model again, whole.");
        }
        try {
            MemorySegment bytes = found.files().map(file, arena);
            if (bytes.byteSize() > Integer.MAX_VALUE) {
                throw RoimillException.badData(place + " is larger than 2 GiB", "Export it in half precision.");
            }
            return bytes;
        } catch (IOException e) {
            throw RoimillException.trouble(
                    place + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
        }
    }

    /** Tensors are 32-bit floats over tiles, channels, y and x; outputs after the first may be anything. */
    private static void checkTensors(OnnxNetwork network, Card card, String place) {
        if (network.inputs().size() != 1) {
            throw differs(place, "takes " + network.inputs().size() + " inputs, and not one image");
        }
        check(network.inputs().getFirst(), "input", card.model().inputs().size(), card, place);
        check(network.outputs().getFirst(), "output", card.model().outputs().size(), card, place);
    }

    private static void check(TensorSpec spec, String what, int channels, Card card, String place) {
        if (spec.dtype() != DType.F32 || spec.shape().size() != RANK) {
            String type =
                    spec.dtype() == null ? "of another type" : spec.dtype().toString();
            throw differs(
                    place,
                    "has the " + what + " '" + spec.name() + "' " + type + " " + spec.shape() + ", and not f32 "
                            + AXES);
        }
        long tiles = spec.shape().getFirst();
        if (tiles > 1) {
            throw differs(place, "has the " + what + " '" + spec.name() + "' fixed at " + tiles + " tiles at once");
        }
        long found = spec.shape().get(1);
        boolean fits = found < 0 || found == channels;
        if (!fits) {
            throw differs(
                    place,
                    "has " + found + " " + what + " channel" + (found == 1 ? "" : "s") + ", its card "
                            + (channels == 0 ? "any number" : channels));
        }
        for (int d = 2; d < RANK; d++) {
            long side = spec.shape().get(d);
            if (side > 0 && (side != card.model().tile() || !card.model().tileFixed())) {
                throw differs(
                        place,
                        "has the " + what + " '" + spec.name() + "' fixed at " + side + " along " + AXES.get(d)
                                + ", and its card says tile: " + card.model().tile()
                                + (card.model().tileFixed() ? "" : " without tile_fixed: true"));
            }
        }
    }

    private static RoimillException differs(String place, String what) {
        return RoimillException.badData(place + ": the network " + what, "Mend the card, or export the network anew.");
    }

    private double test(OnnxNetwork network, Found found) {
        Card.Test test = found.card().test();
        String place = found.files().place();
        if (test == null) {
            notes.accept(String.format(
                    Locale.ROOT,
                    "the model '%s' has no test: nobody can tell whether it computes what it should",
                    found.name()));
            return Double.NaN;
        }
        try (Arena arena = Arena.ofShared()) {
            Block input = Npy.read(map(found, test.input(), arena), place + "/" + test.input(), arena);
            Block output = Npy.read(map(found, test.output(), arena), place + "/" + test.output(), arena);
            return SelfTest.run(network, input, output, test.tolerance(), place);
        }
    }
}
