package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.Call;
import funcgraph.runtime.worker.NoWorker;
import funcgraph.runtime.worker.WorkerSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static Workshop shop;
    private static WorkerSpec spec;

    @BeforeAll
    static void open() {
        shop = new Workshop(Workshop.limits());
        spec = shop.python(
                "leased",
                "import os, time\ndef handler(event, context):\n    time.sleep(event)\n    return os.getpid()\n");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void nothing_is_out() {
        await().until(() -> shop.pool.stats().leasesOut() == 0);
    }

    @Test
    void is_given_back_after_success() {
        String first = shop.answer(spec, "0");
        assertThat(shop.answer(spec, "0")).isEqualTo(first);
    }

    @Test
    void is_given_back_when_the_use_throws_or_fails() {
        var thrown = using(lease -> {
            throw new IllegalStateException("thrown");
        });
        assertThatThrownBy(() -> Workshop.await(thrown)).hasRootCauseMessage("thrown");
        assertThat(shop.pool.stats().leasesOut()).isZero();
        var failed = using(lease -> Future.failedFuture("failed"));
        assertThatThrownBy(() -> Workshop.await(failed)).hasRootCauseMessage("failed");
        assertThat(shop.pool.stats().leasesOut()).isZero();
    }

    @Test
    void is_out_until_the_use_completes() {
        Promise<InvokeOutcome> open = Promise.promise();
        var used = using(lease -> open.future());
        await().until(() -> shop.pool.stats().leasesOut() == 1);
        open.complete(new InvokeOutcome.Disabled());
        assertThat(Workshop.await(used)).isEqualTo(new InvokeOutcome.Disabled());
    }

    @Test
    void given_back_twice_counts_once() {
        var used = using(lease -> {
            lease.release();
            lease.release();
            return Future.succeededFuture(new InvokeOutcome.Disabled());
        });
        Workshop.await(used);
        assertThat(shop.pool.stats().leasesOut()).isZero();
    }

    @Test
    void given_back_while_it_runs_the_worker_is_destroyed() {
        String before = shop.answer(spec, "0");
        var used = using(lease -> {
            var outcome = lease.call(new Call("given-up", "", Buffer.buffer("60")));
            lease.release();
            return outcome;
        });
        assertThat(Workshop.await(used)).isInstanceOf(InvokeOutcome.WorkerDied.class);
        await().until(() -> !Workshop.alive(Long.parseLong(before)));
        assertThat(shop.answer(spec, "0")).isNotEqualTo(before);
    }

    @Test
    void runs_one_call_at_a_time_and_none_after_its_end() {
        var used = using(lease -> {
            var first = lease.call(new Call("first", "", Buffer.buffer("0")));
            assertThatThrownBy(() -> lease.call(new Call("second", "", Buffer.buffer("0"))))
                    .hasMessageContaining("already runs");
            return first.map(outcome -> {
                lease.release();
                assertThatThrownBy(() -> lease.call(new Call("third", "", Buffer.buffer("0"))))
                        .hasMessageContaining("over");
                return outcome;
            });
        });
        assertThat(Workshop.await(used)).isInstanceOf(InvokeOutcome.Answered.class);
    }

    @Test
    void refused_lease_is_an_outcome() {
        var outcome = new InvokeOutcome.Overloaded("full");
        var used = Leases.using(Future.failedFuture(new NoWorker(outcome)), lease -> Future.failedFuture("never"));
        assertThat(used.result()).isEqualTo(outcome);
        var broken = Leases.using(Future.failedFuture("broken"), lease -> Future.failedFuture("never"));
        assertThat(broken.result()).isInstanceOf(InvokeOutcome.PlatformFailed.class);
    }

    private static java.util.concurrent.CompletableFuture<InvokeOutcome> using(
            Function<Lease, Future<InvokeOutcome>> use) {
        return shop.onLoop(
                0, () -> Leases.using(shop.pool.lease(spec, System.nanoTime() + TimeUnit.SECONDS.toNanos(20)), use));
    }
}
