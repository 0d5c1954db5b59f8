package funcgraph.engine.control;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.Ids;
import funcgraph.domain.NewTestEvent;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refusal.Resource;
import funcgraph.domain.Refused;
import funcgraph.domain.TestEvent;
import funcgraph.store.TestEventTable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The use cases of test events, which belong to a function whatever its version (functiongraph-api 2.9). */
public final class TestEvents {

    private final HeldFunctions functions;
    private final TestEventTable table;
    private final NewTestEvent.JsonCheck json;
    private final Clock clock;
    private final Ids ids;

    public TestEvents(
            HeldFunctions functions, TestEventTable table, NewTestEvent.JsonCheck json, Clock clock, Ids ids) {
        this.functions = functions;
        this.table = table;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
    }

    /** By name. Throws {@link Refused} with {@link Refusal.NoFunction}. */
    public List<TestEvent> list(FunctionKey key) {
        return functions.read(key, (view, function) -> table.list(view, function.id()));
    }

    /** One event. Throws {@link Refused} with {@link Refusal.NoFunction} or {@link Refusal.NotThere}. */
    public TestEvent show(FunctionKey key, String id) {
        return functions.read(
                key, (view, function) -> table.find(view, function.id(), id).orElseThrow(() -> none(id)));
    }

    /**
     * Keeps an event.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.Flawed}, {@link Refusal.Taken}, {@link Refusal.TooMany}
     */
    public TestEvent create(FunctionKey key, NewTestEvent wanted) {
        requireSound(wanted);
        return functions.change(key, (tx, function) -> {
            var present = table.list(tx, function.id());
            if (present.stream().anyMatch(event -> event.name().equals(wanted.name()))) {
                throw new Refused(new Refusal.Taken(Resource.EVENT, wanted.name()));
            }
            if (present.size() >= NewTestEvent.MOST) {
                throw new Refused(new Refusal.TooMany(Resource.EVENT, NewTestEvent.MOST));
            }
            var event = new TestEvent(ids.uuid(), wanted.name(), wanted.content(), now());
            table.insert(tx, function.id(), event);
            return event;
        });
    }

    /**
     * Gives an event another content.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.NotThere}, {@link Refusal.Flawed}
     */
    public TestEvent update(FunctionKey key, String id, String content) {
        var name = show(key, id).name();
        requireSound(new NewTestEvent(name, content));
        return functions.change(key, (tx, function) -> {
            var present = table.find(tx, function.id(), id).orElseThrow(() -> none(id));
            var event = new TestEvent(id, present.name(), content, now());
            table.update(tx, event);
            return event;
        });
    }

    /** Forgets an event. Throws {@link Refused} with {@link Refusal.NoFunction} or {@link Refusal.NotThere}. */
    public void delete(FunctionKey key, String id) {
        functions.change(key, (tx, function) -> {
            var present = table.find(tx, function.id(), id).orElseThrow(() -> none(id));
            table.delete(tx, id);
            return present;
        });
    }

    private void requireSound(NewTestEvent wanted) {
        var flaws = wanted.flaws(json);
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.Flawed(flaws));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Refused none(String id) {
        return new Refused(new Refusal.NotThere(Resource.EVENT, id));
    }
}
