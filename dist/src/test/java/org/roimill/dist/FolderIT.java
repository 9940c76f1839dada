package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segmenter on a folder of images: which are taken, what is made of each, and what of a second run. */
class FolderIT {
    private static final List<String> COMMON =
            List.of("--out", "masks", "-p", "threshold=60", "--input", "a", "--channels", "a,b");

    @TempDir
    Path folder;

    @BeforeEach
    void images() throws IOException {
        Path cells = Samples.cells(folder);
        Files.createDirectories(folder.resolve("images/more"));
        for (String name : List.of("one.tif", "two_dapi.tif", "one_cp_masks.tif", "more/three_dapi.tif")) {
            Files.copy(cells, folder.resolve("images").resolve(name));
        }
        Files.writeString(folder.resolve("images/notes.txt"), "no image");
    }

    @Test
    void filesAreMadeOnceAndNotReplaced() throws IOException {
        assertEquals(0, apply().exit());
        assertEquals(
                List.of("one_cp_masks.tif", "one_seg.npy", "two_dapi_cp_masks.tif", "two_dapi_seg.npy"),
                files("masks"));
        assertEquals(List.of("masks", "masks/.roimill"), folders("masks"));

        Path mask = folder.resolve("masks/one_cp_masks.tif");
        FileTime made = Files.getLastModifiedTime(mask);
        Launched again = apply();
        assertEquals(0, again.exit(), again.err());
        assertTrue(again.out().contains("2 were there already"), again.out());
        assertEquals(made, Files.getLastModifiedTime(mask));

        Files.writeString(mask, "mine");
        Launched changed = apply();
        assertEquals(10, changed.exit());
        assertTrue(changed.out().contains("one_cp_masks.tif is there already"), changed.out());
        assertEquals("mine", Files.readString(mask));
        assertEquals(73, apply("-p", "threshold=80").exit());
        assertEquals(0, apply("-p", "threshold=80", "--overwrite").exit());
        assertTrue(Files.size(mask) > 1000);
    }

    @Test
    void oneBadImageDoesNotStopTheOthers() throws IOException {
        Files.write(folder.resolve("images/bad.tif"), new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1});
        Launched run = apply();
        assertEquals(10, run.exit());
        assertTrue(run.out().contains("bad: failed") && run.out().contains("2 done"), run.out());
        assertEquals(4, files("masks").size());
    }

    @Test
    void imagesAreChosenByNameAndPlace() throws IOException {
        assertEquals(
                0,
                apply("--img_filter", "_dapi", "--look_one_level_down", "--save_tif", "--no_npy", "--in_folders")
                        .exit());
        assertEquals(List.of("masks/two_dapi_cp_masks.tif", "more/masks/three_dapi_cp_masks.tif"), files("masks"));
        Launched none = apply("--image-filter", "nothing");
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("there is no image in images"), none.err());
    }

    @Test
    void allFilesOfAPlaneHaveTheirNames() throws IOException {
        String all = "masks-tif,masks-png,seg-npy,outlines-png,outlines-txt,rois,geojson";
        assertEquals(0, apply("--save", all, "--only", "one").exit());
        assertEquals(
                List.of(
                        "one.geojson",
                        "one_cp_masks.png",
                        "one_cp_masks.tif",
                        "one_cp_outlines.txt",
                        "one_outlines_cp_masks.png",
                        "one_rois.zip",
                        "one_seg.npy"),
                files("masks"));
        Launched flows = apply("--save", "flows");
        assertEquals(2, flows.exit());
        assertTrue(flows.err().contains("components has no flows to save as flows"), flows.err());
    }

    @Test
    void storesAreMadeWhereTheyAreAskedFor() throws IOException {
        assertEquals(0, apply("--save", "store", "--only", "one").exit());
        assertTrue(Files.isDirectory(folder.resolve("masks/one.zarr")));
    }

    /** The commands of the guide, on images of one channel. */
    @Test
    void theGuideIsTrue() throws IOException {
        Path images = folder.resolve("images");
        assertEquals(
                0,
                apply("--output-name", "_x", "--no_npy", "--save_tif", "--first", "1")
                        .exit());
        Path plane = folder.resolve("masks/one_x.tif");
        for (String name : List.of("one.tif", "two_dapi.tif", "more/three_dapi.tif")) {
            Files.copy(plane, images.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(folder.resolve("cells.tif"));
        List<String> commands = Pattern.compile("(?m)^roimill (apply .*)$")
                .matcher(Files.readString(Launched.ROOT.resolve("docs/folders.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(4, commands.size());
        for (String command : commands) {
            Launched run = Launched.roimill(folder, command.split(" "));
            assertEquals(0, run.exit(), command + "\n" + run.out() + run.err());
        }
        assertFalse(files("some").isEmpty());
        assertTrue(
                files("sorted").contains("masks/one_cells.tif"), files("sorted").toString());
    }

    private Launched apply(String... more) {
        return Launched.roimill(
                folder,
                Stream.of(List.of("apply", "components", "images"), common(List.of(more)), List.of(more))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    /** A parameter is given once. */
    private static List<String> common(List<String> more) {
        return more.contains("-p")
                ? Stream.concat(COMMON.stream().limit(2), COMMON.stream().skip(4))
                        .toList()
                : COMMON;
    }

    private List<String> files(String where) throws IOException {
        Path root = folder.resolve(where);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.contains(".roimill/"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> folders(String where) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(where))) {
            return all.filter(Files::isDirectory)
                    .map(found -> folder.relativize(found).toString())
                    .sorted()
                    .toList();
        }
    }
}
