package org.roimill.runner.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.text.Spelling;

/**
 * Reads chain files of every dialect, which their keys tell. All that is wrong with a file is told at once, as a usage
 * error; what has no effect stands in the warnings of the chain.
 */
public final class ChainReader {
    private static final String FIRST_LINE = "A chain begins with the line 'roimill: 1', or is a file of PlexPipe.";

    private ChainReader() {}

    public static Chain read(Path file) {
        return read(file, KnownParameters.NONE);
    }

    /**
     * @param known tells which parameters of a PlexPipe step have no effect; null where nothing is known
     */
    public static Chain read(Path file, KnownParameters known) {
        if (Files.isDirectory(file)) {
            throw RoimillException.usage(file + " is a folder", "Name the chain file in it.");
        }
        if (!Files.exists(file)) {
            throw RoimillException.usage("there is no chain file " + file, "Check the path.");
        }
        Path folder = file.toAbsolutePath().getParent();
        return parse(text(file), file.getFileName().toString(), folder, known);
    }

    /**
     * @param name what the file is called in messages
     * @param folder what relative paths in it start from
     */
    public static Chain parse(String text, String name, Path folder) {
        return parse(text, name, folder, KnownParameters.NONE);
    }

    public static Chain parse(String text, String name, Path folder, KnownParameters known) {
        Spot document = YamlTree.parse(text.startsWith("\uFEFF") ? text.substring(1) : text, name);
        if (document == null || document.value() == null) {
            throw RoimillException.usage(name + " is empty", FIRST_LINE);
        }
        if (!document.isMapping()) {
            throw RoimillException.usage(
                    name + ", line " + document.line() + ": a chain is a mapping, and this is " + document.kind(),
                    FIRST_LINE);
        }
        Faults faults = new Faults(name);
        String called = name.replaceFirst("\\.(?i)ya?ml$", "");
        Map<String, Spot> entries = document.entries();
        Chain chain;
        if (entries.containsKey(NativeReader.VERSION)) {
            chain = new NativeReader(called, faults).read(document);
        } else if (entries.keySet().stream().anyMatch(PlexPipeReader.SECTIONS::contains)) {
            chain = new PlexPipeReader(called, folder, known == null ? KnownParameters.NONE : known, faults)
                    .read(document);
        } else {
            throw neither(name, entries);
        }
        faults.throwIfAny();
        return chain.withFolder(folder);
    }

    private static RoimillException neither(String name, Map<String, Spot> entries) {
        return Spelling.nearest(NativeReader.VERSION, entries.keySet())
                .map(near -> RoimillException.usage(
                        name + ", line " + entries.get(near).line() + ": '" + near + "' is not 'roimill'", FIRST_LINE))
                .orElseGet(() -> RoimillException.usage(
                        name + " is no chain: it has neither 'roimill' nor a section of PlexPipe", FIRST_LINE));
    }

    private static String text(Path file) {
        byte[] bytes;
        try {
            if (Files.size(file) > YamlTree.LONGEST) {
                throw RoimillException.usage(
                        file + " is longer than 1 MiB", "A chain is a short text: name the file that holds one.");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw RoimillException.trouble(
                    file + " cannot be read: " + e.getMessage(), "Check that you may read it.", e);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(in);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw RoimillException.usage(
                    file + " is not UTF-8 text: see byte " + in.position(), "Save it as UTF-8, without anything else.");
        }
    }
}
