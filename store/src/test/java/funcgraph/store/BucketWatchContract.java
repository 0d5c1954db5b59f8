package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises of buckets that are listed, whichever database is below it. */
abstract class BucketWatchContract {

    private static final Instant NOW = Samples.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofSeconds(10));

    private final BucketWatchTable watches = new BucketWatchTable();
    private Store store;

    /** A database that nothing was ever written to. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(settings());
        var head = Samples.function("hello");
        var trigger = new Trigger("t", head.id(), head.key(), "latest", TriggerType.OBS, true, Map.of(), NOW, NOW);
        store.write(tx -> {
            new FunctionTable().insert(tx, head);
            return new TriggerTable().insert(tx, new StoredTrigger(trigger, "claim", "b", Optional.empty()));
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_turn_is_given_once_until_it_runs_out() {
        var first = claim("scope", NOW).orElseThrow();
        assertThat(first.since()).isEqualTo(NOW);
        assertThat(first.listed()).isFalse();
        assertThat(claim("scope", NOW.plusSeconds(1))).isEmpty();
        Optional<Instant> nextPoll = store.read(view -> watches.nextPoll(view, "t"));
        assertThat(nextPoll).contains(LATER);

        assertThat(renew(first, true)).isTrue();
        var second = claim("scope", LATER).orElseThrow();
        assertThat(second.listed()).isTrue();
        assertThat(renew(first, true)).isFalse();
        assertThat(renew(second, true)).isTrue();
    }

    @Test
    void another_scope_begins_anew() {
        renew(claim("scope", NOW).orElseThrow(), true);
        put("a", "1");

        var turn = claim("other", NOW.plusSeconds(1)).orElseThrow();

        assertThat(turn.listed()).isFalse();
        assertThat(seen("", "", 10)).isEmpty();
    }

    @Test
    void what_was_seen_is_in_the_order_of_the_keys_bytes() {
        claim("scope", NOW);
        for (var key : List.of("a", "B", "\uffee", "ab", "a/", "\ud83d\ude00", "_", "é", "a b")) {
            put(key, "1");
        }
        put("a", "2");

        assertThat(seen("", "", 20).stream().map(seen -> BucketWatchTable.key(seen.place())))
                .containsExactly("B", "_", "a", "a b", "a/", "ab", "é", "\uffee", "\ud83d\ude00");
        assertThat(seen(BucketWatchTable.place("_"), BucketWatchTable.place("a/"), 20))
                .extracting(BucketWatchTable.Seen::state)
                .containsExactly("2", "1", "1");
        assertThat(seen("", "", 2)).hasSize(2);
        store.write(tx -> {
            watches.remove(tx, "t", BucketWatchTable.place("B"));
            return 0;
        });
        assertThat(seen("", "", 20)).hasSize(8);
    }

    @Test
    void all_of_it_goes_with_the_trigger() {
        claim("scope", NOW);
        put("a", "1");
        store.write(tx -> {
            new TriggerTable().delete(tx, "t");
            return 0;
        });

        assertThat(seen("", "", 10)).isEmpty();
        assertThatThrownBy(() -> claim("scope", LATER)).isInstanceOf(StoreFailed.class);
    }

    private Optional<BucketWatchTable.Turn> claim(String scope, Instant now) {
        return store.write(tx -> watches.claim(tx, "t", scope, NOW, now, LATER));
    }

    private boolean renew(BucketWatchTable.Turn turn, boolean listed) {
        return store.write(tx -> watches.renew(tx, "t", turn, LATER, listed));
    }

    private void put(String key, String state) {
        store.write(tx -> {
            watches.put(tx, "t", new BucketWatchTable.Seen(BucketWatchTable.place(key), state));
            return 0;
        });
    }

    private List<BucketWatchTable.Seen> seen(String after, String upTo, int limit) {
        return store.read(view -> watches.seen(view, "t", after, upTo, limit));
    }
}
