package org.roimill.inference.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Provider;
import org.roimill.inference.TinyModel;
import org.roimill.inference.library.Library;

class SessionsTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    /** A GPU that may be there, with libraries that are not. */
    private record Fake(boolean isVisible) implements Gpu {
        @Override
        public void addCuda(OrtSession.SessionOptions options) throws OrtException {
            throw new OrtException("Failed to find CUDA shared provider");
        }

        @Override
        public void addTensorRt(OrtSession.SessionOptions options) throws OrtException {
            addCuda(options);
        }
    }

    private String provider(Provider wanted, boolean visible) {
        Path model = TinyModel.in(folder.resolve("tiny"));
        Networks networks = new Networks(wanted, new Fake(visible), notes::add);
        for (int i = 0; i < 2; i++) {
            networks.open(new Library(folder).find(model.toString())).close();
        }
        try (Networks.Opened opened = networks.open(new Library(folder).find(model.toString()))) {
            assertTrue(opened.difference() <= 1e-6);
            return opened.network().provider();
        }
    }

    @Test
    void withoutAGpuNothingIsSaid() {
        assertEquals("cpu", provider(Provider.AUTO, false));
        assertEquals(List.of(), notes);
    }

    @Test
    void aGpuThatIsThereAndNotUsedIsToldOnce() {
        assertEquals("cpu", provider(Provider.AUTO, true));
        assertEquals(
                List.of("networks run on the CPU although there is a GPU: Failed to find CUDA shared provider"), notes);
    }

    @Test
    void whoAsksForTheCpuGetsIt() {
        assertEquals("cpu", provider(Provider.CPU, true));
        assertEquals(List.of(), notes);
    }

    @Test
    void whoAsksForAGpuGetsOneOrAnError() {
        for (Provider wanted : List.of(Provider.CUDA, Provider.TENSORRT)) {
            RoimillException none = assertThrows(RoimillException.class, () -> provider(wanted, false));
            assertEquals(Failure.USAGE, none.failure());
            assertTrue(none.getMessage().contains("there is no NVIDIA GPU here"), none.getMessage());
            RoimillException broken = assertThrows(RoimillException.class, () -> provider(wanted, true));
            assertEquals(Failure.USAGE, broken.failure());
            assertTrue(broken.getMessage().contains("Failed to find CUDA"), broken.getMessage());
        }
    }

    @Test
    void theCpuJarSaysWithoutNoiseThatItHasNoCuda() {
        RoimillException e = assertThrows(RoimillException.class, () -> {
            Gpu here = new Gpu() {
                @Override
                public boolean isVisible() {
                    return true;
                }

                @Override
                public void addCuda(OrtSession.SessionOptions options) throws OrtException {
                    HERE.addCuda(options);
                }

                @Override
                public void addTensorRt(OrtSession.SessionOptions options) throws OrtException {
                    HERE.addTensorRt(options);
                }
            };
            Path model = TinyModel.in(folder.resolve("tiny"));
            new Networks(Provider.CUDA, here, notes::add).open(new Library(folder).find(model.toString()));
        });
        assertEquals(Failure.USAGE, e.failure(), e.getMessage());
    }
}
