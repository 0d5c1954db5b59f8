package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.AsyncConfig;
import funcgraph.domain.AsyncDestination;
import funcgraph.domain.AsyncInvocation;
import funcgraph.domain.AsyncStatus;
import funcgraph.domain.AsyncStatusLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the tables of asynchronous invocation promise, whichever database is below them. */
abstract class AsyncTables {

    private static final Instant NOW = Samples.NOW;
    private static final String NODE = "node-1";

    final AsyncTable table = new AsyncTable();
    final NodeTable nodes = new NodeTable();
    final AsyncConfigTable configs = new AsyncConfigTable();
    final DeliveryTable deliveries = new DeliveryTable();
    Store store;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_waits_is_claimed_once_and_oldest_first() {
        insert("f", 5);

        var first = claim("f", 3);
        var second = claim("f", 9);

        assertThat(first).extracting(QueuedEvent::requestId).containsExactly("f-0", "f-1", "f-2");
        assertThat(second).extracting(QueuedEvent::requestId).containsExactly("f-3", "f-4");
        assertThat(first.getFirst().event()).asString().isEqualTo("{\"n\":0}");
        assertThat(first.getFirst().qualifier()).isEqualTo("latest");
        assertThat(claim("f", 9)).isEmpty();
        assertThat(claim("g", 9)).isEmpty();
    }

    @Test
    void many_who_claim_at_once_never_get_the_same() throws Exception {
        insert("f", 200);
        var ids = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = new ArrayList<Future<List<QueuedEvent>>>();
            for (int i = 0; i < 40; i++) {
                claims.add(threads.submit(() -> claim("f", 7)));
            }
            for (var each : claims) {
                each.get().forEach(event -> ids.add(event.requestId()));
            }
        }

        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        ids.addAll(claim("f", 1000).stream().map(QueuedEvent::requestId).toList());
        assertThat(ids).hasSize(200);
    }

    @Test
    void what_is_not_due_is_not_claimed_until_it_is() {
        insert("f", 1);
        claim("f", 1);
        write(tx -> table.giveBack(tx, NODE, "f-0", 1, NOW.plusSeconds(5), 4002, "broken"));

        assertThat(claim("f", 1)).isEmpty();
        var due = store.read(view -> table.nextWaiting(view, "")).orElseThrow();
        assertThat(due).isEqualTo(new AsyncTable.FunctionDue("f", NOW.plusSeconds(5)));
        var later = store.write(tx -> table.claim(tx, NODE, "f", NOW.plusSeconds(5), 1));
        assertThat(later).extracting(QueuedEvent::attempts).containsExactly(1);
    }

    @Test
    void functions_with_something_waiting_are_found_one_by_one() {
        insert("a", 2);
        insert("c", 1);
        insert("b", 1);
        claim("b", 1);

        assertThat(next("")).contains("a");
        assertThat(next("a")).contains("c");
        assertThat(next("c")).isEmpty();
    }

    @Test
    void what_a_node_has_lost_it_cannot_end_any_more() {
        insert("f", 1);
        claim("f", 1);
        write(tx -> table.giveBackAll(tx, NODE, NOW, 10));
        store.write(tx -> table.claim(tx, "node-2", "f", NOW, 1));

        assertThat(write(tx -> table.end(tx, NODE, "f-0", AsyncStatus.SUCCESS, 0, NOW, 0, "")))
                .isZero();
        assertThat(write(tx -> table.end(tx, "node-2", "f-0", AsyncStatus.SUCCESS, 0, NOW, 0, "")))
                .isEqualTo(1);
        var ended = list("f").getFirst();
        assertThat(ended.status()).isEqualTo(AsyncStatus.SUCCESS);
        assertThat(ended.endedAt()).isEqualTo(NOW);
    }

    @Test
    void a_node_that_says_nothing_is_dead_after_its_time() {
        write(tx -> {
            nodes.renew(tx, "slow", NOW.plusSeconds(30));
            nodes.renew(tx, "slow", NOW.plusSeconds(35));
            nodes.renew(tx, "gone", NOW.plusSeconds(30));
            return 0;
        });

        assertThat(dead(30)).isEmpty();
        assertThat(dead(31)).containsExactly("gone");
        write(tx -> {
            nodes.declareDeadAllBut(tx, "slow");
            return 0;
        });
        assertThat(dead(0)).containsExactly("gone");
        write(tx -> {
            nodes.delete(tx, "gone");
            return 0;
        });
        assertThat(dead(0)).isEmpty();
    }

    @Test
    void lists_are_filtered_paged_and_counted_up_to_a_limit() {
        insert("f", 5);
        claim("f", 2);
        write(tx -> table.end(tx, NODE, "f-0", AsyncStatus.FAIL, 1, NOW, 4002, "broken"));

        assertThat(list("f")).extracting(AsyncInvocation::requestId).containsExactly("f-4", "f-3", "f-2", "f-1", "f-0");
        assertThat(list(filter("f", Optional.of("f-0"), List.of())).getFirst().errorCode())
                .isEqualTo(4002);
        assertThat(list(filter("f", Optional.empty(), List.of(AsyncStatus.FAIL, AsyncStatus.RUNNING))))
                .extracting(AsyncInvocation::requestId)
                .containsExactly("f-1", "f-0");
        var page = store.read(view -> table.list(view, filter("f", Optional.empty(), List.of()), 3, 10));
        assertThat(page).extracting(AsyncInvocation::requestId).containsExactly("f-1", "f-0");
        long all = store.read(view -> table.count(view, filter("f", Optional.empty(), List.of()), 100));
        long some = store.read(view -> table.count(view, filter("f", Optional.empty(), List.of()), 3));
        assertThat(all).isEqualTo(5);
        assertThat(some).isEqualTo(3);
        var unfinished = store.read(view -> table.unfinished(view, 10));
        assertThat(unfinished).containsEntry("f", 4L);
    }

    @Test
    void cancelling_ends_what_waits_and_marks_what_runs() {
        insert("f", 2);
        claim("f", 1);

        assertThat(write(tx -> table.cancelWaiting(tx, "f", "f-0", NOW, 4208, "canceled")))
                .isZero();
        assertThat(write(tx -> table.cancelWaiting(tx, "g", "f-1", NOW, 4208, "canceled")))
                .isZero();
        assertThat(write(tx -> table.cancelWaiting(tx, "f", "f-1", NOW, 4208, "canceled")))
                .isEqualTo(1);
        assertThat(write(tx -> table.cancelRunning(tx, "f", "f-0"))).isEqualTo(1);
        var cancelled = store.read(view -> table.cancelledOn(view, NODE, 10));
        assertThat(cancelled).containsExactly("f-0");
    }

    @Test
    void what_has_ended_is_removed_after_its_time_or_when_there_is_too_much() {
        insert("f", 4);
        claim("f", 4);
        for (int i = 0; i < 3; i++) {
            var id = "f-" + i;
            var at = NOW.plusSeconds(i);
            write(tx -> table.end(tx, NODE, id, AsyncStatus.SUCCESS, 0, at, 0, ""));
        }

        var beyond = store.read(view -> table.endedBeyond(view, 1));
        assertThat(beyond).contains(NOW.plusSeconds(1));
        assertThat(write(tx -> table.deleteEnded(tx, NOW.plusSeconds(1), 10))).isEqualTo(1);
        assertThat(list("f")).extracting(AsyncInvocation::requestId).containsExactly("f-3", "f-2", "f-1");
        assertThat(write(tx -> table.deleteOf(tx, "f", 10))).isEqualTo(2);
    }

    @Test
    void a_configuration_goes_with_its_function() {
        var function = Samples.function("hello");
        var functions = new FunctionTable();
        var to = new AsyncDestination(AsyncDestination.Kind.OBS, "{\"bucket\":\"b\"}", "b", "p/", 3);
        var config = new AsyncConfig(60, 2, null, to, true);
        write(tx -> {
            functions.insert(tx, function);
            configs.put(tx, function.id(), "latest", AsyncConfig.NONE, NOW);
            configs.put(tx, function.id(), "latest", config, NOW.plusSeconds(1));
            configs.put(tx, function.id(), "!live", config, NOW);
            return 0;
        });

        var kept =
                store.read(view -> configs.find(view, function.id(), "latest")).orElseThrow();
        assertThat(kept.config()).isEqualTo(config);
        assertThat(kept.createdAt()).isEqualTo(NOW);
        assertThat(kept.lastModified()).isEqualTo(NOW.plusSeconds(1));
        var page = store.read(view -> configs.list(view, function.id(), 0, 10));
        assertThat(page).hasSize(2);
        write(tx -> {
            functions.delete(tx, function);
            return 0;
        });
        long left = store.read(view -> configs.count(view, function.id()));
        assertThat(left).isZero();
    }

    @Test
    void an_outcome_is_taken_by_one_until_its_time_is_over() {
        var to = new AsyncDestination(AsyncDestination.Kind.DIS, "{}", "audit", "", 0);
        write(tx -> {
            deliveries.insert(tx, "1", "f", to, new byte[] {1}, NOW);
            deliveries.insert(tx, "1", "f", to, new byte[] {2}, NOW);
            return 0;
        });

        var taken = store.write(tx -> deliveries.claim(tx, DeliveryTable.place(to), NOW, NOW.plusSeconds(60), 10));
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().destination()).isEqualTo(to);
        assertThat(taken.getFirst().attempts()).isEqualTo(1);
        assertThat(taken.getFirst().message()).containsExactly(1);
        boolean due = store.read(view -> deliveries.anyDue(view, NOW));
        assertThat(due).isFalse();
        var again = store.write(
                tx -> deliveries.claim(tx, DeliveryTable.place(to), NOW.plusSeconds(60), NOW.plusSeconds(99), 10));
        assertThat(again.getFirst().attempts()).isEqualTo(2);
        write(tx -> {
            deliveries.delete(tx, "1");
            return 0;
        });
        boolean left = store.read(view -> deliveries.anyDue(view, NOW.plusSeconds(999)));
        assertThat(left).isFalse();
    }

    @Test
    void outcomes_are_taken_for_one_destination_and_the_latest_of_all_given_up() {
        var slow = new AsyncDestination(AsyncDestination.Kind.DIS, "{}", "slow", "", 0);
        var quick = new AsyncDestination(AsyncDestination.Kind.DIS, "{}", "quick", "", 0);
        write(tx -> {
            deliveries.insert(tx, "1", "f", slow, new byte[0], NOW);
            deliveries.insert(tx, "2", "f", slow, new byte[0], NOW.plusMillis(1));
            deliveries.insert(tx, "3", "f", quick, new byte[0], NOW.plusMillis(2));
            deliveries.insert(tx, "4", "f", slow, new byte[0], NOW.plusMillis(3));
            return 0;
        });

        var later = NOW.plusSeconds(1);
        var quickOnes =
                store.write(tx -> deliveries.claim(tx, DeliveryTable.place(quick), later, NOW.plusSeconds(60), 10));
        assertThat(quickOnes).extracting(DeliveryTable.Row::id).containsExactly("3");
        var beyond = store.read(view -> deliveries.dueBeyond(view, 2)).orElseThrow();
        write(tx -> deliveries.deleteDueFrom(tx, beyond, 10));
        var rest = store.write(tx -> deliveries.claim(tx, DeliveryTable.place(slow), later, NOW.plusSeconds(60), 10));
        assertThat(rest).extracting(DeliveryTable.Row::id).containsExactlyInAnyOrder("1", "2");
        var none = store.read(view -> deliveries.dueBeyond(view, 2));
        assertThat(none).isEmpty();
    }

    @Test
    void destinations_that_have_something_waiting_are_found_one_after_the_other() {
        var some = new AsyncDestination(AsyncDestination.Kind.DIS, "{}", "some", "", 0);
        var other = new AsyncDestination(AsyncDestination.Kind.SMN, "{}", "other", "", 0);
        write(tx -> {
            deliveries.insert(tx, "1", "f", some, new byte[0], NOW.plusMillis(2));
            deliveries.insert(tx, "2", "f", some, new byte[0], NOW.plusMillis(1));
            deliveries.insert(tx, "3", "f", other, new byte[0], NOW.plusMillis(3));
            return 0;
        });

        var found = new ArrayList<DeliveryTable.Waiting>();
        var next = store.read(view -> deliveries.nextWaiting(view, ""));
        while (next.isPresent()) {
            found.add(next.get());
            var behind = next.get().place();
            next = store.read(view -> deliveries.nextWaiting(view, behind));
        }

        assertThat(found)
                .containsExactlyInAnyOrder(
                        new DeliveryTable.Waiting(DeliveryTable.place(some), NOW.plusMillis(1)),
                        new DeliveryTable.Waiting(DeliveryTable.place(other), NOW.plusMillis(3)));
    }

    /** Longer than an entry of an index may be in PostgreSQL, and nothing that it could make smaller. */
    @Test
    void a_destination_may_be_described_at_length() {
        var random = new Random(7);
        var param = random.ints(8000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        var wordy = new AsyncDestination(AsyncDestination.Kind.DIS, param.toString(), "wordy", "", 0);
        write(tx -> {
            deliveries.insert(tx, "1", "f", wordy, new byte[0], NOW);
            return 0;
        });

        var taken = store.write(tx -> deliveries.claim(tx, DeliveryTable.place(wordy), NOW, NOW.plusSeconds(60), 10));
        assertThat(taken).extracting(DeliveryTable.Row::destination).containsExactly(wordy);
    }

    @Test
    void a_projects_status_log_keeps_its_ids() {
        var logs = new StatusLogTable();
        var first = new AsyncStatusLog("g1", "s1");

        var made = store.write(tx -> logs.enable(tx, "p", first));
        var again = store.write(tx -> logs.enable(tx, "p", new AsyncStatusLog("g2", "s2")));

        assertThat(made).isEqualTo(first);
        assertThat(again).isEqualTo(first);
        var other = store.read(view -> logs.find(view, "q"));
        assertThat(other).isEmpty();
    }

    private void insert(String functionId, int count) {
        write(tx -> {
            for (int i = 0; i < count; i++) {
                var event = ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8);
                table.insert(tx, functionId + "-" + i, functionId, "latest", event, NOW.minusMillis(1000L - i));
            }
            return 0;
        });
    }

    private List<QueuedEvent> claim(String functionId, int limit) {
        return store.write(tx -> table.claim(tx, NODE, functionId, NOW, limit));
    }

    private Optional<String> next(String after) {
        return store.read(view -> table.nextWaiting(view, after)).map(AsyncTable.FunctionDue::functionId);
    }

    private List<String> dead(int seconds) {
        return store.read(view -> nodes.dead(view, NOW.plusSeconds(seconds), 10));
    }

    private List<AsyncInvocation> list(String functionId) {
        return list(filter(functionId, Optional.empty(), List.of()));
    }

    private List<AsyncInvocation> list(AsyncFilter filter) {
        return store.read(view -> table.list(view, filter, 0, 100));
    }

    private static AsyncFilter filter(String functionId, Optional<String> id, List<AsyncStatus> statuses) {
        return new AsyncFilter(functionId, "latest", id, statuses, Instant.EPOCH, NOW.plusSeconds(1));
    }

    private int write(TxWork<Integer> work) {
        return store.write(work);
    }
}
