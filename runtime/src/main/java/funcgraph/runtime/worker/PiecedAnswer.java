package funcgraph.runtime.worker;

import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.MalformedFrame;
import funcgraph.runtime.wire.Outlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * One call's answer that may come in pieces over a worker's socket, from there into its outlet. The worker keeps to what
 * the caller has taken (docs/worker-protocol.md); one that does not is not waited for, since a socket has other calls.
 */
final class PiecedAnswer {

    /** A worker stops a piece behind the window at the latest. */
    private static final long MOST_UNTAKEN = 2L * Outlet.WINDOW_BYTES;

    /** What a smaller piece counts as: it takes room beside its bytes. */
    private static final int LEAST_PIECE_BYTES = 256;

    private final Outlet outlet;
    private final BiConsumer<FrameType, String> send;
    private final AtomicLong untaken = new AtomicLong();
    private boolean opened;
    private long total;

    /**
     * Made before the call is sent.
     *
     * @param send tells the worker something about the call; from any thread
     */
    PiecedAnswer(Outlet outlet, BiConsumer<FrameType, String> send) {
        this.outlet = outlet;
        this.send = send;
        outlet.whenTaken(this::taken);
        outlet.whenCancelled(() -> send.accept(FrameType.CANCEL, ""));
    }

    /** Takes what the worker says of it. */
    void received(Frame frame) throws MalformedFrame {
        if (frame.type() == FrameType.OPENED && !opened) {
            open(Headers.read(frame.header()));
        } else if (frame.type() == FrameType.PIECE && opened) {
            put(frame.payload());
        } else {
            throw new MalformedFrame("a %s frame out of order".formatted(frame.type()));
        }
    }

    private void open(JsonNode head) {
        opened = true;
        if (!outlet.open(new Outlet.Opening(head.path("status").asInt(200), fields(head.path("headers"))))) {
            send.accept(FrameType.CANCEL, "");
        }
    }

    private static List<Map.Entry<String, String>> fields(JsonNode pairs) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var pair : pairs) {
            var name = pair.path(0).asString("");
            if (Outlet.Opening.passesOn(name)) {
                fields.add(Map.entry(name, pair.path(1).asString("")));
            }
        }
        return fields;
    }

    private void put(byte[] piece) throws MalformedFrame {
        if (piece.length == 0) {
            throw new MalformedFrame("a piece of nothing");
        }
        total += piece.length;
        if (total > Outlet.MOST_BYTES || untaken.addAndGet(weight(piece.length)) > MOST_UNTAKEN) {
            throw new MalformedFrame("more of an answer than it may send");
        }
        outlet.add(piece);
    }

    private void taken(int bytes) {
        int room = weight(bytes);
        untaken.addAndGet(-room);
        send.accept(FrameType.TAKEN, "{\"bytes\":" + room + "}");
    }

    private static int weight(int bytes) {
        return Math.max(bytes, LEAST_PIECE_BYTES);
    }

    /** The call has its result. */
    void finish() {
        outlet.finish();
    }
}
