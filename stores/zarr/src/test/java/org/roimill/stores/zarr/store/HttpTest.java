package org.roimill.stores.zarr.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.Access;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Json;

/** Against a server in this process that serves what a store in memory holds. */
class HttpTest {
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure = 503;
    private volatile boolean ranges = true;
    private volatile String tag = "\"1\"";
    private volatile long delay;
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/data/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange x) throws IOException {
        asked.incrementAndGet();
        try (x) {
            if (delay > 0) {
                Thread.sleep(delay);
            }
            if (failures.getAndDecrement() > 0) {
                x.sendResponseHeaders(failure, -1);
                return;
            }
            byte[] value = values.get(x.getRequestURI().getPath().substring("/data/".length()));
            if (value == null) {
                x.sendResponseHeaders(404, -1);
                return;
            }
            x.getResponseHeaders().add("ETag", tag);
            String range = x.getRequestHeaders().getFirst("Range");
            int from = 0;
            int to = value.length;
            if (range != null && ranges) {
                String[] ends = range.substring("bytes=".length()).split("-", -1);
                from = ends[0].isEmpty() ? Math.max(0, to - Integer.parseInt(ends[1])) : Integer.parseInt(ends[0]);
                to = ends[0].isEmpty() ? to : Math.min(to, Integer.parseInt(ends[1]) + 1);
                if (from >= value.length) {
                    x.sendResponseHeaders(416, -1);
                    return;
                }
            }
            byte[] body = Arrays.copyOfRange(value, from, to);
            boolean head = x.getRequestMethod().equals("HEAD");
            if (head) {
                x.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
            }
            x.sendResponseHeaders(range != null && ranges ? 206 : 200, head ? -1 : body.length);
            if (!head) {
                x.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpStore open() {
        URI address = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/data");
        return HttpStore.open(address, Duration.ofSeconds(2), 3, Duration.ofMillis(5));
    }

    private static byte[] bytes(MemorySegment m) {
        return m.toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void valuesAreReadWholeByRangeAndFromTheirEndWhetherTheServerKnowsRangesOrNot() {
        values.put("a/b c", new byte[] {0, 1, 2, 3, 4, 5});
        for (boolean known : new boolean[] {true, false}) {
            ranges = known;
            try (Store store = open();
                    Stored stored = store.open("a/b c");
                    Stored absent = store.open("nothing");
                    Arena arena = Arena.ofConfined()) {
                assertEquals(6, stored.size());
                assertEquals(6, stored.read(arena).byteSize());
                assertArrayEquals(new byte[] {2, 3}, bytes(stored.read(2, 2, arena)));
                assertArrayEquals(new byte[] {4, 5}, bytes(stored.readSuffix(2, arena)));
                assertEquals(6, stored.readSuffix(50, arena).byteSize());
                assertThrows(RoimillException.class, () -> stored.read(4, 5, arena));
                assertThrows(RoimillException.class, () -> stored.read(40, 5, arena));
                assertEquals(-1, absent.size());
                assertNull(absent.read(arena));
                assertNull(absent.readSuffix(3, arena));
            }
        }
    }

    @Test
    void aServerThatFailsIsAskedAgainAndInTheEndNamed() {
        values.put("x", new byte[] {7});
        try (Store store = open()) {
            failures.set(2);
            assertArrayEquals(new byte[] {7}, store.readBytes("x", 5));
            assertEquals(3, asked.get());
            failures.set(100);
            RoimillException e = assertThrows(RoimillException.class, () -> store.readBytes("x", 5));
            assertEquals(Failure.TROUBLE, e.failure());
            assertTrue(e.getMessage().contains("503") && e.getMessage().contains("/data/x"), e.getMessage());
            failure = 403;
            asked.set(0);
            e = assertThrows(RoimillException.class, () -> store.readBytes("x", 5));
            assertEquals(Failure.BAD_DATA, e.failure());
            assertEquals(1, asked.get());
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        values.put("x", new byte[] {7});
        delay = 5000;
        URI address = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/data");
        try (Store store = HttpStore.open(address, Duration.ofMillis(150), 2, Duration.ofMillis(1))) {
            RoimillException e = assertThrows(RoimillException.class, () -> store.readBytes("x", 5));
            assertEquals(Failure.TROUBLE, e.failure());
        }
        delay = 0;
        server.stop(0);
        try (Store store = open()) {
            assertEquals(
                    Failure.TROUBLE,
                    assertThrows(RoimillException.class, () -> store.readBytes("x", 5))
                            .failure());
        }
    }

    @Test
    void aValueThatChangesBetweenTwoRangesIsNotMixed() {
        values.put("x", new byte[] {7, 8});
        try (Store store = open();
                Stored stored = store.open("x");
                Arena arena = Arena.ofConfined()) {
            assertEquals(1, stored.read(0, 1, arena).byteSize());
            tag = "\"2\"";
            RoimillException e = assertThrows(RoimillException.class, () -> stored.read(1, 1, arena));
            assertEquals(Failure.TROUBLE, e.failure());
        }
    }

    @Test
    void anArrayIsReadByTheRangesItNeedsAndAGroupByItsConsolidatedMetadata() {
        MemoryStore memory = new MemoryStore();
        ZarrGroup root = ZarrGroup.create(memory, "", 3, Json.object());
        ArraySpec spec = ArraySpec.v3(DType.U16, 64, 64).chunks(8, 8).shards(64, 64);
        try (Arena arena = Arena.ofShared();
                ExecutorService executor = Executors.newFixedThreadPool(2);
                Store store = open()) {
            Block block = Block.zeros(DType.U16, Region.ofShape(64, 64), arena);
            for (long i = 0; i < block.voxels(); i++) {
                block.setLong(i, i * 7919 % 65_536);
            }
            root.createArray("im/0", spec).write(block);
            memory.walk("", k -> values.put(k, memory.readBytes(k, 1 << 20)));
            RoimillException e = assertThrows(
                    RoimillException.class, () -> ZarrGroup.open(store, "").children());
            assertEquals(Failure.USAGE, e.failure());
            root.consolidate();
            memory.walk("", k -> values.put(k, memory.readBytes(k, 1 << 20)));
            ZarrGroup group = ZarrGroup.open(store, "");
            assertEquals(1, group.children().size());
            ZarrArray array = group.array("im/0").with(Access.SERIAL.parallel(executor, 2));
            Block into = Block.zeros(DType.U16, array.domain(), arena);
            array.read(array.domain(), into);
            assertEquals(-1, block.data().mismatch(into.data()));
            asked.set(0);
            Block part = Block.zeros(DType.U16, Region.at(new long[] {8, 8}, new long[] {8, 40}), arena);
            array.read(part.region(), part);
            assertEquals(2, asked.get(), "the index, and five neighbouring chunks at once");
            assertEquals(block.getLong(8 * 64 + 8), part.getLong(0));
        }
    }
}
