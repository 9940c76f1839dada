package org.roimill.inference.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.inference.card.Card;
import org.roimill.inference.card.CardReader;

/** Takes models into the library's folder and out of it, each all at once. */
public final class Installer {
    private final Library library;

    public Installer(Library library) {
        this.library = library;
    }

    /** Refuses a name that cannot be taken. */
    public void checkFree(String name) {
        if (!CardReader.isName(name)) {
            throw RoimillException.usage("'" + name + "' is no name of a model", "Use letters, digits, - _ and dots.");
        }
        if (library.isBuiltIn(name)) {
            throw RoimillException.usage("'" + name + "' is the name of a built-in model", "Give another by --name.");
        }
        if (Files.exists(library.folder().resolve(name))) {
            throw new RoimillException(
                    Failure.EXISTS,
                    "a model '" + name + "' is there already",
                    "Give another name by --name, or remove that one: roimill models remove " + name);
        }
    }

    /** Copies what the card names, and nothing else. */
    public Path install(Found found, String name) {
        checkFree(name);
        Path arriving = null;
        try {
            Files.createDirectories(library.folder());
            arriving = Files.createTempDirectory(library.folder(), ".arriving");
            for (String file : files(found.card())) {
                try (InputStream in = found.files().open(file)) {
                    Files.copy(in, arriving.resolve(file));
                }
            }
            return Files.move(arriving, library.folder().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            checkFree(name); // somebody else may have been quicker
            throw cannot(name, e);
        } catch (IOException e) {
            throw cannot(name, e);
        } finally {
            drop(arriving);
        }
    }

    private RoimillException cannot(String name, IOException e) {
        return RoimillException.trouble(
                "'" + name + "' cannot be taken into " + library.folder() + ": " + e.getMessage(),
                "Choose another folder by the variable ROIMILL_MODELS.",
                e);
    }

    private static List<String> files(Card card) {
        List<String> files = new ArrayList<>(List.of(Card.FILE, card.network()));
        if (card.test() != null) {
            files.add(card.test().input());
            files.add(card.test().output());
        }
        return files.stream().distinct().toList();
    }

    public void remove(String name) {
        Found found = library.find(name);
        if (found.origin() != Found.Origin.INSTALLED) {
            throw RoimillException.usage(
                    "'" + name + "' is " + found.origin() + ", and cannot be removed",
                    "'roimill models' lists them all.");
        }
        Path folder = library.folder().resolve(found.name());
        try {
            Path leaving = Files.createTempDirectory(library.folder(), ".leaving");
            Files.move(folder, leaving.resolve(found.name()), StandardCopyOption.ATOMIC_MOVE);
            drop(leaving);
        } catch (IOException e) {
            throw RoimillException.trouble(
                    folder + " cannot be removed: " + e.getMessage(), "See that you may write there.", e);
        }
    }

    private static void drop(Path folder) {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            // A hidden folder too much; it harms nobody.
        }
    }
}
