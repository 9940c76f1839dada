package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks, run by the kernel of the project and a Jupyter client in Python. */
@EnabledIfEnvironmentVariable(
        named = "ROIMILL_NOTEBOOK",
        matches = "1",
        disabledReason = "needs Python: .ci/run makes what a notebook needs and asks for this test")
class NotebookIT {
    private static final String NOTEBOOK = """
            {"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [],
              "source": ["CELL"]}],
             "metadata": {"kernelspec": {"name": "roimill", "language": "java", "display_name": "Java 25 with roimill"}},
             "nbformat": 4, "nbformat_minor": 5}
            """;

    @TempDir
    Path folder;

    @Test
    void aCellSeesTheClassesOfRoimill() throws IOException {
        Launched run = notebook("org.roimill.core.memory.Bytes.parse(\\\"3K\\\")");
        assertEquals(0, run.exit(), run.err());
        assertTrue(Files.readString(folder.resolve("out.ipynb")).contains("3072"), "the cell gave something else");
    }

    @Test
    void aCellThatFailsFailsTheNotebook() throws IOException {
        Launched run = notebook("org.roimill.core.memory.Bytes.parse(\\\"many\\\")");
        assertEquals(1, run.exit(), run.err());
        assertTrue(run.err().contains("many"), run.err());
        assertTrue(Files.exists(folder.resolve("out.ipynb")));
    }

    @Test
    void theDemoShowsAPictureAndATable() throws IOException {
        Launched run = run(Launched.ROOT.resolve("notebooks/demo.ipynb"));
        assertEquals(0, run.exit(), run.err());
        String out = Files.readString(folder.resolve("out.ipynb"));
        assertTrue(out.contains("image/png"), "no picture");
        assertTrue(out.contains("mean_Ki67: ["), "no table");
    }

    private Launched notebook(String cell) throws IOException {
        return run(Files.writeString(folder.resolve("in.ipynb"), NOTEBOOK.replace("CELL", cell)));
    }

    /** From the folder of notebooks, where a Jupyter with a window would run them. */
    private Launched run(Path notebook) {
        return Launched.run(
                Launched.ROOT.resolve("notebooks"),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "ROIMILL_HOME", Launched.HOME.toString()),
                List.of(
                        Launched.ROOT.resolve("tools/notebook").toString(),
                        notebook.toString(),
                        folder.resolve("out.ipynb").toString()));
    }
}
