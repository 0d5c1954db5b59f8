package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Alias;
import funcgraph.domain.AliasRules;
import funcgraph.domain.Function;
import funcgraph.domain.MountConfig;
import funcgraph.domain.Publication;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises of versions and aliases, whichever database is below it. */
abstract class PublicationContract {

    private static final Alias.Additional NONE = new Alias.Additional.None();

    final FunctionTable functions = new FunctionTable();
    final PublicationTable publications = new PublicationTable();
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
    void nothing_is_published_of_a_new_function() {
        assertThat(read()).isEqualTo(Publication.of(head, Publication.firstNumber(head), List.of(), List.of()));
    }

    @Test
    void versions_come_back_as_they_were_inserted_in_the_order_of_their_publication() {
        var second = published("b", Samples.NOW.plusSeconds(1));
        var third = published("a", Samples.NOW.plusSeconds(2));

        assertThat(read().versions().values()).containsExactly(second, third);
        assertThat(third.revision()).isGreaterThan(second.revision());
        assertThat(third.config().mounts()).isEqualTo(MountConfig.NONE);
    }

    @Test
    void aliases_come_back_as_they_were_put_by_name() {
        var rules = new AliasRules("or", List.of(new AliasRules.Rule("Header", "x", "in", "1,2 \" ü")));
        var plain = new Alias("prod", "v1", "说明", NONE, Samples.NOW);
        var ruled = new Alias("beta", "latest", "", new Alias.Additional.Ruled("v2", rules), Samples.NOW);
        put(new Alias("prod", "v2", "old", new Alias.Additional.Weighted("v1", 40), Samples.NOW.minusSeconds(9)));
        put(plain);
        put(ruled);

        assertThat(read().aliases().values()).containsExactly(ruled, plain);
        write(tx -> publications.deleteAlias(tx, head.id(), "beta"));
        assertThat(read().aliases().values()).containsExactly(plain);
        put(new Alias("prod", "v1", "", new Alias.Additional.Weighted("v2", 0), Samples.NOW));
        assertThat(read().aliases().get("prod").hasAdditional("v2")).isTrue();
    }

    @Test
    void every_change_has_a_higher_number_and_a_successor_of_the_same_name_a_higher_one_still() {
        long first = next(Samples.NOW);
        long second = next(Samples.NOW.minusSeconds(60));
        assertThat(second).isGreaterThan(first);
        assertThat(read().number()).isEqualTo(second);

        write(tx -> functions.delete(tx, head));
        head = Samples.function(head.key(), Samples.NOW.plusSeconds(1));
        write(tx -> functions.insert(tx, head));

        assertThat(read().number()).isGreaterThan(second);
        assertThat(next(Samples.NOW)).isGreaterThan(second + 1);
    }

    @Test
    void a_function_takes_all_with_it_and_the_bytes_of_its_versions() {
        published("v1", Samples.NOW);
        var v2 = published("v2", Samples.NOW);
        put(new Alias("prod", "v1", "", NONE, Samples.NOW));
        assertThat(usage()).isEqualTo(new ProjectUsage(1, 3000));

        write(tx -> publications.deleteVersion(tx, v2));
        assertThat(usage()).isEqualTo(new ProjectUsage(1, 2000));

        write(tx -> functions.delete(tx, head));
        assertThat(usage()).isEqualTo(ProjectUsage.NONE);
        for (var table : List.of("publications", "versions", "aliases")) {
            List<Integer> rows = store.read(view -> view.all("select 1 from " + table, row -> 1, 10));
            assertThat(rows).as(table).isEmpty();
        }
    }

    @Test
    void a_package_is_referenced_as_long_as_a_version_has_it() {
        var v1 = published("v1", Samples.NOW);
        var other = head.changed(head.config(), Samples.code('b', 5).withDependency("d".repeat(128)), "i", Samples.NOW);
        write(tx -> functions.update(tx, head, other));
        head = other;
        published("v2", Samples.NOW);
        var third = other.changed(other.config(), Samples.code('c', 5), "i", Samples.NOW);
        write(tx -> functions.update(tx, other, third));

        for (var digit : List.of("a", "b", "c", "d")) {
            assertThat(references(digit)).as(digit).isTrue();
        }
        write(tx -> publications.deleteVersion(tx, v1));
        assertThat(references("a")).isFalse();
    }

    @Test
    void rows_that_belong_to_a_version_or_an_alias_go_with_it() {
        write(tx -> tx.change("create table bound_rows (function_id text not null references functions (id)"
                + " on delete cascade, qualifier text not null)"));
        for (var qualifier : List.of("latest", "v1", "!prod")) {
            write(tx -> tx.change("insert into bound_rows values (?, ?)", head.id(), qualifier));
        }
        var bound = new BoundRows(List.of(new BoundRows.Bound("bound_rows", true)));

        assertThat((boolean) store.read(view -> bound.holdAlias(view, head.id(), "!prod")))
                .isTrue();
        assertThat((boolean) store.read(view -> bound.holdAlias(view, head.id(), "!beta")))
                .isFalse();
        write(tx -> bound.delete(tx, head.id(), "v1"));
        assertThat(boundRows()).containsExactlyInAnyOrder("latest", "!prod");

        write(tx -> functions.delete(tx, head));
        assertThat(boundRows()).isEmpty();
    }

    private List<String> boundRows() {
        return store.read(view -> view.all("select qualifier from bound_rows", row -> row.getString(1), 10));
    }

    private Function published(String name, Instant now) {
        return store.write(tx -> {
            var version = head.published(name, "about " + name, publications.next(tx, head, now), now);
            publications.insertVersion(tx, version);
            return version;
        });
    }

    private void put(Alias alias) {
        write(tx -> publications.putAlias(tx, head.id(), alias));
    }

    private long next(Instant now) {
        return store.write(tx -> publications.next(tx, head, now));
    }

    private boolean references(String digit) {
        return store.read(view -> functions.references(view, digit.repeat(128)));
    }

    private ProjectUsage usage() {
        return store.read(view -> functions.usage(view, Samples.PROJECT));
    }

    private Publication read() {
        return store.read(view -> publications.read(view, head));
    }

    private void write(java.util.function.Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
