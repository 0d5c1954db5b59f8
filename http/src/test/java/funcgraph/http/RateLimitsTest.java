package funcgraph.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

    @Test
    void a_seconds_worth_of_requests_is_admitted_at_once_and_no_more() {
        var limits = new RateLimits(10, now::get);

        assertThat(admitted(limits, "p", 25)).isEqualTo(10);
    }

    @Test
    void places_come_back_with_time_one_by_one() {
        var limits = new RateLimits(10, now::get);
        admitted(limits, "p", 10);

        now.addAndGet(SECOND / 10);
        assertThat(admitted(limits, "p", 5)).isEqualTo(1);
        now.addAndGet(3 * SECOND);
        assertThat(admitted(limits, "p", 25)).isEqualTo(10);
    }

    @Test
    void each_project_has_its_own_places() {
        var limits = new RateLimits(1, now::get);
        admitted(limits, "p", 5);

        assertThat(admitted(limits, "q", 5)).isEqualTo(1);
    }

    @Test
    void zero_means_no_limit() {
        assertThat(admitted(new RateLimits(0, now::get), "p", 1000)).isEqualTo(1000);
    }

    private static long admitted(RateLimits limits, String project, int requests) {
        return IntStream.range(0, requests)
                .filter(ignored -> limits.admit(project))
                .count();
    }
}
