package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.api.demo.Tissue;

/** The pipeline on real stores, with the distribution as it is. */
class PipelineIT {
    @TempDir
    Path folder;

    @Test
    void aDamagedROIIsARowAndOnceMendedTheOnlyOneThatIsMilledAgain() throws IOException {
        Tissue.make(folder.resolve("rois"), 3, 1, 128);
        Path chunk = folder.resolve("rois/roi_001.zarr/images/DAPI/s0/c/0/0/0");
        byte[] whole = Files.readAllBytes(chunk);
        Files.write(chunk, Arrays.copyOf(whole, whole.length / 2));

        Launched first = pipeline();
        assertEquals(1, first.exit(), first.out() + first.err());
        assertEquals(
                List.of("roi_000 ok", "roi_001 failed", "roi_002 ok"),
                Nextflow.outcomes(folder.resolve("out")).stream()
                        .map(row -> row.replaceAll("failed .*", "failed"))
                        .toList());
        assertTrue(Files.readString(folder.resolve("out/outcomes.csv")).contains("images/DAPI/s0"));
        assertTrue(Files.exists(folder.resolve("out/roi_000.zarr")));
        assertFalse(Files.exists(folder.resolve("out/roi_001.zarr")));

        Files.write(chunk, whole);
        Launched second = pipeline("-resume");
        assertEquals(0, second.exit(), second.out() + second.err());
        assertEquals(List.of("roi_001"), milled(second));
        for (String roi : List.of("roi_000", "roi_001", "roi_002")) {
            Launched verify = Launched.roimill(folder, "verify", "out/" + roi + ".zarr");
            assertEquals(0, verify.exit(), verify.out() + verify.err());
            assertTrue(verify.out().contains("nuclei: ok"), verify.out());
        }

        Launched third = pipeline("-resume");
        assertEquals(0, third.exit(), third.out() + third.err());
        assertEquals(List.of(), milled(third));
    }

    private Launched pipeline(String... more) {
        String[] arguments = {
            "--rois",
            "rois",
            "--chain",
            Launched.ROOT.resolve("configs/demo.yaml").toString(),
            "--outdir",
            "out",
            "--roimill",
            Launched.HOME.resolve("bin/roimill").toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Nextflow.pipeline(folder, all);
    }

    private static List<String> milled(Launched run) {
        return Pattern.compile("Submitted process > MILL \\((.*)\\)")
                .matcher(run.out())
                .results()
                .map((MatchResult found) -> found.group(1))
                .sorted()
                .toList();
    }
}
