package org.roimill.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;

/** The NVIDIA GPU of this machine, and how a session comes to use it. */
interface Gpu {
    /** Whether there is one at all; says nothing of the libraries that it takes. */
    boolean isVisible();

    void addCuda(OrtSession.SessionOptions options) throws OrtException;

    void addTensorRt(OrtSession.SessionOptions options) throws OrtException;

    Gpu HERE = new Gpu() {
        private static final int FIRST = 0;

        @Override
        @SuppressWarnings("restricted") // looks for the library, and calls nothing in it
        public boolean isVisible() {
            if (Files.exists(Path.of("/dev/nvidiactl"))) {
                return true;
            }
            try (Arena arena = Arena.ofConfined()) {
                SymbolLookup.libraryLookup("libcuda.so.1", arena);
                return true;
            } catch (IllegalArgumentException none) {
                return false;
            }
        }

        @Override
        public void addCuda(OrtSession.SessionOptions options) throws OrtException {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(FIRST)) {
                cuda.add("arena_extend_strategy", "kSameAsRequested");
                cuda.add("cudnn_conv_algo_search", "HEURISTIC"); // an exhaustive search begins anew for each shape
                cuda.add("use_tf32", "0"); // results as on a CPU, but for the order of sums
                options.addCUDA(cuda);
            }
        }

        @Override
        public void addTensorRt(OrtSession.SessionOptions options) throws OrtException {
            try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(FIRST)) {
                options.addTensorrt(tensorRt);
            }
            addCuda(options); // for what TensorRT leaves over
        }
    };
}
