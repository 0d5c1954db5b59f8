package funcgraph.server.acceptance.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes traces as OTLP over HTTP, and reads of each span what tells where it belongs. */
final class Collector implements AutoCloseable {

    // Numbers of fields in opentelemetry/proto, by which the bytes are read without its classes.
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_ID = 4;
    private static final int NAME = 5;

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final HttpServer http;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    /** {@code parentId} is empty for the first of a trace. */
    record Span(String traceId, String spanId, String parentId, String name) {}

    Collector() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/traces", exchange -> {
            try (exchange) {
                tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
                read(exchange.getRequestBody().readAllBytes());
                exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        http.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** All that came so far. */
    List<Span> spans() {
        return spans;
    }

    /** The header X-Token of each request. */
    List<String> tokens() {
        return tokens;
    }

    private void read(byte[] request) {
        each(
                request,
                RESOURCE_SPANS,
                resource -> each(resource, SCOPE_SPANS, scope -> each(scope, SPANS, span -> spans.add(span(span)))));
    }

    private static void each(byte[] message, int wanted, Consumer<byte[]> use) {
        fields(message, (field, bytes) -> {
            if (field == wanted) {
                use.accept(bytes);
            }
        });
    }

    private static Span span(byte[] message) {
        var parts = new ArrayList<>(List.of("", "", "", ""));
        fields(message, (field, bytes) -> {
            switch (field) {
                case TRACE_ID -> parts.set(0, HexFormat.of().formatHex(bytes));
                case SPAN_ID -> parts.set(1, HexFormat.of().formatHex(bytes));
                case PARENT_ID -> parts.set(2, HexFormat.of().formatHex(bytes));
                case NAME -> parts.set(3, new String(bytes, UTF_8));
                default -> {
                    // The test asks for nothing else.
                }
            }
        });
        return new Span(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    /** Hands on each field of a message that consists of bytes. */
    private static void fields(byte[] message, BiConsumer<Integer, byte[]> use) {
        var left = ByteBuffer.wrap(message);
        while (left.hasRemaining()) {
            long key = varint(left);
            switch ((int) (key & 7)) {
                case VARINT -> varint(left);
                case FIXED_64 -> left.position(left.position() + 8);
                case FIXED_32 -> left.position(left.position() + 4);
                case BYTES -> {
                    var bytes = new byte[(int) varint(left)];
                    left.get(bytes);
                    use.accept((int) (key >>> 3), bytes);
                }
                default -> throw new UncheckedIOException(new IOException("no protobuf"));
            }
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
