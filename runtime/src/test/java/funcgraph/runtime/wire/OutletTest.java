package funcgraph.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutletTest {

    private static final int PIECE_BYTES = 64 * 1024;
    private static final Outlet.Opening HEAD = new Outlet.Opening(200, List.of());

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Outlet outlet = new Outlet(loop);
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void listen() {
        loop.runOnContext(ignored -> {
            outlet.exceptionHandler(failure -> heard.add("broken"));
            outlet.endHandler(end -> heard.add("end"));
            outlet.handler(piece -> heard.add(piece.toString()));
        });
    }

    private void onLoop(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }

    /** Puts pieces in on a thread of its own and says how many went in and whether the last was wanted. */
    private CompletableFuture<Boolean> put(int pieces, AtomicInteger in) {
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean wanted = true;
                    for (int n = 0; n < pieces && wanted; n++) {
                        wanted = outlet.put(new byte[PIECE_BYTES]);
                        in.incrementAndGet();
                    }
                    return wanted;
                },
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void pieces_come_out_in_order_and_the_end_behind_them() {
        var opened = new AtomicBoolean();
        outlet.whenOpened(head -> opened.set(head.status() == 200));
        assertThat(outlet.open(HEAD)).isTrue();
        outlet.put("a".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        outlet.put("b".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        outlet.finish();
        listen();
        await().until(() -> heard.size() == 3);
        outlet.callEnded();
        assertThat(heard).containsExactly("a", "b", "end");
        assertThat(opened).isTrue();
    }

    @Test
    void who_does_not_take_holds_the_other_back() {
        outlet.open(HEAD);
        var in = new AtomicInteger();
        var all = put(100, in);
        await().until(() -> in.get() == 4);
        onLoop(() -> outlet.handler(piece -> heard.add("piece")));
        assertThat(all.join()).isTrue();
        await().until(() -> heard.size() == 100);
    }

    @Test
    void paused_ones_get_what_they_ask_for() {
        outlet.open(HEAD);
        var all = put(3, new AtomicInteger());
        onLoop(() -> {
            outlet.pause();
            outlet.handler(piece -> heard.add("piece"));
            outlet.fetch(2);
        });
        await().until(() -> heard.size() == 2);
        onLoop(outlet::resume);
        await().until(() -> heard.size() == 3);
        assertThat(all.join()).isTrue();
    }

    @Test
    void cancelling_lets_go_of_who_waits_and_is_told_once() {
        var told = new AtomicInteger();
        outlet.whenCancelled(told::incrementAndGet);
        outlet.open(HEAD);
        var in = new AtomicInteger();
        var all = put(100, in);
        await().until(() -> in.get() == 4);
        outlet.cancel();
        outlet.cancel();
        assertThat(all.join()).isFalse();
        assertThat(told).hasValue(1);
        assertThat(outlet.put(new byte[1])).isFalse();
        outlet.whenCancelled(told::incrementAndGet);
        assertThat(told).hasValue(2);
    }

    @Test
    void a_call_that_ends_before_its_answer_breaks_it_off() {
        outlet.open(HEAD);
        outlet.put("a".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        outlet.callEnded();
        listen();
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("a", "broken");
        assertThat(outlet.put(new byte[1])).isFalse();
    }

    @Test
    void a_call_that_has_ended_opens_nothing() {
        outlet.callEnded();
        assertThat(outlet.open(HEAD)).isFalse();
        assertThat(outlet.isOpen()).isFalse();
    }
}
