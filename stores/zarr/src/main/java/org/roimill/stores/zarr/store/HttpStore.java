package org.roimill.stores.zarr.store;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/**
 * A store behind an HTTP address, read only. It cannot be listed, so groups need consolidated metadata. Asks again,
 * after growing pauses, when the server fails or does not answer.
 */
public final class HttpStore implements Store {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HttpReader reader;
    private final HttpClient client;
    private final String base;
    private final String query;

    private HttpStore(URI address, Duration timeout, int tries, Duration pause) {
        String text = address.toString();
        int mark = text.indexOf('?');
        this.query = mark < 0 ? "" : text.substring(mark);
        String path = mark < 0 ? text : text.substring(0, mark);
        this.base = path.endsWith("/") ? path : path + "/";
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        this.reader = new HttpReader(client, timeout, tries, pause);
    }

    public static HttpStore open(URI address) {
        return open(address, Duration.ofSeconds(60), 5, Duration.ofMillis(200));
    }

    /**
     * @param timeout for one answer, its body included
     * @param tries how often one value is asked for
     * @param pause after the first failure; doubled after each further one
     */
    public static HttpStore open(URI address, Duration timeout, int tries, Duration pause) {
        return new HttpStore(address, timeout, tries, pause);
    }

    @Override
    public String name() {
        // What stands behind a question mark may be a secret.
        return base.substring(0, base.length() - 1);
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public boolean canList() {
        return false;
    }

    @Override
    public Stored open(String key) {
        StringBuilder address = new StringBuilder(base);
        String between = "";
        for (String part : Keys.check(key).split("/", -1)) {
            address.append(between)
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
            between = "/";
        }
        return new HttpStored(reader, URI.create(address + query), base + key);
    }

    @Override
    public Sink create(String key) {
        throw readOnly();
    }

    @Override
    public void delete(String key) {
        throw readOnly();
    }

    @Override
    public void deleteAll(String prefix) {
        throw readOnly();
    }

    private RoimillException readOnly() {
        return new RoimillException(Failure.USAGE, name() + " cannot be written to", "Write to a folder of your own.");
    }

    @Override
    public List<String> list(String prefix) {
        throw unlisted();
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        throw unlisted();
    }

    private RoimillException unlisted() {
        return new RoimillException(
                Failure.USAGE,
                name() + " cannot be listed over HTTP",
                "Name the array, or consolidate the metadata of the store.");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
