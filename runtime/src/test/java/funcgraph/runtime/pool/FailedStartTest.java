package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import funcgraph.runtime.launch.LocalLauncher;
import funcgraph.runtime.launch.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailedStartTest {

    private final Exhausted machine = new Exhausted();
    private Workshop shop;

    /** A machine that at times has no room for one more process. */
    private static final class Exhausted implements Launcher {
        private final LocalLauncher launcher = new LocalLauncher();
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean full;

        @Override
        public Path seen(Shown shown) {
            return launcher.seen(shown);
        }

        @Override
        public Path seenDoor(Path door) {
            return launcher.seenDoor(door);
        }

        @Override
        public Child start(Launch launch) throws IOException {
            if (full) {
                refused.incrementAndGet();
                throw new IOException("Resource temporarily unavailable");
            }
            return launcher.start(launch);
        }

        @Override
        public void close() {
            launcher.close();
        }
    }

    @BeforeEach
    void open() {
        shop = new Workshop(Workshop.limits().withGenericPerRuntime(0), machine);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void is_not_told_to_calls_that_live_workers_will_serve() {
        var spec = shop.python("hot", Workshop.GATE);
        var busy = shop.start(spec, shop.closed("gate"));
        await().until(() -> shop.pool.stats().leasesOut() == 1);
        machine.full = true;
        var waiting = shop.start(spec, "\"\"");
        var alsoWaiting = shop.start(spec, "\"\"");
        await().until(() -> machine.refused.get() > 0);
        shop.open("gate");
        String worker = Workshop.text(Workshop.await(busy));
        assertThat(Workshop.text(Workshop.await(waiting))).isEqualTo(worker);
        assertThat(Workshop.text(Workshop.await(alsoWaiting))).isEqualTo(worker);
    }

    @Test
    void is_tried_again_while_the_live_workers_are_busy() {
        var spec = shop.python("healed", Workshop.GATE);
        var busy = shop.start(spec, shop.closed("gate"));
        await().until(() -> shop.pool.stats().leasesOut() == 1);
        machine.full = true;
        var waiting = shop.start(spec, "\"\"");
        await().until(() -> machine.refused.get() > 0);
        machine.full = false;
        String second = Workshop.text(Workshop.await(waiting));
        assertThat(busy).isNotDone();
        shop.open("gate");
        assertThat(Workshop.text(Workshop.await(busy))).isNotEqualTo(second);
    }

    @Test
    void is_told_at_once_where_no_worker_lives() {
        machine.full = true;
        var cold = shop.python("cold", Workshop.GATE);
        assertThat(shop.invoke(cold, "\"\""))
                .isInstanceOfSatisfying(
                        InvokeOutcome.PlatformFailed.class,
                        failed -> assertThat(failed.cause()).hasMessage("Resource temporarily unavailable"));
        machine.full = false;
        assertThat(shop.answer(cold, "\"\"")).isNotEmpty();
    }

    /** Code that is killed while it is loaded the first {@code times} times; each time leaves a byte. */
    private static String dying(int times) {
        return """
                import os, signal
                marks = os.path.join(os.path.dirname(os.path.abspath(__file__)), "marks")
                with open(marks, "a") as file:
                    file.write("x")
                if os.path.getsize(marks) <= %d:
                    os.kill(os.getpid(), signal.SIGKILL)
                def handler(event, context):
                    return os.path.getsize(marks)
                """.formatted(times);
    }

    @Test
    void of_a_process_that_was_killed_is_made_good_by_another() {
        assertThat(shop.answer(shop.python("unlucky", dying(2)), "\"\"")).isEqualTo("3");
    }

    @Test
    void of_a_process_that_is_always_killed_is_told_after_three_attempts() {
        assertThat(shop.invoke(shop.python("doomed", dying(99)), "\"\"")).isInstanceOf(InvokeOutcome.WorkerDied.class);
        assertThat(shop.answer(shop.python("doomed", dying(3)), "\"\"")).isEqualTo("4");
    }
}
