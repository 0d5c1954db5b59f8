package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import funcgraph.runtime.wire.Frame;
import funcgraph.runtime.wire.FrameType;
import funcgraph.runtime.wire.MalformedFrame;
import funcgraph.runtime.wire.Outlet;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker may say of an answer in pieces; its process runs user code, which may say anything. */
class PiecedAnswerTest {

    private static final byte[] NOTHING = {};

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Outlet outlet = new Outlet(loop);
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final PiecedAnswer answer = new PiecedAnswer(outlet, (type, header) -> told.add(type + header));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static Frame opened(String header) {
        return new Frame(FrameType.OPENED, 1, header.getBytes(StandardCharsets.UTF_8), NOTHING);
    }

    private static Frame piece(int bytes) {
        return new Frame(FrameType.PIECE, 1, NOTHING, new byte[bytes]);
    }

    @Test
    void a_piece_before_the_opening_and_a_second_opening_are_garbage() throws Exception {
        assertThatThrownBy(() -> answer.received(piece(1))).isInstanceOf(MalformedFrame.class);
        answer.received(opened("{}"));
        assertThatThrownBy(() -> answer.received(opened("{}"))).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void a_worker_that_does_not_wait_for_the_caller_is_not_listened_to() throws Exception {
        answer.received(opened("{}"));
        answer.received(piece(Outlet.WINDOW_BYTES));
        answer.received(piece(Outlet.WINDOW_BYTES));

        assertThatThrownBy(() -> answer.received(piece(1)))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining("more of an answer than it may send");
    }

    @Test
    void what_the_caller_takes_makes_room() throws Exception {
        answer.received(opened("{}"));
        answer.received(piece(Outlet.WINDOW_BYTES));
        loop.runOnContext(ignored -> outlet.handler(piece -> {}));
        await().until(() -> told.contains("TAKEN{\"bytes\":" + Outlet.WINDOW_BYTES + "}"));

        answer.received(piece(Outlet.WINDOW_BYTES));
        answer.received(piece(Outlet.WINDOW_BYTES));
    }

    @Test
    void pieces_of_nothing_and_crowds_of_small_ones_are_bounded_too() throws Exception {
        answer.received(opened("{}"));
        assertThatThrownBy(() -> answer.received(piece(0))).isInstanceOf(MalformedFrame.class);

        assertThatThrownBy(() -> {
                    for (int n = 0; n < Outlet.WINDOW_BYTES; n++) {
                        answer.received(piece(1));
                    }
                })
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining("more of an answer than it may send");
    }

    @Test
    void headers_of_a_connection_are_not_the_callers() throws Exception {
        var heads = new ConcurrentLinkedQueue<Outlet.Opening>();
        outlet.whenOpened(heads::add);
        answer.received(opened(
                "{\"status\":201,\"headers\":[[\"Content-Length\",\"7\"],[\"Connection\",\"close\"],[\"X\",\"y\"]]}"));
        await().until(() -> !heads.isEmpty());
        assertThat(heads.peek()).isEqualTo(new Outlet.Opening(201, List.of(Map.entry("X", "y"))));
    }

    @Test
    void a_caller_that_is_gone_calls_it_off_early_or_late() throws Exception {
        outlet.cancel();
        assertThat(told).containsExactly("CANCEL");

        answer.received(opened("{}"));
        assertThat(told).containsExactly("CANCEL", "CANCEL");
    }
}
