package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintedTest {

    private final Printed printed = new Printed();
    private final StringBuilder first = new StringBuilder();
    private final StringBuilder second = new StringBuilder();

    @Test
    void a_call_that_runs_alone_has_all_of_it_and_what_came_before() {
        var runs = new Runs(1);
        printed.serves(runs);
        print("while it started\n");
        var run = open(runs, "id-1", first);
        print("begun ");
        print("and ended\n");

        assertThat(first).hasToString("while it started\nbegun and ended\n");
        printed.ending();
        runs.close(run);
        print("afterwards\n");
        open(runs, "id-2", second);
        assertThat(second).hasToString("afterwards\n");
    }

    @Test
    void what_is_printed_before_the_first_call_is_kept_up_to_a_limit() {
        var runs = new Runs(1);
        printed.serves(runs);
        for (int kib = 0; kib < 100; kib++) {
            print("x".repeat(1024));
        }
        open(runs, "id-1", first);

        assertThat(first).hasSize(64 * 1024);
    }

    @Test
    void lines_of_the_logger_are_their_calls_and_others_are_marked_as_anybodys() {
        var runs = new Runs(2);
        printed.serves(runs);
        open(runs, "id-1", first);
        open(runs, "id-2", second);
        print("2026-11-28T16:43:07Z id-2 INFO its");
        print(" own\n2026-11-28T16:43:07Z id-1 INFO mine\nwhose is this\n2026-11-28T16:43:07Z id-");
        print("1 WARN in pieces\n");

        assertThat(second).contains("2026-11-28T16:43:07Z id-2 INFO its own\n").doesNotContain("mine");
        assertThat(first).contains("id-1 INFO mine\n", "id-1 WARN in pieces\n").doesNotContain("its own");
        assertThat(first.toString() + second).containsOnlyOnce("?whose is this\n");
    }

    @Test
    void of_several_places_the_one_call_that_runs_has_all_lines_and_the_last_that_has_no_end() {
        var runs = new Runs(2);
        printed.serves(runs);
        var run = open(runs, "id-1", first);
        print("plain\nunfinished");
        assertThat(first).hasToString("plain\n");
        printed.ending();
        runs.close(run);

        assertThat(first).hasToString("plain\nunfinished");
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        printed.accept(bytes, bytes.length);
    }

    /** A question mark stands before what may be anybody's. */
    private Errand.Run open(Runs runs, String requestId, StringBuilder output) {
        var call = new Call(
                requestId,
                "",
                Buffer.buffer(),
                false,
                Optional.empty(),
                (bytes, from, length, own) ->
                        output.append(own ? "" : "?").append(new String(bytes, from, length, StandardCharsets.UTF_8)),
                null,
                Optional.empty());
        var run = new Errand.Run(Promise.promise(), call, 3, 0, runs.areMany());
        runs.open(run);
        printed.opened(run);
        return run;
    }
}
