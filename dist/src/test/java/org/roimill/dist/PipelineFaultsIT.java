package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline makes of every fate that a task can meet, with a program in place of roimill that brings them. */
class PipelineFaultsIT {
    @TempDir
    Path folder;

    @BeforeEach
    void standIn() throws IOException {
        Path program = folder.resolve("stand-in");
        try (InputStream source = PipelineFaultsIT.class.getResourceAsStream("stand-in")) {
            Files.copy(source, program);
        }
        assertTrue(program.toFile().setExecutable(true));
        Files.writeString(folder.resolve("chain.yaml"), "fine");
    }

    @Test
    void whateverBefallsAROIIsARowAndTheOthersAreCommitted() throws IOException {
        for (String fate : List.of("good", "bad", "busy", "hungry", "killed", "rejected")) {
            roi(fate, fate);
        }
        Launched run = pipeline();
        assertEquals(1, run.exit(), run.out() + run.err());
        assertEquals(
                List.of(
                        "bad failed ring",
                        "busy failed commit",
                        "good ok",
                        "hungry ok",
                        "killed failed",
                        "rejected failed"),
                Nextflow.outcomes(folder.resolve("out")));
        assertEquals(List.of("good.zarr", "hungry.zarr", "outcomes.csv"), names("out"));
        assertTrue(run.out().contains("6 ROIs: 4 failed, 2 ok"), run.out());
        assertEquals(1, calls("run", "bad"));
        assertEquals(2, calls("run", "hungry"));
        assertEquals(3, calls("run", "killed"));
        assertEquals(0, calls("run", "rejected"));
    }

    @Test
    void resumingMillsOnlyWhatChangedAndBringsBackWhatWasTakenAway() throws IOException {
        roi("a", "good");
        roi("b", "good");
        assertEquals(0, pipeline().exit());
        roi("b", "good, but another");
        Files.delete(folder.resolve("out/a.zarr/result"));
        Files.delete(folder.resolve("out/a.zarr"));
        Launched refused = pipeline("-resume", "-process.cpus", "1");
        assertEquals(1, refused.exit(), refused.out() + refused.err());
        assertEquals(List.of("a ok", "b failed commit"), Nextflow.outcomes(folder.resolve("out")));
        assertTrue(refused.out().contains("b.zarr holds another result"), refused.out());
        assertTrue(Files.exists(folder.resolve("out/a.zarr/result")));

        Launched replaced = pipeline("-resume", "--overwrite");
        assertEquals(0, replaced.exit(), replaced.out() + replaced.err());
        assertEquals("good, but another", Files.readString(folder.resolve("out/b.zarr/result")));
        assertEquals(List.of("a.zarr", "b.zarr", "outcomes.csv"), names("out"));
        assertEquals(1, calls("run", "a"));
        assertEquals(2, calls("run", "b"));
    }

    @Test
    void resultsGoIntoTheROIOrStayDeltasAsAsked() throws IOException {
        roi("a", "good");
        assertEquals(0, pipeline("--commit", "delta").exit());
        assertEquals(List.of("a.delta.zip", "outcomes.csv"), names("out"));
        assertFalse(Files.exists(folder.resolve("rois/a/result")));
        assertEquals(0, pipeline("--commit", "in-place", "-resume").exit());
        assertTrue(Files.exists(folder.resolve("rois/a/result")));
        assertEquals(1, calls("run", "a"));
    }

    @Test
    void aWrongCallIsOneLineThatSaysTheWayOut() throws IOException {
        roi("a", "good");
        assertSays("did you mean --rois?", "--roi", "x");
        assertSays("write one of new, in-place, delta", arguments("--commit", "inplace"));
        Files.writeString(folder.resolve("chain.yaml"), "wrong");
        assertSays("Did you mean ring?", arguments());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void theStrictParserFindsNothingToSay() {
        List<String> command = new ArrayList<>(List.of("lint"));
        for (String name : List.of("main.nf", "nextflow.config", "modules", "configs/base.config")) {
            command.add(Launched.ROOT.resolve(name).toString());
        }
        Launched lint = Nextflow.nextflow(folder, command);
        assertEquals(0, lint.exit(), lint.out() + lint.err());
        assertTrue(lint.out().contains("had no errors"), lint.out());
        assertFalse(lint.out().contains("arning"), lint.out());
    }

    private void assertSays(String words, String... arguments) {
        Launched run = Nextflow.pipeline(folder, arguments);
        assertEquals(1, run.exit(), run.out() + run.err());
        assertTrue((run.out() + run.err()).contains(words), run.out() + run.err());
    }

    private Launched pipeline(String... more) {
        return Nextflow.pipeline(folder, arguments(more));
    }

    private String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of("--rois", "rois", "--chain", "chain.yaml", "--outdir", "out"));
        all.addAll(List.of("--roimill", folder.resolve("stand-in").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void roi(String id, String fate) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("rois/" + id)).resolve("fate"), fate);
    }

    private long calls(String command, String id) throws IOException {
        String roi = folder.resolve("rois/" + id).toString();
        return Files.readAllLines(folder.resolve("calls")).stream()
                .map(call -> call.split(" ", -1))
                .filter(words -> words[0].equals(command) && words[2].equals(roi))
                .count();
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
