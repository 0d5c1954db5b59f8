package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.DependencyVersion;
import funcgraph.domain.Function;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Tag;
import funcgraph.domain.TaggedFunction;
import funcgraph.domain.TestEvent;
import funcgraph.domain.reserved.KeptReservation;
import funcgraph.domain.reserved.Reservation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises of dependencies, test events and tags, whichever database is below it. */
abstract class ResourceContract {

    final FunctionTable functions = new FunctionTable();
    final DependencyTable dependencies = new DependencyTable();
    final TestEventTable events = new TestEventTable();
    final TagTable tags = new TagTable();
    final ReservationTable reservations = new ReservationTable();
    Store store;
    Function head;

    /** A database that nothing was ever written to. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(settings());
        head = Samples.function("hello");
        write(tx -> functions.insert(tx, head));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void reservations_come_back_as_they_were_put_and_go_with_what_they_are_of() {
        var crons = List.of(new Reservation.CronPolicy("day", "0 0 8 * * *", 3, 1, 2));
        var asked = new Reservation(1, true, crons, List.of(new Reservation.MetricPolicy("load", 60, 2)));
        var other = new Reservation(4, false, List.of(), List.of());
        var second = Samples.function("second");
        write(tx -> functions.insert(tx, second));
        write(tx -> reservations.put(tx, head.id(), "latest", other));
        write(tx -> reservations.put(tx, head.id(), "latest", asked));
        write(tx -> reservations.put(tx, head.id(), "!live", other));
        write(tx -> reservations.put(tx, second.id(), "v1", other));

        var latest = new KeptReservation(head.key(), head.id(), "latest", asked);
        var alias = new KeptReservation(head.key(), head.id(), "!live", other);
        var version = new KeptReservation(second.key(), second.id(), "v1", other);
        assertThat(store.<List<KeptReservation>>read(reservations::all))
                .containsExactlyInAnyOrder(latest, alias, version);
        assertThat(store.<List<KeptReservation>>read(view -> reservations.ofFunction(view, head.id())))
                .containsExactlyInAnyOrder(alias, latest);
        assertThat(store.<List<KeptReservation>>read(view -> reservations.ofProject(view, "nobody's")))
                .isEmpty();
        assertThat(store.<Optional<Reservation>>read(view -> reservations.find(view, head.id(), "latest")))
                .contains(asked);

        write(tx -> new BoundRows().delete(tx, head.id(), "!live"));
        write(tx -> functions.delete(tx, second));
        assertThat(store.<List<KeptReservation>>read(reservations::all)).containsExactly(latest);
        write(tx -> reservations.delete(tx, head.id(), "latest"));
        assertThat(store.<List<KeptReservation>>read(reservations::all)).isEmpty();
    }

    @Test
    void versions_of_a_dependency_count_on_and_come_back_as_they_were_added() {
        var first = added("lib", 'a');
        var second = added("lib", 'b');
        var other = added("other", 'c');

        assertThat(second.dependencyId()).isEqualTo(first.dependencyId());
        assertThat(List.of(first.version(), second.version(), other.version())).containsExactly(1, 2, 1);
        assertThat(find(first.id())).contains(first);
        assertThat(find(first.dependencyId())).contains(second);
        assertThat(versions(first.dependencyId())).containsExactly(second, first);
        assertThat(listed(new DependencyFilter(Samples.PROJECT, "", Optional.empty(), Optional.empty())))
                .containsExactlyInAnyOrder(second, other);
        assertThat(listed(new DependencyFilter("x", Samples.PROJECT, Optional.empty(), Optional.of("i"))))
                .containsExactly(second);
        assertThat(listed(new DependencyFilter(Samples.PROJECT, "", Optional.of(RuntimeName.JAVA_8), Optional.empty())))
                .isEmpty();
    }

    @Test
    void no_number_is_given_twice_and_the_last_version_takes_the_dependency_along() {
        var first = added("lib", 'a');
        var second = added("lib", 'b');
        delete(second);
        var third = added("lib", 'b');
        assertThat(third.version()).isEqualTo(3);

        delete(first);
        delete(third);
        assertThat(added("lib", 'a').dependencyId()).isNotEqualTo(first.dependencyId());
    }

    @Test
    void what_a_function_uses_comes_back_with_it_and_cannot_be_deleted() {
        var used = added("lib", 'b');
        var using = head.changed(head.config(), head.code().withDependencies(List.of(used)), "i", Samples.NOW);
        write(tx -> functions.update(tx, head, using));

        assertThat(stored(head)).contains(using);
        assertThatThrownBy(() -> delete(used))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.DependencyInUse(used.id())));
        assertThat(references('b')).isTrue();

        write(tx -> functions.delete(tx, using));
        delete(used);
        assertThat(references('b')).isFalse();
    }

    @Test
    void a_function_cannot_begin_to_use_what_has_been_deleted() {
        var gone = added("lib", 'b');
        delete(gone);
        var using = head.changed(head.config(), head.code().withDependencies(List.of(gone)), "i", Samples.NOW);

        assertThatThrownBy(() -> write(tx -> functions.update(tx, head, using)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isEqualTo(new Refusal.NotThere(Refusal.Resource.DEPENDENCY, gone.id())));
    }

    @Test
    void events_and_tags_are_kept_and_go_with_their_function() {
        var event = new TestEvent("id-1", "first", "e30=", Samples.NOW);
        var later = new TestEvent("id-1", "first", "MQ==", Samples.NOW.plusSeconds(1));
        write(tx -> events.insert(tx, head.id(), event));
        write(tx -> events.update(tx, later));
        write(tx -> tags.put(tx, head.id(), new Tag("b", "1")));
        write(tx -> tags.put(tx, head.id(), new Tag("a", "说明")));
        write(tx -> tags.put(tx, head.id(), new Tag("b", "2")));

        assertThat(eventsOf(head)).containsExactly(later);
        Optional<TestEvent> foreign = store.read(view -> events.find(view, "other", "id-1"));
        assertThat(foreign).isEmpty();
        assertThat(tagsOf(head)).containsExactly(new Tag("a", "说明"), new Tag("b", "2"));
        var plain = Samples.function("plain");
        write(tx -> functions.insert(tx, plain));
        List<TaggedFunction> ofProject = store.read(view -> tags.ofProject(view, Samples.PROJECT));
        assertThat(ofProject).extracting(tagged -> tagged.tags().size()).containsExactlyInAnyOrder(2, 0);

        write(tx -> functions.delete(tx, head));
        assertThat(eventsOf(head)).isEmpty();
        assertThat(tagsOf(head)).isEmpty();
    }

    private Optional<DependencyVersion> find(String id) {
        return store.read(view -> dependencies.find(view, id));
    }

    private List<DependencyVersion> versions(String dependencyId) {
        return store.read(view -> dependencies.versions(view, dependencyId, 0, 9));
    }

    private Optional<Function> stored(Function function) {
        return store.read(view -> functions.find(view, function.key()));
    }

    private List<TestEvent> eventsOf(Function function) {
        return store.read(view -> events.list(view, function.id()));
    }

    private List<Tag> tagsOf(Function function) {
        return store.read(view -> tags.list(view, function.id()));
    }

    private DependencyVersion added(String name, char digit) {
        return store.write(tx -> dependencies.add(
                tx,
                new DependencyVersion(
                        UUID.randomUUID().toString(),
                        UUID.randomUUID().toString(),
                        Samples.PROJECT,
                        name,
                        RuntimeName.PYTHON_3_9,
                        0,
                        "about " + name,
                        "",
                        name + ".zip",
                        7,
                        "e7a9",
                        String.valueOf(digit).repeat(128),
                        Samples.NOW)));
    }

    private void delete(DependencyVersion version) {
        write(tx -> {
            assertThat(dependencies.hold(tx, version.dependencyId())).isTrue();
            dependencies.delete(tx, version);
        });
    }

    private List<DependencyVersion> listed(DependencyFilter filter) {
        return store.read(view -> {
            var found = dependencies.list(view, filter, 0, 9);
            assertThat(dependencies.count(view, filter)).isEqualTo(found.size());
            return found;
        });
    }

    private boolean references(char digit) {
        return store.read(
                view -> functions.references(view, String.valueOf(digit).repeat(128)));
    }

    private void write(java.util.function.Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
