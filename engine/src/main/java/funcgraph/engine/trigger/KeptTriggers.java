package funcgraph.engine.trigger;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.ApiSpec;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerQuotas;
import funcgraph.domain.trigger.TriggerSpec;
import funcgraph.store.StoredTrigger;
import funcgraph.store.TriggerTable;
import funcgraph.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How triggers are kept: what may be there once, how many there may be, when a timer is due. */
final class KeptTriggers {

    /** Triggers of one bucket and project that are looked at for overlaps; far more than a project's functions have. */
    private static final int MOST_OF_A_BUCKET = 10_000;

    private static final List<TriggerType> PULLING =
            Stream.of(TriggerType.values()).filter(TriggerType::pulls).toList();

    private final TriggerTable table;
    private final TriggerQuotas quotas;
    private final ZoneId zone;

    /**
     * Makes the rules.
     *
     * @param zone of calendars that name none
     */
    KeptTriggers(TriggerTable table, TriggerQuotas quotas, ZoneId zone) {
        this.table = table;
        this.quotas = quotas;
        this.zone = zone;
    }

    /** Adds a trigger; the caller holds its function's row, so that two additions come one after the other. */
    void insert(Tx tx, Trigger trigger) {
        var spec = trigger.spec();
        requirePlace(tx, trigger);
        requireOwnEvents(tx, trigger, spec);
        if (!table.insert(tx, stored(trigger, spec))) {
            throw taken(trigger, spec);
        }
    }

    void update(Tx tx, Trigger trigger) {
        var spec = trigger.spec();
        requireOwnEvents(tx, trigger, spec);
        if (!table.update(tx, stored(trigger, spec))) {
            throw taken(trigger, spec);
        }
    }

    private void requirePlace(Tx tx, Trigger trigger) {
        if (table.countVersion(tx, trigger.functionId(), trigger.qualifier()) >= quotas.perVersion()) {
            throw new Refused(new Refusal.TooManyTriggers(quotas.perVersion()));
        }
        if (trigger.type().pulls()
                && table.countTypes(tx, trigger.function().projectId(), PULLING) >= quotas.pullPerProject()) {
            throw new Refused(new Refusal.TooManyPullTriggers(quotas.pullPerProject()));
        }
    }

    private void requireOwnEvents(Tx tx, Trigger trigger, TriggerSpec spec) {
        if (!(spec instanceof TriggerSpec.Obs obs)) {
            return;
        }
        var project = trigger.function().projectId();
        for (var other : table.at(tx, project, trigger.type(), obs.bucket(), MOST_OF_A_BUCKET)) {
            if (!other.id().equals(trigger.id()) && other.spec() instanceof TriggerSpec.Obs its && obs.overlaps(its)) {
                throw new Refused(new Refusal.BadTrigger(
                        trigger.type(),
                        TriggerFault.BUCKET_TAKEN,
                        "trigger '" + other.id() + "' of function '"
                                + other.function().name() + "' hears some of these" + " events of bucket '"
                                + obs.bucket() + "'; allowed: other events, prefix or suffix"));
            }
        }
    }

    private static Refused taken(Trigger trigger, TriggerSpec spec) {
        return new Refused(
                spec instanceof TriggerSpec.Gateway(ApiSpec api)
                        ? new Refusal.BadTrigger(
                                trigger.type(),
                                TriggerFault.PATH_TAKEN,
                                "event_data.path is '" + api.path() + "', which group '" + api.groupId()
                                        + "' has already for method " + api.method() + "; allowed: another path")
                        : new Refusal.BadTrigger(
                                trigger.type(),
                                TriggerFault.EXISTS,
                                "there is a trigger of type " + trigger.type() + " on "
                                        + String.join(
                                                " ",
                                                spec.subject().stream()
                                                        .filter(part -> !part.isEmpty())
                                                        .toList())
                                        + " already"));
    }

    private StoredTrigger stored(Trigger trigger, TriggerSpec spec) {
        return new StoredTrigger(
                trigger,
                hash(claim(trigger, spec)),
                spec instanceof TriggerSpec.Obs obs ? obs.bucket() : "",
                trigger.active() ? nextDue(trigger, spec, trigger.updatedAt()) : Optional.empty());
    }

    /** Empty for what is no timer. */
    Optional<Instant> nextDue(Trigger trigger, TriggerSpec spec, Instant after) {
        return spec instanceof TriggerSpec.Timer timer
                ? Optional.of(timer.schedule().next(after, trigger.updatedAt(), zone))
                : Optional.empty();
    }

    /** APIs are unique in their group, audit triggers in their project, all others on their version. */
    private static String claim(Trigger trigger, TriggerSpec spec) {
        return switch (spec) {
            case TriggerSpec.Gateway(ApiSpec api) -> "API\0" + api.place();
            case TriggerSpec.Cts cts -> "CTS\0" + cts.name();
            case TriggerSpec other ->
                String.join(
                                "\0",
                                trigger.functionId(),
                                trigger.qualifier(),
                                trigger.type().name())
                        + "\0"
                        + String.join("\0", other.subject());
        };
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
