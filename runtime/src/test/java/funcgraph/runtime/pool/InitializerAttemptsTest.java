package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome;
import funcgraph.runtime.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitializerAttemptsTest {

    /** Notes each start in a file, and fails as long as there are no more than {@code fails}. */
    private static WorkerSpec failing(Workshop shop, String name, int fails) {
        Path starts = shop.directory().resolve(name + ".starts");
        var spec = shop.python(name, """
                import os, time
                def init(context):
                    with open("%s", "a") as starts:
                        starts.write("x")
                    time.sleep(0.02)
                    if os.path.getsize("%s") <= %d:
                        raise ValueError("attempt %%d" %% os.path.getsize("%s"))
                def handler(event, context):
                    return os.getpid()
                """.formatted(starts, starts, fails, starts));
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                spec.handler(),
                Optional.of(new WorkerSpec.Initializer("index.init", 10)),
                spec.timeoutSeconds(),
                spec.memoryMb(),
                spec.cpuMillicores(),
                spec.userData(),
                spec.encryptedUserData());
    }

    private static int starts(Workshop shop, String name) {
        try {
            return (int) Files.size(shop.directory().resolve(name + ".starts"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void third_attempt_may_still_succeed_and_the_time_of_all_counts_as_initialisation() {
        try (var shop = new Workshop(Workshop.limits())) {
            var outcome = shop.invoke(failing(shop, "twice", 2), "{}");
            assertThat(Workshop.text(outcome)).isNotEmpty();
            assertThat(starts(shop, "twice")).isEqualTo(3);
            assertThat(((InvokeOutcome.Answered) outcome).usage().initMicros()).isGreaterThan(60_000);
        }
    }

    @Test
    void after_three_failed_attempts_the_call_gets_the_last_error() {
        try (var shop = new Workshop(Workshop.limits())) {
            var spec = failing(shop, "always", 1000);
            assertThat(shop.invoke(spec, "{}")).isInstanceOfSatisfying(InvokeOutcome.InitFailed.class, failed -> {
                assertThat(new String(failed.errorJson(), java.nio.charset.StandardCharsets.UTF_8))
                        .contains("attempt 3");
                assertThat(failed.usage().initMicros()).isGreaterThan(60_000);
            });
            assertThat(starts(shop, "always")).isEqualTo(3);
            assertThat(shop.invoke(spec, "{}")).isInstanceOf(InvokeOutcome.InitFailed.class);
            assertThat(starts(shop, "always")).isEqualTo(6);
        }
    }

    @Test
    void calls_that_wait_together_share_the_attempts() {
        try (var shop = new Workshop(Workshop.limits())) {
            var spec = failing(shop, "shared", 1000);
            var calls =
                    IntStream.range(0, 12).mapToObj(n -> shop.start(spec, "{}")).toList();
            Set<Class<?>> outcomes = new HashSet<>();
            calls.forEach(call -> outcomes.add(Workshop.await(call).getClass()));
            assertThat(outcomes).containsExactly(InvokeOutcome.InitFailed.class);
            assertThat(starts(shop, "shared")).isLessThan(24);
        }
    }
}
