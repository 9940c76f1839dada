package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** One question and its answer, asked again while that may help. */
record HttpReader(HttpClient client, Duration timeout, int tries, Duration pause) {
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** The answer with status 200, 206 or 416; null where nothing is there. */
    HttpResponse<byte[]> get(URI address, String range, long most, String what) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeout).header("Accept-Encoding", "identity");
        if (range != null) {
            request.header("Range", range);
        }
        return ask(request.GET().build(), Math.min(most, MOST_BYTES), what);
    }

    /** Like {@link #get}, without a body. */
    HttpResponse<byte[]> head(URI address, String what) {
        return ask(HttpRequest.newBuilder(address).timeout(timeout).HEAD().build(), MOST_BYTES, what);
    }

    private HttpResponse<byte[]> ask(HttpRequest request, long most, String what) {
        Duration wait = pause;
        String trouble = null;
        Exception cause = null;
        for (int i = 0; i < tries; i++) {
            if (i > 0) {
                sleep(wait, what);
                wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
            }
            try {
                HttpResponse<byte[]> answer = once(request, most);
                switch (answer.statusCode()) {
                    case 200, 206, 416 -> {
                        return answer;
                    }
                    case 404, 410 -> {
                        return null;
                    }
                    case 408, 425, 429, 500, 502, 503, 504 -> trouble = "the server answered " + answer.statusCode();
                    default -> throw refused(answer.statusCode(), what);
                }
            } catch (IOException | TimeoutException e) {
                trouble = e instanceof TimeoutException
                        ? "no whole answer within " + timeout.toMillis() / 1000.0 + " s"
                        : String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
                cause = e;
            }
        }
        throw RoimillException.trouble(
                what + " could not be read: " + trouble + " (asked " + tries + " times)",
                "Check the address and the network, and try again later.",
                cause);
    }

    private HttpResponse<byte[]> once(HttpRequest request, long most) throws IOException, TimeoutException {
        HttpResponse.BodyHandler<byte[]> body = request.method().equals("HEAD")
                ? HttpResponse.BodyHandlers.ofByteArray()
                : HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, body);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new RoimillException(Failure.INTERRUPTED, "stopped while waiting for a server", null, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new IOException(io.getMessage(), io);
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static RoimillException refused(int status, String what) {
        String hint = status == 401 || status == 403
                ? "It may be private; some servers also say so of what does not exist."
                : "Check the address.";
        return RoimillException.badData(what + " could not be read: the server answered " + status, hint);
    }

    private static void sleep(Duration wait, String what) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoimillException(Failure.INTERRUPTED, what + ": stopped while waiting for a server", null, e);
        }
    }
}
