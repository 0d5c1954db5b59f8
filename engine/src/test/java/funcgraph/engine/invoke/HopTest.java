package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HopTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        done(vertx.close());
    }

    @Test
    void beyond_its_capacity_it_fails_and_does_not_wait() {
        try (var hop = new Hop(vertx, 0)) {
            assertThat(hop.off(() -> "x").cause()).isInstanceOf(Hop.Full.class);
        }
    }

    @Test
    void once_closed_it_fails_and_holds_no_place() {
        var hop = new Hop(vertx, 1);
        hop.close();

        for (int i = 0; i < 3; i++) {
            assertThat(hop.off(() -> "x").cause()).isNotNull().isNotInstanceOf(Hop.Full.class);
        }
    }

    @Test
    void what_the_work_throws_is_the_futures_failure_and_the_place_is_free_again() {
        try (var hop = new Hop(vertx, 1)) {
            assertThatThrownBy(() -> done(hop.off(() -> {
                        throw new IllegalStateException("broken");
                    })))
                    .hasMessageContaining("broken");
            assertThat(done(hop.off(() -> "x"))).isEqualTo("x");
        }
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
