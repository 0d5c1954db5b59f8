package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Function;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises of triggers, whichever database is below it. */
abstract class TriggerContract {

    private static final EnumSet<TriggerType> QUEUES = EnumSet.of(TriggerType.KAFKA, TriggerType.DMS);

    final FunctionTable functions = new FunctionTable();
    final TriggerTable triggers = new TriggerTable();
    Store store;
    Function head;

    /** A database that nothing was ever written to. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(settings());
        head = Samples.function("hello");
        store.write(tx -> {
            functions.insert(tx, head);
            return null;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_trigger_comes_back_as_it_was_inserted() {
        var trigger = trigger("a", TriggerType.SMN, "latest", 0);

        assertThat(insert(trigger, "claim", "", Optional.empty())).isTrue();
        assertThat(find("a")).contains(trigger);
        assertThat(find("b")).isEmpty();
    }

    @Test
    void a_claim_is_given_once_in_a_project() {
        insert(trigger("a", TriggerType.SMN, "latest", 0), "same", "", Optional.empty());
        var second = trigger("b", TriggerType.SMN, "v1", 1);

        assertThat(insert(second, "same", "", Optional.empty())).isFalse();
        assertThat(find("b")).isEmpty();
        assertThat(insert(second, "other", "", Optional.empty())).isTrue();
        assertThat(update(second, "same", Optional.empty())).isFalse();
        assertThat(update(second.changed(false, Map.of("x", 1), Samples.NOW), "third", Optional.empty()))
                .isTrue();
        assertThat(find("b").orElseThrow().active()).isFalse();
        assertThat(find("b").orElseThrow().eventData()).isEqualTo(Map.of("x", 1));
    }

    @Test
    void lists_and_counts_are_by_function_version_project_and_type() {
        insert(trigger("c", TriggerType.KAFKA, "latest", 0), "1", "", Optional.empty());
        insert(trigger("b", TriggerType.SMN, "v1", 1), "2", "", Optional.empty());
        insert(trigger("a", TriggerType.DMS, "v1", 2), "3", "place", Optional.empty());

        assertThat(ids(list(null))).containsExactly("c", "b", "a");
        assertThat(ids(list("v1"))).containsExactly("b", "a");
        assertThat(ids(store.read(view -> triggers.listProject(view, Samples.PROJECT, 1, 1))))
                .containsExactly("b");
        assertThat(count(view -> triggers.countProject(view, Samples.PROJECT))).isEqualTo(3);
        assertThat(count(view -> triggers.countVersion(view, head.id(), "v1"))).isEqualTo(2);
        assertThat(count(view -> triggers.countTypes(view, Samples.PROJECT, QUEUES)))
                .isEqualTo(2);
        assertThat(ids(store.read(view -> triggers.ofTypes(view, QUEUES, "", 10))))
                .containsExactly("a", "c");
        assertThat(ids(store.read(view -> triggers.ofTypes(view, QUEUES, "a", 10))))
                .containsExactly("c");
        assertThat(ids(store.read(view -> triggers.at(view, Samples.PROJECT, TriggerType.DMS, "place", 10))))
                .containsExactly("a");
    }

    @Test
    void triggers_go_with_their_version_and_with_their_function() {
        insert(trigger("a", TriggerType.SMN, "v1", 0), "1", "", Optional.empty());
        insert(trigger("b", TriggerType.SMN, "!live", 1), "2", "", Optional.empty());
        insert(trigger("c", TriggerType.SMN, "latest", 2), "3", "", Optional.empty());
        var bound = new BoundRows();

        boolean held = store.read(view -> bound.holdAlias(view, head.id(), "!live"));
        assertThat(held).isTrue();
        write(tx -> bound.delete(tx, head.id(), "v1"));
        assertThat(ids(list(null))).containsExactly("b", "c");
        write(tx -> triggers.deleteAll(tx, head.id(), "!live"));
        assertThat(ids(list(null))).containsExactly("c");
        write(tx -> functions.delete(tx, head));
        assertThat(find("c")).isEmpty();
    }

    @Test
    void timers_are_due_in_order_and_each_due_time_is_taken_once() throws Exception {
        var soon = Samples.NOW.plusSeconds(1);
        var later = Samples.NOW.plusSeconds(2);
        insert(trigger("late", TriggerType.TIMER, "latest", 0), "1", "", Optional.of(later));
        insert(trigger("soon", TriggerType.TIMER, "latest", 0), "2", "", Optional.of(soon));
        insert(trigger("never", TriggerType.TIMER, "latest", 0), "3", "", Optional.empty());

        Optional<Instant> next = store.read(triggers::nextDue);
        assertThat(next).contains(soon);
        assertThat(dueIds(soon.minusMillis(1))).isEmpty();
        assertThat(dueIds(soon)).containsExactly("soon");
        assertThat(dueIds(later.plusSeconds(9))).containsExactly("soon", "late");
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            attempts.add(() -> store.write(tx -> triggers.claimDue(tx, "soon", soon, later.plusSeconds(5))));
        }
        int taken = 0;
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : nodes.invokeAll(attempts)) {
                taken += attempt.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(dueIds(later)).containsExactly("late");
    }

    private Trigger trigger(String id, TriggerType type, String qualifier, int secondsLater) {
        var data = new LinkedHashMap<String, Object>();
        data.put("z", "说明 \"\\");
        data.put("a", List.of(1, new BigDecimal("2.50"), true, Map.of("deep", "er")));
        var created = Samples.NOW.plusSeconds(secondsLater);
        return new Trigger(id, head.id(), head.key(), qualifier, type, true, data, created, created);
    }

    private boolean insert(Trigger trigger, String claim, String place, Optional<Instant> due) {
        return store.write(tx -> triggers.insert(tx, new StoredTrigger(trigger, claim, place, due)));
    }

    private boolean update(Trigger trigger, String claim, Optional<Instant> due) {
        return store.write(tx -> triggers.update(tx, new StoredTrigger(trigger, claim, "", due)));
    }

    private Optional<Trigger> find(String id) {
        return store.read(view -> triggers.find(view, id));
    }

    private List<Trigger> list(String qualifier) {
        return store.read(view -> triggers.list(view, head.id(), qualifier, 10));
    }

    private long count(ViewWork<Long> work) {
        return store.read(work);
    }

    private List<String> dueIds(Instant now) {
        return ids(store.read(view -> triggers.due(view, now, 10)).stream()
                .map(TriggerTable.Due::trigger)
                .toList());
    }

    private static List<String> ids(List<Trigger> all) {
        return all.stream().map(Trigger::id).toList();
    }

    private void write(java.util.function.Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
