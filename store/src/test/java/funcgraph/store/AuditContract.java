package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.log.AuditEvent;
import funcgraph.domain.log.AuditFilter;
import funcgraph.domain.log.FieldChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the record of changes promises, whichever database is below it. */
abstract class AuditContract {

    private static final Instant NOW = Samples.NOW;

    final AuditTable table = new AuditTable();
    Store store;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_event_comes_back_as_it_was_put() {
        var event = event("r1", 7, "urn:f", 200);
        store.write(tx -> {
            table.put(tx, event);
            return 0;
        });

        assertThat(list(filter(Optional.empty()), 10)).containsExactly(event);
    }

    @Test
    void what_is_told_again_of_a_request_corrects_what_was_told() {
        put(event("r1", 7, "urn:f", 200));
        put(event("r1", 7, "urn:f", 409));

        assertThat(list(filter(Optional.empty()), 10))
                .extracting(AuditEvent::status)
                .containsExactly(409);
    }

    @Test
    void events_are_found_by_what_they_are_about() {
        put(event("r1", 1, "urn:f", 200));
        put(event("r2", 2, "urn:f:v1", 200));
        put(event("r3", 3, "urn:ff", 200));

        assertThat(list(filter(Optional.of("urn:f")), 10))
                .extracting(AuditEvent::requestId)
                .containsExactly("r2", "r1");
        assertThat(list(filter(Optional.empty()), 2))
                .extracting(AuditEvent::requestId)
                .containsExactly("r3", "r2");
    }

    @Test
    void the_oldest_go_in_steps() {
        for (int number = 0; number < 10; number++) {
            put(event("r" + number, number + 1, "urn:f", 200));
        }

        var beyond = store.read(view -> table.beyond(view, 4)).orElseThrow();
        assertThat(delete(beyond)).isEqualTo(3);
        assertThat(delete(beyond)).isEqualTo(2);
        assertThat(list(filter(Optional.empty()), 100)).hasSize(5);
        Optional<Instant> none = store.read(view -> table.beyond(view, 40));
        assertThat(none).isEmpty();
    }

    @Test
    void refused_changes_have_a_bound_of_their_own() {
        for (int number = 0; number < 10; number++) {
            put(event("r" + number, number + 1, "urn:f", number % 2 == 0 ? 200 : 403));
        }

        var beyond = store.read(view -> table.refusedBeyond(view, 2)).orElseThrow();
        int removed = store.write(tx -> table.deleteRefusedBefore(tx, beyond, 9));
        assertThat(removed).isEqualTo(2);

        assertThat(list(filter(Optional.empty()), 100))
                .extracting(AuditEvent::requestId)
                .containsExactly("r9", "r8", "r7", "r6", "r5", "r4", "r2", "r0");
        Optional<Instant> none = store.read(view -> table.refusedBeyond(view, 3));
        assertThat(none).isEmpty();
    }

    @Test
    void a_rider_goes_along_with_the_first_write_that_lasts_and_with_no_other() {
        var rider = new Entry();

        Store.riding(rider, () -> {
            assertThatThrownBy(() -> store.write(tx -> {
                        throw new IllegalStateException("refused");
                    }))
                    .hasMessage("refused");
            assertThat(list(filter(Optional.empty()), 10)).isEmpty();
            store.write(tx -> 1);
            store.write(tx -> 2);
            return 0;
        });
        store.write(tx -> 3);

        assertThat(rider.rides).isEqualTo(1);
        assertThat(list(filter(Optional.empty()), 10)).hasSize(1);
    }

    /** Puts one event. */
    private final class Entry implements Rider {
        private int rides;
        private boolean landed;

        @Override
        public void ride(Tx tx) {
            rides++;
            table.put(tx, event("ridden", 1, "urn:f", 200));
        }

        @Override
        public void landed() {
            landed = true;
        }

        @Override
        public boolean hasLanded() {
            return landed;
        }
    }

    private int delete(Instant before) {
        return store.write(tx -> table.deleteBefore(tx, before, 3));
    }

    private void put(AuditEvent event) {
        store.write(tx -> {
            table.put(tx, event);
            return 0;
        });
    }

    private List<AuditEvent> list(AuditFilter filter, int limit) {
        return store.read(view -> table.list(view, filter, limit));
    }

    private static AuditFilter filter(Optional<String> resource) {
        return new AuditFilter(
                "p",
                Optional.of(NOW.minusSeconds(1)),
                Optional.of(NOW.plusSeconds(1000)),
                Optional.of("somebody"),
                Optional.of("act"),
                resource,
                Long.MAX_VALUE);
    }

    private static AuditEvent event(String requestId, long seq, String resource, int status) {
        return new AuditEvent(
                seq,
                NOW.plusSeconds(seq),
                requestId,
                "p",
                "somebody",
                "id",
                "key",
                "::1",
                "act",
                resource,
                status,
                "",
                List.of(
                        new FieldChange("memory_size", 128, 256),
                        new FieldChange("description", null, "\ud83d\ude00 Äpfel \u0000"),
                        new FieldChange("func_vpc", Map.of("vpc_id", ""), null)));
    }
}
