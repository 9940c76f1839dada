package org.roimill.inference.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.roimill.core.error.RoimillException;
import org.roimill.core.text.Spelling;
import org.roimill.inference.card.Card;
import org.roimill.inference.card.CardReader;

/** The models that can be named: built-in ones, and those that lie in one folder, each in a folder of its name. */
public final class Library {
    private final Path folder;
    private final Download download;

    public Library(Path folder) {
        this.folder = folder;
        this.download = new Download(folder);
    }

    /** In the folder that the environment names, or else among the user's data. */
    public static Library ofUser() {
        return new Library(folder(System.getenv(), System.getProperty("user.home", "")));
    }

    static Path folder(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("ROIMILL_MODELS", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return (data.isBlank() ? Path.of(home, ".local", "share") : Path.of(data)).resolve("roimill/models");
    }

    public Path folder() {
        return folder;
    }

    /** All names, the built-in ones first. */
    public List<String> names() {
        List<String> names =
                new ArrayList<>(BuiltIn.all().stream().map(BuiltIn::name).toList());
        installed().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    private List<String> installed() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> Files.exists(path.resolve(Card.FILE)))
                    .map(path -> path.getFileName().toString())
                    .filter(CardReader::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw RoimillException.trouble(
                    folder + " cannot be listed: " + e.getMessage(), "See that you may read it.", e);
        }
    }

    boolean isBuiltIn(String name) {
        return BuiltIn.all().stream().anyMatch(model -> model.name().equals(name));
    }

    /** What a name, a path or an address means; {@code #sha256:...} behind it is checked. */
    public Found find(String text) {
        Address address = Address.of(text);
        if (address.isRemote()) {
            return at(address.where(), download.fetch(address.where(), address.digest()), null);
        }
        if (address.isPath()) {
            return at(address.where(), Path.of(address.where()), address.digest());
        }
        Found found = named(address.where());
        if (address.digest() != null && !found.card().model().digest().equals(address.digest())) {
            throw differs(found.name(), found.card().model().digest());
        }
        return found;
    }

    /**
     * A model outside the library, by a path or an address.
     *
     * @param digest null for any, which no address may have
     */
    public Found outside(String where, String digest) {
        Address address = new Address(where, Address.checked(digest));
        Path path = address.isRemote() ? download.fetch(where, digest) : Path.of(where);
        return at(where, path, address.isRemote() ? null : digest);
    }

    private Found named(String name) {
        if (isBuiltIn(name)) {
            return Found.read(name, Found.Origin.BUILT_IN, new BuiltIn(name));
        }
        if (CardReader.isName(name) && Files.exists(folder.resolve(name).resolve(Card.FILE))) {
            return Found.read(name, Found.Origin.INSTALLED, new FolderFiles(folder.resolve(name)));
        }
        if (CardReader.isName(name) && Files.exists(Path.of(name, Card.FILE))) {
            throw RoimillException.usage(
                    "there is no model '" + name + "', but a folder with one",
                    "Write ./" + name + ", or take it in: roimill models add " + name);
        }
        List<String> names = names();
        String known = names.isEmpty() ? "None is installed; " : "There is: " + String.join(", ", names) + "; ";
        throw RoimillException.usage(
                "there is no model '" + name + "'",
                Spelling.didYouMean(name, names) + known + "'roimill models add' takes in more.");
    }

    /** @param digest of a zip file, or of the card in a folder; null for any */
    private static Found at(String name, Path path, String digest) {
        if (Files.isDirectory(path)) {
            Found found = Found.read(name, Found.Origin.GIVEN, new FolderFiles(path));
            if (digest != null && !found.card().model().digest().equals(digest)) {
                throw differs(name, found.card().model().digest());
            }
            return found;
        }
        if (!Files.isRegularFile(path)) {
            throw RoimillException.usage("there is no model at " + path, "Check the path.");
        }
        if (digest != null) {
            try {
                String is = Hash.digest(path);
                if (!is.equals(digest)) {
                    throw differs(name, is);
                }
            } catch (IOException e) {
                throw RoimillException.trouble(
                        path + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
            }
        }
        return Found.read(name, Found.Origin.GIVEN, new ZipFiles(path));
    }

    static RoimillException differs(String what, String is) {
        return RoimillException.badData(
                what + " is not what is stated: it has " + is, "Get the right file, or state this digest.");
    }

    /** What a chain may state of a model that lies in a folder or a zip file. */
    public static String digest(Path path) {
        try {
            return Files.isDirectory(path)
                    ? at(path.toString(), path, null).card().model().digest()
                    : Hash.digest(path);
        } catch (IOException e) {
            throw RoimillException.trouble(path + " cannot be read: " + e.getMessage(), "See that you may read it.", e);
        }
    }
}
