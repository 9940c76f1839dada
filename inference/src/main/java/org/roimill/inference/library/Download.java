package org.roimill.inference.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** Fetches zip files whose digest is known, each once: what has arrived whole lies under its digest. */
final class Download {
    private static final long LARGEST = 4L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;

    /** @param library the folder of the installed models */
    Download(Path library) {
        this.folder = library.resolve(".fetched");
    }

    Path fetch(String address, String digest) {
        if (digest == null) {
            throw RoimillException.usage(
                    address + " comes from elsewhere, and nothing says what should come",
                    "State its digest: --digest sha256:..., or 'digest' among the files of the chain.");
        }
        Path there = folder.resolve(digest.substring(Hash.PREFIX.length()) + ".zip");
        if (Files.isRegularFile(there)) {
            return there;
        }
        Path arriving = null;
        try {
            Files.createDirectories(folder);
            arriving = Files.createTempFile(folder, "arriving", ".zip");
            get(address, arriving);
            String is = Hash.digest(arriving);
            if (!is.equals(digest)) {
                throw Library.differs(address, is);
            }
            return Files.move(arriving, there, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw RoimillException.trouble(
                    address + " did not come: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    "Try again, or fetch it by other means and name the file.",
                    e);
        } finally {
            drop(arriving);
        }
    }

    private static void get(String address, Path into) throws IOException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new RoimillException(Failure.USAGE, address + " is no address", "Write https://host/file.zip.", e);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new Limited(answer.body(), LARGEST, address)) {
                if (answer.statusCode() != 200) {
                    throw refused(address, answer.statusCode());
                }
                Files.copy(body, into, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoimillException(Failure.INTERRUPTED, "stopped", null, e);
        }
    }

    private static RoimillException refused(String address, int status) {
        boolean passing = status >= 500 || status == 408 || status == 429;
        return new RoimillException(
                passing ? Failure.TROUBLE : Failure.USAGE,
                address + " did not come: the server answers " + status,
                passing ? "Try again later." : "Check the address.");
    }

    private static void drop(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                // A hidden file too much, and what matters is told already.
            }
        }
    }
}
