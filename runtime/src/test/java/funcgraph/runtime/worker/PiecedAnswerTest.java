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
    void a_caller_that_is_gone_calls_it_off_early_or_late() throws Exception {
        answer.received(opened("{}"));
        outlet.cancel();
        assertThat(told).containsExactly("CANCEL");

        var late = new PiecedAnswer(outlet, (type, header) -> told.add("late " + type));
        late.received(opened("{}"));
        assertThat(told).contains("late CANCEL");
    }
}
