package org.roimill.inference.library;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.card.Card;

/**
 * A model in a zip file, which is read as it is. Its files lie beside its card, at the top or in one folder. Nothing is
 * believed of what the archive says of itself: names may not lead out, files are few, and what comes out is bounded.
 * Links come out as the text that they hold.
 */
final class ZipFiles implements ModelFiles {
    private static final int MOST_ENTRIES = 64;
    private static final long LARGEST = 4L << 30;
    /** Weights hardly shrink; an archive that grows more than this is made to fill a disk. */
    private static final long MOST_GROWTH = 200;

    private static final long ALWAYS_ALLOWED = 16L << 20;

    private final Path path;
    private final Map<String, ZipEntry> beside = new HashMap<>();

    ZipFiles(Path path) {
        this.path = path;
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<? extends ZipEntry> entries =
                    new ArrayList<>(zip.stream().limit(MOST_ENTRIES + 1).toList());
            check(entries);
            String folder = folder(entries);
            for (ZipEntry entry : entries) {
                String name = entry.getName();
                if (name.startsWith(folder) && !entry.isDirectory() && name.indexOf('/', folder.length()) < 0) {
                    beside.put(name.substring(folder.length()), entry);
                }
            }
        } catch (ZipException e) {
            throw RoimillException.badData(path + " is no zip file: " + e.getMessage(), "Get it again.", e);
        } catch (IOException e) {
            throw RoimillException.trouble(path + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
        }
    }

    private void check(List<? extends ZipEntry> entries) {
        if (entries.size() > MOST_ENTRIES) {
            throw RoimillException.badData(
                    path + " holds more than " + MOST_ENTRIES + " files", "Pack a model's own files alone.");
        }
        long total = 0;
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            boolean climbs = name.startsWith("/")
                    || name.contains("\\")
                    || name.indexOf('\0') >= 0
                    || List.of(name.split("/")).contains("..");
            if (climbs) {
                throw RoimillException.badData(
                        path + ": the name '" + name + "' leads out of the archive", "Do not trust this file.");
            }
            total += Math.max(0, entry.getSize());
            if (total > LARGEST || total < 0) {
                throw RoimillException.badData(path + " is larger than 4 GiB unpacked", "Models are smaller.");
            }
        }
    }

    /** Where the card lies, with a slash at its end. */
    private String folder(List<? extends ZipEntry> entries) {
        List<String> cards = entries.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.equals(Card.FILE) || name.matches("[^/]+/" + Card.FILE))
                .toList();
        if (cards.size() != 1) {
            throw RoimillException.badData(
                    path + " holds " + (cards.isEmpty() ? "no" : cards.size()) + " " + Card.FILE,
                    "A model is a " + Card.FILE + " and the files that it names.");
        }
        return cards.getFirst().substring(0, cards.getFirst().length() - Card.FILE.length());
    }

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public boolean has(String name) {
        return beside.containsKey(name);
    }

    @Override
    public long size(String name) {
        return has(name) ? Math.max(0, beside.get(name).getSize()) : 0;
    }

    @Override
    public InputStream open(String name) throws IOException {
        return limited(name);
    }

    @Override
    public MemorySegment map(String name, Arena arena) throws IOException {
        try (Limited in = limited(name)) {
            return in.all(arena);
        }
    }

    /** Each stream has the archive open for itself. */
    private Limited limited(String name) throws IOException {
        ZipEntry entry = beside.get(name);
        if (entry == null) {
            throw new FileNotFoundException(name);
        }
        ZipFile zip = new ZipFile(path.toFile());
        try {
            long allowed = ALWAYS_ALLOWED + MOST_GROWTH * Math.max(0, entry.getCompressedSize());
            return new Limited(zip.getInputStream(entry), Math.min(LARGEST, allowed), path + "/" + name) {
                @Override
                public void close() throws IOException {
                    super.close();
                    zip.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }
}
