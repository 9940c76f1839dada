package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.roimill.runner.chain.Chains.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSheetTest {
    @TempDir
    Path folder;

    @BeforeEach
    void someRois() throws IOException {
        for (String name : List.of("b.zarr", "a.ome.zarr", "deep/c.zarr", "a.ome.zarr/inner.zarr")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (String name : List.of("d.ome.tiff", "notes.txt", ".hidden.tif", "b.zarr/0.tif")) {
            Files.writeString(folder.resolve(name), "x");
        }
    }

    private List<RoiEntry> sheet(String text) throws IOException {
        return SampleSheet.read(Files.writeString(folder.resolve("s.csv"), text));
    }

    private void refusedSheet(String text, String... words) throws IOException {
        Path sheet = Files.writeString(folder.resolve("s.csv"), text);
        refused(() -> SampleSheet.read(sheet), words);
    }

    private List<String> ids(String rois) {
        return SampleSheet.of(rois).stream().map(RoiEntry::id).toList();
    }

    @Test
    void allColumnsAreRead() throws IOException {
        RoiEntry entry = sheet("""
                        id,path,slide,axes,pixel_size,channels,batch,note
                        r1,../x/a.zarr,S1,cyx,0.325um,"DAPI, CD3",7,
                        """).get(0);
        assertEquals(
                new RoiEntry(
                        "S1_r1",
                        folder.getParent().resolve("x/a.zarr"),
                        "S1",
                        "cyx",
                        "0.325um",
                        List.of("DAPI", "CD3"),
                        Map.of("batch", "7")),
                entry);
    }

    @Test
    void idsComeFromTheNamesOfFiles() throws IOException {
        assertEquals(
                List.of("a", "b.c", "d", "e_1", "f", "g"),
                sheet("path\na.ome.zarr\nb.c.zarr\nd.OME.TIFF\ne 1.tif\nf.nii.gz\ng\n").stream()
                        .map(RoiEntry::id)
                        .toList());
        assertNull(sheet("path\na.zarr\n").get(0).slide());
    }

    @Test
    void separatorsQuotesAndLineEndsOfAllProgramsAreRead() throws IOException {
        for (String text : List.of(
                "\uFEFFid;path;note\r\nr;a.zarr;\"x; \"\"y\"\"\r\nz\"\r\n",
                "id\tpath\tnote\nr\ta.zarr\t\"x; \"\"y\"\"\r\nz\"",
                "\n id , Path,note\n\n r , a.zarr , \"x; \"\"y\"\"\r\nz\" \n\n")) {
            RoiEntry entry = sheet(text).get(0);
            assertEquals("r", entry.id());
            assertEquals(folder.resolve("a.zarr"), entry.path());
            assertEquals(Map.of("note", "x; \"y\"\r\nz"), entry.meta());
        }
    }

    @Test
    void faultsNameTheirLine() throws IOException {
        refusedSheet("", "lists no ROI", "id,path");
        refusedSheet("id,path\n", "lists no ROI");
        refusedSheet("id,paht\nr,a\n", "line 1", "no column 'path'", "Is it 'paht'?");
        refusedSheet("path,path\na,b\n", "two columns 'path'");
        refusedSheet("path,,b\na,b,c\n", "column 2 has no name");
        refusedSheet("id,path\nr,a\n\ns,b,c\n", "line 4", "3 cells, but 2 columns");
        refusedSheet("id,path\nr,\n", "line 2", "'path' is empty");
        refusedSheet("id,path\nr,\"a\n\nb", "line 2", "never closed");
        refusedSheet("id,path\nr,\"a\"b\n", "line 2", "closing quote");
        refusedSheet("id,path\na/b,a\n", "line 2", "'a/b'");
    }

    @Test
    void idsThatCollideAskForASlide() throws IOException {
        refusedSheet("path\nx/core.zarr\ny/Core.zarr\n", "line 3", "'Core'", "x/core.zarr", "y/Core.zarr", "'slide'");
        assertEquals(
                List.of("S1_core", "S2_core"),
                sheet("path,slide\nx/core.zarr,S1\ny/core.zarr,S2\n").stream()
                        .map(RoiEntry::id)
                        .toList());
        refusedSheet("path,slide\nx/core.zarr,S1\ny/core.zarr,S1\n", "'S1_core'");
    }

    @Test
    void whatIsNoSheetIsRefused() throws IOException {
        Path latin = Files.write(folder.resolve("l.csv"), "path\n\u00b5\n".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.write(folder.resolve("m.csv"), new byte[33 << 20]);
        refused(() -> SampleSheet.read(latin), "not UTF-8");
        refused(() -> SampleSheet.read(large), "longer than 32 MiB");
        refusedSheet("path\n" + "a\n".repeat(100_001), "more than 100000 ROIs");
    }

    @Test
    void aFolderGivesItsRoisAndNothingElse() {
        assertEquals(List.of("a", "b", "d"), ids(folder.toString()));
        assertEquals(
                List.of("notes"),
                SampleSheet.of(folder.toString(), p -> p.endsWith("notes.txt")).stream()
                        .map(e -> e.id().replace(".txt", ""))
                        .toList());
    }

    @Test
    void aGlobGivesWhatItMatches() {
        assertEquals(List.of("a", "b"), ids(folder + "/*.zarr"));
        assertEquals(List.of("a", "b", "c"), ids(folder + "/**/*.zarr"));
        assertEquals(List.of("c"), ids(folder + "/d*/*.zarr"));
        assertEquals(List.of("a", "d"), ids(folder + "/[ad].*"));
        assertEquals(List.of("b", "d"), ids(folder + "/{b,d}.*"));
    }

    @Test
    void oneRoiIsAList() {
        assertEquals(List.of("b"), ids(folder + "/b.zarr"));
        assertEquals(
                folder.resolve("b.zarr"),
                SampleSheet.of(folder + "/b.zarr").get(0).path());
    }

    @Test
    void aSheetIsKnownByItsEnding() throws IOException {
        Files.writeString(folder.resolve("s.TSV"), "id\tpath\nx\tb.zarr\n");
        assertEquals(List.of("x"), ids(folder + "/s.TSV"));
    }

    @Test
    void nothingFoundIsAnError() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        refused(() -> SampleSheet.of(folder + "/empty"), "no ROI in");
        refused(() -> SampleSheet.of(folder + "/x*.zarr"), "no ROI in");
        refused(() -> SampleSheet.of(folder + "/gone"), "nothing at");
        refused(() -> SampleSheet.of(folder + "/[a"), "no glob");
    }
}
