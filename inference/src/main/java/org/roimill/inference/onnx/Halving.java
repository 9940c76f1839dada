package org.roimill.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Locale;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;

/**
 * Runs a batch, and where memory does not suffice its two halves, down to single tiles. What did not fit once is not
 * tried again. Safe for many threads.
 */
final class Halving {
    private static final List<String> LACK_OF_MEMORY = List.of(
            "out of memory",
            "out_of_memory",
            "failed to allocate memory",
            "bad allocation",
            "bad_alloc",
            "cublas_status_alloc_failed",
            "cudnn_status_alloc_failed",
            "cuda failure 2:");

    /** One call of the network. */
    interface Call {
        void run(List<Block> inputs, List<Block> outputs) throws OrtException;
    }

    private final String name;
    private final String provider;
    private final Call call;
    private volatile long most = Long.MAX_VALUE;

    Halving(String name, String provider, Call call) {
        this.name = name;
        this.provider = provider;
        this.call = call;
    }

    /** The largest batch that may still fit. */
    long most() {
        return most;
    }

    void run(List<Block> inputs, List<Block> outputs) {
        long batch = inputs.getFirst().region().size(0);
        if (batch > most && batch > 1) {
            halves(inputs, outputs, batch);
            return;
        }
        try {
            call.run(inputs, outputs);
        } catch (OrtException e) {
            if (!lacksMemory(e)) {
                throw new RoimillException(
                        Failure.BAD_DATA,
                        "the network of '" + name + "' failed: " + firstLine(e),
                        "Look whether it takes tiles of this size: roimill models show " + name,
                        e);
            }
            if (batch == 1) {
                throw outOfMemory(e);
            }
            synchronized (this) {
                most = Math.min(most, Math.max(1, batch / 2));
            }
            halves(inputs, outputs, batch);
        }
    }

    private void halves(List<Block> inputs, List<Block> outputs, long batch) {
        long middle = batch / 2;
        part(inputs, outputs, 0, middle);
        part(inputs, outputs, middle, batch);
    }

    private void part(List<Block> inputs, List<Block> outputs, long from, long to) {
        run(
                inputs.stream().map(b -> Tensors.part(b, from, to)).toList(),
                outputs.stream().map(b -> Tensors.part(b, from, to)).toList());
    }

    private RoimillException outOfMemory(OrtException e) {
        boolean cpu = provider.equals("cpu");
        return new RoimillException(
                Failure.OUT_OF_MEMORY,
                "the network of '" + name + "' ran out of memory on one tile, on " + provider + ": " + firstLine(e),
                cpu
                        ? "Give it fewer tiles at once by --cpus, or a machine with more memory."
                        : "See what else runs on the GPU, or use --device cpu.",
                e);
    }

    static boolean lacksMemory(OrtException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return LACK_OF_MEMORY.stream().anyMatch(message::contains);
    }

    static String firstLine(OrtException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
