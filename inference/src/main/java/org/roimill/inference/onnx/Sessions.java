package org.roimill.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Provider;

/**
 * Opens sessions on the provider that is wanted, as far as there is one. The runner has a thread for each CPU, and each
 * brings a tile, so that a session starts no threads of its own.
 */
final class Sessions {
    private static final String NO_GPU = "there is no NVIDIA GPU here, or its driver is missing";

    private final Provider wanted;
    private final Gpu gpu;
    private final Consumer<String> notes;
    private final AtomicBoolean noted = new AtomicBoolean();

    /** @param notes is told once if there is a GPU and it is not used although it might */
    Sessions(Provider wanted, Gpu gpu, Consumer<String> notes) {
        this.wanted = wanted;
        this.gpu = gpu;
        this.notes = notes;
    }

    /** @param provider what it runs on */
    record Opened(OrtSession session, String provider) implements AutoCloseable {
        @Override
        public void close() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("a session does not close", e);
            }
        }
    }

    /** The errors of ONNX Runtime come as exceptions: it prints nothing. */
    static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    /**
     * @param place names the file of the network in messages
     * @param model its bytes, in native memory
     */
    Opened open(ByteBuffer model, String place) {
        return switch (wanted) {
            case CPU -> onCpu(model, place);
            case CUDA, TENSORRT -> asked(model, place);
            case AUTO -> gpu.isVisible() ? eitherWay(model, place) : onCpu(model, place);
        };
    }

    private Opened onCpu(ByteBuffer model, String place) {
        try (OrtSession.SessionOptions options = options()) {
            return new Opened(environment().createSession(model.duplicate(), options), "cpu");
        } catch (OrtException e) {
            throw RoimillException.badData(
                    place + " is no network that ONNX Runtime opens: " + Halving.firstLine(e),
                    "Export it again, as one ONNX file; docs/models.md says how.",
                    e);
        }
    }

    private Opened asked(ByteBuffer model, String place) {
        String device = wanted.name().toLowerCase(Locale.ROOT);
        if (!gpu.isVisible()) {
            throw RoimillException.usage(
                    "--device " + device + ": " + NO_GPU, "Leave --device out, or write --device cpu.");
        }
        try {
            return onGpu(model, wanted);
        } catch (OrtException e) {
            onCpu(model, place).close(); // or else it is the network's fault
            throw RoimillException.usage(
                    "--device " + device + ": it does not work: " + Halving.firstLine(e),
                    "Use the image with CUDA, or say where its libraries are:"
                            + " ROIMILL_JAVA_OPTIONS=-Donnxruntime.native.path=DIR.");
        }
    }

    private Opened eitherWay(ByteBuffer model, String place) {
        try {
            return onGpu(model, Provider.CUDA);
        } catch (OrtException e) {
            Opened opened = onCpu(model, place);
            if (noted.compareAndSet(false, true)) {
                notes.accept("networks run on the CPU although there is a GPU: " + Halving.firstLine(e));
            }
            return opened;
        }
    }

    /** Whether the provider loads is found out on options that are thrown away: they would be spoiled. */
    private Opened onGpu(ByteBuffer model, Provider provider) throws OrtException {
        try (OrtSession.SessionOptions trial = new OrtSession.SessionOptions()) {
            add(provider, trial);
        }
        try (OrtSession.SessionOptions options = options()) {
            add(provider, options);
            OrtSession session = environment().createSession(model.duplicate(), options);
            return new Opened(session, provider.name().toLowerCase(Locale.ROOT));
        }
    }

    private void add(Provider provider, OrtSession.SessionOptions options) throws OrtException {
        if (provider == Provider.TENSORRT) {
            gpu.addTensorRt(options);
        } else {
            gpu.addCuda(options);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setCPUArenaAllocator(true); // a tenth to a fifth quicker: docs/decisions/models.md
        options.setMemoryPatternOptimization(false); // it remembers one shape, and tiles differ
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }
}
