package funcgraph.engine.source;

import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import funcgraph.store.BucketWatchTable;
import funcgraph.store.Store;
import funcgraph.store.Tx;
import funcgraph.store.obs.ObjectPage;
import funcgraph.store.obs.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares a bucket's list with what was seen of it before, page by page. The events of a page are taken in the
 * transaction that notes what was seen, so that a kill loses nothing and repeats nothing, and of two nodes that list one
 * bucket one succeeds.
 *
 * <p>A list says that an object is new or changed, or gone, and not how. So events are {@code ObjectCreated:Put}, or
 * {@code ObjectCreated:CompleteMultipartUpload} where the etag shows it, and {@code ObjectRemoved:Delete}; of two changes
 * between two looks the later one is seen.
 */
final class BucketIntake implements Intake {

    private static final int PAGE = 500;
    /** An etag of S3 that is no hash of the content counts the parts. */
    private static final Pattern OF_PARTS = Pattern.compile(".*-[0-9]+");

    private final Trigger trigger;
    private final TriggerSpec.Obs obs;
    private final Store store;
    private final BucketWatchTable table;
    private final ObjectStore objects;
    private final BucketSource.Settings settings;
    private final Clock clock;
    private final String scope;

    private BucketWatchTable.@Nullable Turn turn;
    private Instant notBefore = Instant.EPOCH;
    private String after = "";
    private int count;
    private @Nullable Page handed;

    BucketIntake(
            Trigger trigger,
            TriggerSpec.Obs obs,
            Store store,
            BucketWatchTable table,
            ObjectStore objects,
            BucketSource.Settings settings,
            Clock clock) {
        this.trigger = trigger;
        this.obs = obs;
        this.store = store;
        this.table = table;
        this.objects = objects;
        this.settings = settings;
        this.clock = clock;
        this.scope = String.join("\n", obs.bucket(), obs.prefix(), obs.suffix());
    }

    /**
     * What was found on one page.
     *
     * @param last place that was looked at; {@code ""} when all was
     */
    private record Page(
            BucketWatchTable.Turn turn,
            String last,
            int count,
            List<Object> records,
            List<BucketWatchTable.Seen> seen,
            List<String> gone) {}

    @Override
    public Optional<Batch> next(Duration longest) throws InterruptedException {
        var page = handed;
        if (page == null) {
            var mine = turn == null ? claimed(longest) : Optional.of(turn);
            if (mine.isEmpty()) {
                return Optional.empty();
            }
            turn = mine.get();
            page = page(mine.get());
            handed = page;
        }
        var found = page;
        return Optional.of(new Batch(found.records(), tx -> write(tx, found)));
    }

    @Override
    public void taken() {
        var page = handed;
        if (page == null) {
            return;
        }
        handed = null;
        after = page.last();
        count = page.count();
        if (after.isEmpty()) {
            turn = null;
            count = 0;
        }
    }

    /** The page is kept as it is. */
    @Override
    public void refused() {}

    @Override
    public void close() {}

    private Optional<BucketWatchTable.Turn> claimed(Duration longest) throws InterruptedException {
        var wait = Duration.between(clock.instant(), notBefore);
        if (wait.isPositive()) {
            Thread.sleep(wait.compareTo(longest) < 0 ? wait : longest);
            return Optional.empty();
        }
        var now = clock.instant();
        var due = store.read(view -> table.nextPoll(view, trigger.id()));
        if (due.isPresent() && due.get().isAfter(now) && due.get().isBefore(now.plus(settings.interval()))) {
            notBefore = due.get();
            return Optional.empty();
        }
        notBefore = now.plus(settings.interval());
        after = "";
        return store.write(
                tx -> table.claim(tx, trigger.id(), scope, trigger.updatedAt(), now, now.plus(settings.interval())));
    }

    private Page page(BucketWatchTable.Turn mine) {
        var listed = objects.list(obs.bucket(), obs.prefix(), after.isEmpty() ? "" : BucketWatchTable.key(after), PAGE);
        var last = listed.more()
                ? BucketWatchTable.place(listed.objects().getLast().key())
                : "";
        var from = after;
        var known = store.read(view -> table.seen(view, trigger.id(), from, last, PAGE));
        // Where more is known than was asked for, the page ends with what is known; the rest is listed again.
        var end = known.size() < PAGE ? last : known.getLast().place();
        var present = present(listed, from, end);
        int sum = count + present.size();
        if (sum > settings.mostObjects()) {
            throw new SourceFailed(
                    "bucket '" + obs.bucket() + "' has more than " + settings.mostObjects() + " objects below prefix '"
                            + obs.prefix() + "'; a longer prefix, or sources.obs_objects, helps",
                    null);
        }
        return compared(mine, end, sum, present, known);
    }

    /** Objects of the page by their places, which must be in order: else what is missing would count as gone. */
    private Map<String, ObjectPage.Listed> present(ObjectPage page, String from, String end) {
        var present = new HashMap<String, ObjectPage.Listed>();
        var previous = from;
        for (var object : page.objects()) {
            var place = BucketWatchTable.place(object.key());
            if (place.compareTo(previous) <= 0) {
                throw new SourceFailed(
                        "the object store does not list bucket '" + obs.bucket() + "' in the order of its keys", null);
            }
            previous = place;
            if (object.key().endsWith(obs.suffix()) && (end.isEmpty() || place.compareTo(end) <= 0)) {
                present.put(place, object);
            }
        }
        return present;
    }

    private Page compared(
            BucketWatchTable.Turn mine,
            String end,
            int sum,
            Map<String, ObjectPage.Listed> present,
            List<BucketWatchTable.Seen> known) {
        var records = new ArrayList<Object>();
        var seen = new ArrayList<BucketWatchTable.Seen>();
        var gone = new ArrayList<String>();
        var states = new HashMap<String, String>();
        for (var one : known) {
            states.put(one.place(), one.state());
            if (!present.containsKey(one.place())) {
                gone.add(one.place());
                records.add(removed(BucketWatchTable.key(one.place())));
            }
        }
        // Times of object stores are in whole seconds.
        var since = mine.since().truncatedTo(ChronoUnit.SECONDS);
        for (var place : present.keySet().stream().sorted().toList()) {
            var object = present.get(place);
            if (object == null || state(object).equals(states.get(place))) {
                continue;
            }
            seen.add(new BucketWatchTable.Seen(place, state(object)));
            if (mine.listed() || states.containsKey(place) || !object.modified().isBefore(since)) {
                records.add(created(object));
            }
        }
        return new Page(mine, end, sum, records, seen, gone);
    }

    private void write(Tx tx, Page page) {
        boolean all = page.turn().listed() || page.last().isEmpty();
        if (!table.renew(tx, trigger.id(), page.turn(), clock.instant().plus(settings.interval()), all)) {
            throw new SourceFailed("another node lists bucket '" + obs.bucket() + "'", null);
        }
        page.gone().forEach(place -> table.remove(tx, trigger.id(), place));
        page.seen().forEach(seen -> table.put(tx, trigger.id(), seen));
    }

    private static String state(ObjectPage.Listed object) {
        return object.etag() + " " + object.sizeBytes() + " "
                + object.modified().toEpochMilli();
    }

    private static Map<String, Object> created(ObjectPage.Listed object) {
        boolean ofParts = OF_PARTS.matcher(object.etag()).matches();
        return Map.of(
                "event",
                ofParts ? "ObjectCreated:CompleteMultipartUpload" : "ObjectCreated:Put",
                "key",
                object.key(),
                "size",
                object.sizeBytes(),
                "etag",
                object.etag(),
                "time",
                object.modified().toString(),
                "sequencer",
                sequencer(object.modified()));
    }

    private Map<String, Object> removed(String key) {
        return Map.of("event", "ObjectRemoved:Delete", "key", key, "sequencer", sequencer(clock.instant()));
    }

    /** Larger for the later of two events of one key. */
    private static String sequencer(Instant at) {
        return "%016x".formatted(at.toEpochMilli()).toUpperCase(Locale.ROOT);
    }
}
