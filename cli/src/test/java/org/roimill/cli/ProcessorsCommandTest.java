package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsCommandTest {
    @TempDir
    Path folder;

    @Test
    void processorsAreListedByFamily() {
        Ran ran = Ran.roimill("processors");
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(
                List.of("filters", "  negative  Bright becomes dark.", "  twice     Everything again."),
                ran.out().lines().toList());
    }

    @Test
    void oneIsDescribedWithAnExample() {
        Ran ran = Ran.roimill("processors", "twice");
        assertEquals(0, ran.exit(), ran.err());
        assertEquals("""
                Inputs
                  images  one or more image  (y,x)  any images
                  mask    optional labels    (y,x)  where

                Outputs
                  image  image  (y,x)  the same, again

                Parameters
                  count  an integer [times]  required  at least 1 and at most 9  How often.
                  rest   a number            = 0.5     at least 0                How much to leave.

                Example step
                  - type: twice
                    input: {images: [my_images]}
                    output: new_image
                    parameters:
                      count: 1
                      rest: 0.5
                """, ran.out().lines().skip(3).reduce("", (a, b) -> a + b + "\n"));
    }

    @Test
    void scriptsGetJson() throws IOException {
        JsonNode one = new ObjectMapper()
                .readTree(Ran.roimill("processors", "twice", "--json").out());
        assertEquals("filter", one.get("family").asText());
        JsonNode schema = new ObjectMapper()
                .readTree(Ran.roimill("processors", "twice", "--schema").out());
        assertEquals("count", schema.get("required").get(0).asText());
        JsonNode all = new ObjectMapper()
                .readTree(Ran.roimill("processors", "--schema").out());
        assertEquals(schema, all.get("twice"));
        assertEquals(
                one,
                new ObjectMapper()
                        .readTree(Ran.roimill("processors", "--json").out())
                        .get(1));
        JsonNode chain = new ObjectMapper()
                .readTree(Ran.roimill("processors", "--chain-schema").out());
        assertEquals("roimill chain", chain.get("title").asText());
        assertTrue(chain.toString().contains("What becomes 0."), chain.toString());
    }

    @Test
    void mistakesAreExplained() throws IOException {
        Ran unknown = Ran.roimill("processors", "twise");
        assertEquals(2, unknown.exit());
        assertTrue(unknown.err().contains("Did you mean twice?"), unknown.err());
        Ran nowhere = Ran.roimill("processors", "--plugins", folder.resolve("gone"));
        assertEquals(2, nowhere.exit());
        assertTrue(nowhere.err().contains("there is no folder of plugins"), nowhere.err());
        Files.writeString(folder.resolve("bad.jar"), "no jar");
        Ran damaged = Ran.roimill("processors", "--plugins", folder);
        assertEquals(65, damaged.exit());
        assertTrue(damaged.err().contains("bad.jar is damaged or no jar"), damaged.err());
    }
}
