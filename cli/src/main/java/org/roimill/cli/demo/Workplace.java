package org.roimill.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.roimill.core.error.RoimillException;

/** The folder of a demo: the ROIs, their sheet, the chain, the results and the picture of them. */
public record Workplace(Path folder) {
    public Path rois() {
        return folder.resolve("rois");
    }

    public Path sheet() {
        return folder.resolve("rois.csv");
    }

    public Path chain() {
        return folder.resolve("chain.yaml");
    }

    public Path results() {
        return folder.resolve("results");
    }

    public Path result(String id) {
        return results().resolve(id + ".zarr");
    }

    public Path picture() {
        return folder.resolve("demo.png");
    }

    public Path report() {
        return folder.resolve("report");
    }

    /** Writes the sheet, and the chain unless there is one: whoever changes it sees what that does. */
    public void prepare(List<String> ids) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    sheet(),
                    ids.stream()
                            .map(id -> id + ",rois/" + id + ".zarr\n")
                            .collect(Collectors.joining("", "id,path\n", "")));
            if (!Files.exists(chain())) {
                try (InputStream chain = Workplace.class.getResourceAsStream("demo.yaml")) {
                    Files.write(chain(), chain.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw RoimillException.trouble(
                    "nothing can be written to " + folder + ": " + e.getMessage(), "Choose another place by --dir.", e);
        }
    }
}
