package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.roimill.runner.chain.Chains.parse;
import static org.roimill.runner.chain.Chains.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainReaderTest {
    private static final String GOOD = "roimill: 1\nsteps: [" + Chains.STEP + "]\n";

    @TempDir
    Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void aFileIsCalledByItsName() throws IOException {
        assertEquals(
                "my.chain",
                ChainReader.read(file("my.chain.YAML", GOOD.getBytes(StandardCharsets.UTF_8)))
                        .name());
        assertEquals(
                "plain",
                ChainReader.read(file("plain", GOOD.getBytes(StandardCharsets.UTF_8)))
                        .name());
    }

    @Test
    void aByteOrderMarkAndLineEndsOfWindowsDoNoHarm() throws IOException {
        byte[] text = ("\uFEFF" + GOOD.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        assertEquals(1, ChainReader.read(file("c.yaml", text)).steps().size());
    }

    @Test
    void whatIsNoChainFileIsRefused() throws IOException {
        Path latin = file("latin.yaml", "roimill: 1 # \u00b5m".getBytes(StandardCharsets.ISO_8859_1));
        Path wide = file("wide.yaml", GOOD.getBytes(StandardCharsets.UTF_16));
        Path large = file("large.yaml", new byte[10 << 20]);
        Path empty = file("empty.yaml", new byte[0]);
        refused(() -> ChainReader.read(latin), "latin.yaml is not UTF-8", "byte 13");
        refused(() -> ChainReader.read(wide), "wide.yaml is not UTF-8");
        refused(() -> ChainReader.read(large), "large.yaml is longer than 1 MiB");
        refused(() -> ChainReader.read(empty), "empty.yaml is empty", "roimill: 1");
        refused(() -> ChainReader.read(folder), "is a folder");
        refused(() -> ChainReader.read(folder.resolve("gone.yaml")), "there is no chain file");
    }

    @Test
    void whatIsNeitherDialectIsShownTheFirstLine() {
        refused(() -> parse("steps: []"), "c.yaml is no chain", "roimill: 1");
        refused(() -> parse("roimil: 1", "steps: []"), "line 1", "'roimil' is not 'roimill'", "roimill: 1");
        refused(() -> parse("- a"), "line 1", "a list", "roimill: 1");
        refused(() -> parse("# nothing"), "c.yaml is empty", "roimill: 1");
        refused(() -> parse("~"), "c.yaml is empty", "roimill: 1");
    }
}
