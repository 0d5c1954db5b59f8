package funcgraph.engine.trigger;

import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Ids;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import funcgraph.domain.log.Differences;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerRules;
import funcgraph.engine.StoreCalls;
import funcgraph.engine.control.Functions;
import funcgraph.engine.observe.Deed;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.TriggerTable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of triggers. A trigger belongs to the version or alias of the URN it was made with; without one, to
 * {@code latest}. They return when the change is durable and whoever fires has heard of it.
 */
public final class Triggers {

    /** A function's triggers in one answer: more than its versions and aliases may have together by default. */
    private static final int MOST_LISTED = 1000;

    private final Functions functions;
    private final Store store;
    private final FunctionTable heads;
    private final TriggerTable table;
    private final KeptTriggers kept;
    private final Heard heard;
    private final Clock clock;
    private final Ids ids;

    /** Whoever has to know at once when triggers change. */
    public interface Heard {

        /** A trigger is new, or has been changed. */
        void changed(Trigger trigger);

        /** A trigger is gone. */
        void removed(Trigger trigger);
    }

    /** What may be changed of a trigger. Null keeps what is there. */
    public record Change(@Nullable Boolean active, @Nullable Map<String, Object> eventData) {}

    /** A page of a project's triggers, and how many there are in all. */
    public record Page(List<Trigger> triggers, long count) {}

    Triggers(
            Functions functions,
            Store store,
            FunctionTable heads,
            TriggerTable table,
            KeptTriggers kept,
            Heard heard,
            Clock clock,
            Ids ids) {
        this.functions = functions;
        this.store = store;
        this.heads = heads;
        this.table = table;
        this.kept = kept;
        this.heard = heard;
        this.clock = clock;
        this.ids = ids;
    }

    /** Refuses a URN of what is not there: to be asked before a body is looked at. */
    public void requireTarget(FunctionUrn urn) {
        functions.show(urn);
    }

    /**
     * Adds a trigger.
     *
     * @param active null for what is usual of the type
     * @throws Refused {@link Refusal.BadTrigger}, {@link Refusal.TooManyTriggers}, {@link Refusal.TooManyPullTriggers}, or
     *     what is wrong with the URN
     */
    public Trigger create(FunctionUrn urn, TriggerType type, @Nullable Boolean active, Map<String, Object> eventData) {
        functions.show(urn);
        TriggerRules.read(type, eventData);
        boolean wanted = active == null ? !type.restsAtFirst() : active;
        requireRest(type, wanted);
        var deed = Deed.current();
        var created = StoreCalls.available(() -> store.write(tx -> {
            var head = heads.findForUpdate(tx, urn.key())
                    .orElseThrow(() -> new Refused(new Refusal.NoFunction(urn.key())));
            var now = now();
            var trigger = new Trigger(
                    ids.uuid(), head.id(), urn.key(), urn.qualifier().text(), type, wanted, eventData, now, now);
            kept.insert(tx, trigger);
            deed.changed(Differences.of(Map.of(), fields(trigger)));
            return trigger;
        }));
        heard.changed(created);
        return created;
    }

    /**
     * The trigger of that type and id.
     *
     * @throws Refused {@link Refusal.BadTrigger} with {@link TriggerFault#NOT_THERE} when the function, or the version or
     *     alias that the URN names, has none
     */
    public Trigger show(FunctionUrn urn, TriggerType type, String id) {
        functions.show(urn);
        return StoreCalls.available(() -> store.read(view -> table.find(view, id)))
                .filter(trigger -> isOf(trigger, urn, type))
                .orElseThrow(() -> notThere(type, id));
    }

    /** Triggers of the version or alias that the URN names; without a qualifier, of the whole function. */
    public List<Trigger> list(FunctionUrn urn) {
        var function = functions.show(urn);
        var qualifier = urn.qualifier() instanceof Qualifier.None
                ? null
                : urn.qualifier().text();
        return StoreCalls.available(() -> store.read(view -> table.list(view, function.id(), qualifier, MOST_LISTED)));
    }

    /** Triggers of a project in the order of their creation. */
    public Page listProject(String projectId, long offset, int limit) {
        return StoreCalls.available(() -> store.read(view ->
                new Page(table.listProject(view, projectId, offset, limit), table.countProject(view, projectId))));
    }

    /**
     * Changes a trigger. Fields of event_data that the change does not name keep their values, passwords among them.
     *
     * @throws Refused as {@link #create} and {@link #show}
     */
    public Trigger update(FunctionUrn urn, TriggerType type, String id, Change change) {
        functions.show(urn);
        var deed = Deed.current();
        var changed = StoreCalls.available(() -> store.write(tx -> {
            var present = table.findForUpdate(tx, id)
                    .filter(trigger -> isOf(trigger, urn, type))
                    .orElseThrow(() -> notThere(type, id));
            boolean active = change.active() == null ? present.active() : change.active();
            requireRest(type, active);
            var eventData = new LinkedHashMap<>(present.eventData());
            eventData.putAll(change.eventData() == null ? Map.of() : change.eventData());
            TriggerRules.read(type, eventData);
            var next = present.changed(active, eventData, now());
            kept.update(tx, next);
            deed.changed(Differences.of(fields(present), fields(next)));
            return next;
        }));
        heard.changed(changed);
        return changed;
    }

    /** Removes a trigger; throws as {@link #show}. */
    public void delete(FunctionUrn urn, TriggerType type, String id) {
        functions.show(urn);
        var deed = Deed.current();
        var deleted = StoreCalls.available(() -> store.write(tx -> {
            var present = table.findForUpdate(tx, id)
                    .filter(trigger -> isOf(trigger, urn, type))
                    .orElseThrow(() -> notThere(type, id));
            table.delete(tx, id);
            deed.changed(Differences.of(fields(present), Map.of()));
            return present;
        }));
        heard.removed(deleted);
    }

    /** Removes the triggers of a version or alias; with {@code latest} or without a qualifier, of the whole function. */
    public void deleteAll(FunctionUrn urn) {
        functions.show(urn);
        var qualifier = urn.qualifier().isLatest() ? null : urn.qualifier().text();
        var deed = Deed.current();
        var deleted = StoreCalls.available(() -> store.write(tx -> {
            var head = heads.findForUpdate(tx, urn.key())
                    .orElseThrow(() -> new Refused(new Refusal.NoFunction(urn.key())));
            var all = table.list(tx, head.id(), qualifier, Integer.MAX_VALUE);
            table.deleteAll(tx, head.id(), qualifier);
            deed.changed(all.stream()
                    .flatMap(each -> Differences.of(fields(each), Map.of()).stream())
                    .toList());
            return all;
        }));
        deleted.forEach(heard::removed);
    }

    /** What the record of changes shows of a trigger. */
    private static Map<String, @Nullable Object> fields(Trigger trigger) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var name = "triggers." + trigger.type() + "." + trigger.id();
        fields.put(name + ".trigger_status", trigger.active() ? "ACTIVE" : "DISABLED");
        trigger.eventData()
                .forEach((field, value) -> fields.put(
                        name + ".event_data." + field,
                        Trigger.isSecret(field) ? Differences.secret(value.toString()) : value));
        return fields;
    }

    private static boolean isOf(Trigger trigger, FunctionUrn urn, TriggerType type) {
        return trigger.function().equals(urn.key())
                && trigger.type() == type
                && (urn.qualifier() instanceof Qualifier.None
                        || trigger.qualifier().equals(urn.qualifier().text()));
    }

    private static Refused notThere(TriggerType type, String id) {
        return new Refused(new Refusal.BadTrigger(
                type, TriggerFault.NOT_THERE, "the function has no trigger '" + id + "' of type " + type));
    }

    private static void requireRest(TriggerType type, boolean active) {
        if (!active && !type.canRest()) {
            throw new Refused(new Refusal.BadTrigger(
                    type, TriggerFault.INVALID, "trigger_status is 'DISABLED'; allowed for type " + type + ": ACTIVE"));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
