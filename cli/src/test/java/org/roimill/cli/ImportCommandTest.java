package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    Path folder;

    @Test
    void aFileOfPlexPipeBecomesAChain() throws IOException {
        Path file = Files.writeString(folder.resolve("analysis.yaml"), """
                schema_version: 1
                general: {analysis_dir: /data, analysis_name: tma}
                additional_elements:
                  - category: image_enhancer
                    type: negative
                    input: DAPI
                    output: dark
                    parameters: {from: 9, strength: 3}
                """);
        Ran ran = Ran.roimill("import", "plexpipe", file);
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(
                """
                # ROIs: /data/tma/rois
                roimill: 1
                name: analysis
                storage:
                  chunk: 512
                  levels: 4
                  downscale: 2
                steps:
                  - type: negative
                    input: DAPI
                    output: dark
                    parameters:
                      from: 9
                    keep: true
                """.replaceAll("(?s)storage:.*steps:", "steps:"),
                ran.out().replaceAll("(?s)storage:.*steps:", "steps:"));
        assertTrue(ran.err().contains("unknown parameters have no effect: strength; in force: {from=9}"), ran.err());

        Path target = folder.resolve("chain.yaml");
        assertEquals(0, Ran.roimill("import", "plexpipe", file, "-o", target).exit());
        assertEquals(ran.out(), Files.readString(target));
        Ran again = Ran.roimill("import", "plexpipe", file, "-o", target);
        assertEquals(73, again.exit());
        Ran own = Ran.roimill("import", "plexpipe", target);
        assertEquals(2, own.exit());
        assertTrue(own.err().contains("is a chain of roimill already"), own.err());
        Ran nowhere = Ran.roimill("import", "plexpipe", file, "-o", folder.resolve("gone/chain.yaml"));
        assertEquals(75, nowhere.exit());
    }
}
