package funcgraph.domain;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.AsyncRules.Next;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AsyncRulesTest {

    private static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] NOTHING = new byte[0];
    private static final InvokeOutcome GOOD = new InvokeOutcome.Answered(NOTHING, InvokeOutcome.Usage.NONE);
    private static final InvokeOutcome BAD = new InvokeOutcome.HandlerFailed(4002, NOTHING, InvokeOutcome.Usage.NONE);
    private static final AsyncConfig TWICE = new AsyncConfig(60, 2, null, null, false);

    @Test
    void an_answer_is_success_whatever_came_before() {
        assertThat(after(GOOD, TWICE, 2, 3600)).isEqualTo(new Next.Ended(AsyncStatus.SUCCESS));
    }

    @Test
    void a_function_error_is_not_tried_again_without_a_configuration() {
        assertThat(after(BAD, AsyncConfig.NONE, 0, 0)).isEqualTo(new Next.Ended(AsyncStatus.FAIL));
    }

    @Test
    void a_function_error_is_tried_again_as_often_as_the_configuration_says() {
        assertThat(after(BAD, TWICE, 0, 0)).isEqualTo(new Next.Retry(1, ACCEPTED.plusMillis(500)));
        assertThat(after(BAD, TWICE, 1, 10)).isEqualTo(new Next.Retry(2, ACCEPTED.plusMillis(11_000)));
        assertThat(after(BAD, TWICE, 2, 20)).isEqualTo(new Next.Ended(AsyncStatus.FAIL));
    }

    @Test
    void a_retry_that_would_come_too_late_is_none() {
        assertThat(after(BAD, TWICE, 0, 60)).isEqualTo(new Next.Ended(AsyncStatus.FAIL));
    }

    @Test
    void every_kind_of_function_error_counts() {
        for (var outcome : new InvokeOutcome[] {
            BAD,
            new InvokeOutcome.InitFailed(4201, NOTHING, InvokeOutcome.Usage.NONE),
            new InvokeOutcome.TimedOut(3, InvokeOutcome.Usage.NONE),
            new InvokeOutcome.OutOfMemory(128, InvokeOutcome.Usage.NONE),
            new InvokeOutcome.WorkerDied("exit 1", InvokeOutcome.Usage.NONE)
        }) {
            assertThat(after(outcome, TWICE, 0, 0)).isInstanceOf(Next.Retry.class);
        }
    }

    @Test
    void what_the_platform_could_not_do_is_no_attempt_until_it_is_too_old() {
        for (var outcome : new InvokeOutcome[] {
            new InvokeOutcome.Disabled(),
            new InvokeOutcome.Throttled(1),
            new InvokeOutcome.Overloaded("busy"),
            new InvokeOutcome.RuntimeAbsent("Go1.x", "install it"),
            new InvokeOutcome.PlatformFailed(null)
        }) {
            assertThat(after(outcome, TWICE, 0, 59)).isEqualTo(new Next.Later());
            assertThat(after(outcome, TWICE, 0, 60)).isEqualTo(new Next.Ended(AsyncStatus.DISCARD));
        }
    }

    @Test
    void an_event_is_too_old_when_its_age_is_reached() {
        assertThat(AsyncRules.isTooOld(TWICE, ACCEPTED, ACCEPTED.plusMillis(59_999)))
                .isFalse();
        assertThat(AsyncRules.isTooOld(TWICE, ACCEPTED, ACCEPTED.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void delays_double_up_to_a_limit_and_chance_takes_off_up_to_half() {
        assertThat(AsyncRules.retryDelay(1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(AsyncRules.retryDelay(3, 1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(AsyncRules.retryDelay(3, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(AsyncRules.retryDelay(1000, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(AsyncRules.pause(1, 1)).isEqualTo(Duration.ofMillis(100));
        assertThat(AsyncRules.pause(1, 0.5)).isEqualTo(Duration.ofMillis(75));
        assertThat(AsyncRules.pause(1000, 1)).isEqualTo(Duration.ofSeconds(10));
    }

    private static Next after(InvokeOutcome outcome, AsyncConfig config, int failedBefore, int ageSeconds) {
        return AsyncRules.after(outcome, config, failedBefore, ACCEPTED, ACCEPTED.plusSeconds(ageSeconds), 0);
    }
}
