package funcgraph.runtime.gob;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the platform sends to a Go1.x binary over one connection. Not to be shared between connections. */
public final class RpcWriter {

    private static final int HEADER_BYTES = 1024;

    private final Set<GobTypes> described = EnumSet.noneOf(GobTypes.class);

    /**
     * The first bytes of the connection: it begins as HTTP. Nothing may follow before {@link RpcReader#connected()}: what
     * Go's HTTP server has read ahead is lost when net/rpc takes the connection over.
     */
    public Buffer handshake() {
        return Buffer.buffer("CONNECT /_goRPC_ HTTP/1.0\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Asks for a call of the handler.
     *
     * @param sequence comes back with the answer; calls may be open side by side
     * @param payload the event; an empty one arrives as none at all, which the official library refuses
     * @param header what belongs to the call; names in Go's canonical spelling, such as {@code X-Cff-Request-Id}, because
     *     the receiver looks for no other
     */
    public Buffer invoke(long sequence, Buffer payload, Map<String, String> header) {
        var value = new GobWriter(payload.length() + HEADER_BYTES).signed(GobTypes.INVOKE_REQUEST.id());
        if (payload.length() > 0) {
            value.field(0).bytes(payload);
        }
        if (!header.isEmpty()) {
            value.field(1).unsigned(header.size());
            header.forEach((name, text) -> value.string(name).unsigned(1).string(text));
        }
        var out = Buffer.buffer(payload.length() + HEADER_BYTES);
        request(out, "Function.Invoke", sequence);
        describe(out, GobTypes.INVOKE_REQUEST);
        describe(out, GobTypes.HEADER);
        describe(out, GobTypes.STRINGS);
        value.endStruct().appendMessageTo(out);
        return out;
    }

    /** Asks whether the function is there. */
    public Buffer healthCheck(long sequence) {
        var out = Buffer.buffer(HEADER_BYTES);
        request(out, "Function.HealthCheck", sequence);
        describe(out, GobTypes.HEALTH_CHECK_REQUEST);
        new GobWriter(16).signed(GobTypes.HEALTH_CHECK_REQUEST.id()).endStruct().appendMessageTo(out);
        return out;
    }

    private void request(Buffer out, String method, long sequence) {
        describe(out, GobTypes.REQUEST);
        var request = new GobWriter(64).signed(GobTypes.REQUEST.id()).field(0).string(method);
        if (sequence != 0) {
            request.field(1).unsigned(sequence);
        }
        request.endStruct().appendMessageTo(out);
    }

    private void describe(Buffer out, GobTypes type) {
        if (described.add(type)) {
            type.appendDescriptionTo(out);
        }
    }
}
