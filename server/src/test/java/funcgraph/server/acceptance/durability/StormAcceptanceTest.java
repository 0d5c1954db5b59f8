package funcgraph.server.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Language;
import funcgraph.server.acceptance.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Many changes while many clients call: no call fails because of a change, each answer is of one revision alone, and of
 * none older than the last change that was answered before the call began.
 */
class StormAcceptanceTest {

    /** {@code ./dev soak} asks for a longer one, and to be told. */
    private static final boolean SOAKING = System.getProperty("funcgraph.storm.seconds") != null;

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("funcgraph.storm.seconds", 6));
    private static final int CLIENTS_PER_FUNCTION = 8;
    private static final int[] MEMORY_SIZES = {256, 512, 768, 1024};

    @Test
    void no_call_fails_or_is_answered_by_a_mixture_or_by_the_past() throws Exception {
        try (var server = PackagedServer.start()) {
            var api = Api.of(server);
            var storms = List.of(new Storm(api, Language.PYTHON), new Storm(api, Language.NODE));
            long end = System.nanoTime() + LENGTH.toNanos();
            var running = new ArrayList<Future<?>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var storm : storms) {
                    running.add(threads.submit(() -> storm.changeUntil(end)));
                    for (int client = 0; client < CLIENTS_PER_FUNCTION; client++) {
                        running.add(threads.submit(() -> storm.callUntil(end)));
                    }
                }
            }
            for (var each : running) {
                each.get();
            }

            for (var storm : storms) {
                if (SOAKING) {
                    System.out.println(storm.summary());
                }
                assertThat(storm.failures).as(storm::summary).isEmpty();
                assertThat(storm.answered.get()).as(storm::summary).isGreaterThan(5);
                assertThat(storm.acknowledged.get()).as(storm::summary).isGreaterThan(5);
            }
        }
    }

    /** One function: the changes numbered, each number to be seen in handler, memory and user data at once. */
    private static final class Storm {

        private final Deployed function;
        private final AtomicLong begun = new AtomicLong();
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicInteger answered = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

        Storm(Api api, Language language) {
            function = Deployed.create(api, "revision", language, "{\"handler\": \"index.even\", \"timeout\": 30}");
            change(0);
        }

        void changeUntil(long end) {
            for (long n = 1; System.nanoTime() < end; n++) {
                change(n);
            }
        }

        void callUntil(long end) {
            while (System.nanoTime() < end && failures.size() < 10) {
                long least = acknowledged.get();
                var answer = function.call("{}");
                check(answer, least, begun.get());
                answered.incrementAndGet();
            }
        }

        String summary() {
            return "storm on %s: %d changes, %d calls, failures %s"
                    .formatted(function.name(), acknowledged.get(), answered.get(), failures);
        }

        private void change(long n) {
            begun.set(n);
            function.change(
                    "{\"handler\": \"index.%s\", \"memory_size\": %d, \"user_data\": \"{\\\"n\\\": \\\"%d\\\"}\"}"
                            .formatted(entry(n), memory(n), n));
            acknowledged.set(n);
        }

        private void check(Reply answer, long least, long most) {
            if (answer.status() != 200) {
                failures.add(answer.status() + " " + answer.text());
                return;
            }
            var seen = answer.json();
            long n = Long.parseLong(seen.path("n").asString());
            if (n < least || n > most) {
                failures.add("revision " + n + " answered a call that began at " + least + " and ended at " + most);
            }
            if (!seen.path("environment").asString().equals(Long.toString(n))
                    || !seen.path("entry").asString().equals(entry(n))
                    || !seen.path("memory").asString().equals(Integer.toString(memory(n)))) {
                failures.add("a mixture of revisions: " + seen);
            }
        }

        private static String entry(long n) {
            return n % 2 == 0 ? "even" : "odd";
        }

        private static int memory(long n) {
            return MEMORY_SIZES[(int) (n % MEMORY_SIZES.length)];
        }
    }
}
