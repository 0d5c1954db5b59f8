package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionOrder;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.RuntimeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises, whichever database is below it. */
abstract class StoreContract {

    static final int THREADS = 16;

    final FunctionTable functions = new FunctionTable();
    final SecretTable secrets = new SecretTable();
    Store store;

    /** A database that nothing was ever written to, and always the same one within a test. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(settings());
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void a_function_comes_back_as_it_was_inserted() {
        var function = inserted(Samples.function("hello"));

        assertThat(find("hello")).contains(function);
        assertThat(find("Hello")).isEmpty();
    }

    @Test
    void a_key_that_is_taken_is_refused_and_nothing_changes() {
        var first = inserted(Samples.function("hello"));

        assertThatThrownBy(() -> inserted(Samples.function("hello")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.FunctionExists(first.key())));

        assertThat(find("hello")).contains(first);
        assertThat(usage()).isEqualTo(new ProjectUsage(1, 1000));
    }

    @Test
    void a_name_is_free_in_another_package_and_in_another_project() {
        var here = inserted(Samples.function("hello"));
        var elsewhere = inserted(Samples.function(new FunctionKey(Samples.PROJECT, "other", "hello"), Samples.NOW));
        var foreign = inserted(Samples.function(new FunctionKey("another", "default", "hello"), Samples.NOW));

        for (var function : List.of(here, elsewhere, foreign)) {
            var found = store.read(view -> functions.find(view, function.key()));
            assertThat(found).contains(function);
        }
        assertThat(usage().functions()).isEqualTo(2);
    }

    @Test
    void an_update_of_metadata_replaces_the_function() {
        var before = inserted(Samples.function("hello"));
        var config = FunctionConfig.initial(RuntimeName.NODE_20_15);
        var after = before.changed(config, before.code(), "latest-2@bbbbb", Samples.NOW.plusMillis(5));

        store.write(tx -> {
            functions.update(tx, functions.findForUpdate(tx, before.key()).orElseThrow(), after);
            return null;
        });

        assertThat(find("hello")).contains(after);
    }

    @Test
    void an_update_of_code_replaces_the_function_and_counts_its_bytes() {
        var before = inserted(Samples.function("hello"));
        var after = before.changed(before.config(), Samples.code('b', 300), "latest-2@bbbbb", Samples.NOW);

        store.write(tx -> {
            functions.update(tx, before, after);
            return null;
        });

        assertThat(find("hello")).contains(after);
        assertThat(usage()).isEqualTo(new ProjectUsage(1, 300));
        assertThat(references("a".repeat(128))).isFalse();
        assertThat(references("b".repeat(128))).isTrue();
    }

    @Test
    void an_update_from_a_revision_that_is_gone_is_a_broken_assumption_and_changes_nothing() {
        var first = inserted(Samples.function("hello"));
        var second = first.changed(first.config(), first.code(), "latest-2@bbbbb", Samples.NOW);
        store.write(tx -> {
            functions.update(tx, first, second);
            return null;
        });

        assertThatThrownBy(() -> store.write(tx -> {
                    functions.update(tx, first, second);
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("revision 1");
        assertThat(find("hello")).contains(second);
    }

    @Test
    void a_deleted_function_is_gone_and_its_name_is_free() {
        var first = inserted(Samples.function("hello"));
        delete(first);

        assertThat(find("hello")).isEmpty();
        assertThat(usage()).isEqualTo(new ProjectUsage(0, 0));
        assertThat(references("a".repeat(128))).isFalse();
        assertThatThrownBy(() -> delete(first)).isInstanceOf(IllegalStateException.class);
        inserted(Samples.function("hello"));
        assertThat(usage()).isEqualTo(new ProjectUsage(1, 1000));
    }

    @Test
    void a_dependency_package_is_referenced_too() {
        var function = Samples.function("hello");
        inserted(new Function(
                function.id(),
                function.key(),
                1,
                function.config(),
                function.code().withDependency("d".repeat(128)),
                function.imageName(),
                function.createdAt(),
                function.lastModified()));

        assertThat(references("d".repeat(128))).isTrue();
        assertThat(references("")).isFalse();
    }

    @Test
    void a_list_is_in_the_order_of_creation_and_its_pages_do_not_overlap() {
        var all = new ArrayList<Function>();
        for (int i = 0; i < 7; i++) {
            all.add(inserted(Samples.function(Samples.key("f" + i), Samples.NOW.plusMillis(7 - i / 2))));
        }
        all.sort(Comparator.comparing(Function::createdAt).thenComparing(Function::id));

        var everything = FunctionFilter.ofProject(Samples.PROJECT);
        var pages = new ArrayList<Function>();
        for (int offset = 0; offset < 9; offset += 3) {
            pages.addAll(list(everything, offset, 3));
        }

        assertThat(pages).isEqualTo(all);
        assertThat(count(everything)).isEqualTo(7);
        assertThat(list(everything, 7, 3)).isEmpty();
        assertThat(list(FunctionFilter.ofProject("nobody"), 0, 3)).isEmpty();
        assertThat(count(FunctionFilter.ofProject("nobody"))).isZero();
    }

    @Test
    void a_list_can_be_in_the_order_of_names_or_of_changes_either_way() {
        for (var name : List.of("b", "c", "a")) {
            inserted(Samples.function(name));
        }

        assertThat(ordered(FunctionOrder.By.NAME, false)).containsExactly("a", "b", "c");
        assertThat(ordered(FunctionOrder.By.NAME, true)).containsExactly("c", "b", "a");
        var byChange = ordered(FunctionOrder.By.MODIFIED, false);
        assertThat(byChange).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(ordered(FunctionOrder.By.MODIFIED, true)).isEqualTo(byChange.reversed());
    }

    @Test
    void a_list_can_be_of_one_package_and_of_names_that_hold_a_text() {
        for (var name : List.of("plain", "with_underscore", "with-Dash", "percent%", "back\\slash")) {
            inserted(Samples.function(name));
        }
        inserted(Samples.function(new FunctionKey(Samples.PROJECT, "other", "plain"), Samples.NOW));

        assertThat(names(filter("other", ""))).containsExactly("plain");
        assertThat(names(filter(null, "plain"))).containsExactly("plain", "plain");
        assertThat(names(filter("default", "plain"))).containsExactly("plain");
        assertThat(names(filter(null, "_"))).containsExactly("with_underscore");
        assertThat(names(filter(null, "%"))).containsExactly("percent%");
        assertThat(names(filter(null, "\\"))).containsExactly("back\\slash");
        assertThat(names(filter(null, "Dash"))).containsExactly("with-Dash");
        assertThat(names(filter(null, "dash"))).isEmpty();
        assertThat(names(filter("oth", ""))).isEmpty();
        assertThat(count(filter(null, "with"))).isEqualTo(2);
        assertThat(count(filter("default", ""))).isEqualTo(5);
    }

    @Test
    void what_a_failing_work_did_is_undone_and_its_exception_comes_out_as_it_is() {
        var failure = new IllegalArgumentException("on purpose");

        assertThatThrownBy(() -> store.write(tx -> {
                    functions.insert(tx, Samples.function("hello"));
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> store.write(tx -> {
                    functions.insert(tx, Samples.function("hello"));
                    throw new AssertionError("an error, too");
                }))
                .isInstanceOf(AssertionError.class);

        assertThat(find("hello")).isEmpty();
        assertThat(usage()).isEqualTo(new ProjectUsage(0, 0));
    }

    @Test
    void a_statement_that_fails_undoes_its_work_and_the_next_works() {
        assertThatThrownBy(() -> store.write(tx -> {
                    functions.insert(tx, Samples.function("hello"));
                    return tx.change("insert into nowhere values (1)");
                }))
                .isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> store.read(view -> view.first("select nothing", row -> 1)))
                .isInstanceOf(StoreFailed.class);

        assertThat(find("hello")).isEmpty();
        inserted(Samples.function("hello"));
        assertThat(find("hello")).isPresent();
    }

    @Test
    void many_threads_that_change_one_function_lose_no_update() throws Exception {
        var first = inserted(Samples.function("hello"));
        int rounds = 20;

        var revisions = together(thread -> {
            var mine = new ArrayList<Long>();
            for (int i = 0; i < rounds; i++) {
                mine.add(store.write(tx -> bump(tx, first.key()).revision()));
            }
            return mine;
        });

        var all = revisions.stream().flatMap(List::stream).sorted().toList();
        assertThat(all)
                .isEqualTo(
                        LongStream.rangeClosed(2, 1 + THREADS * rounds).boxed().toList());
        assertThat(revisions).allSatisfy(mine -> assertThat(mine).isSorted());
        assertThat(find("hello").orElseThrow().revision()).isEqualTo(1 + THREADS * rounds);
    }

    @Test
    void a_read_after_an_acknowledged_write_sees_it_from_every_thread() throws Exception {
        var first = inserted(Samples.function("hello"));

        var stale = together(thread -> {
            int older = 0;
            for (int i = 0; i < 20; i++) {
                long written = store.write(tx -> bump(tx, first.key()).revision());
                if (find("hello").orElseThrow().revision() < written) {
                    older++;
                }
            }
            return older;
        });

        assertThat(stale).containsOnly(0);
    }

    @Test
    void a_quota_that_is_looked_at_after_the_insert_holds_against_many_threads() throws Exception {
        int allowed = 10;

        var created = together(thread -> {
            int mine = 0;
            for (int i = 0; i < 4; i++) {
                var function = Samples.function("f-" + thread + "-" + i);
                try {
                    store.write(tx -> {
                        functions.insert(tx, function);
                        if (functions.usage(tx, Samples.PROJECT).functions() > allowed) {
                            throw new Refused(new Refusal.TooManyFunctions(allowed));
                        }
                        return null;
                    });
                    mine++;
                } catch (Refused e) {
                    assertThat(e.refusal()).isEqualTo(new Refusal.TooManyFunctions(allowed));
                }
            }
            return mine;
        });

        assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(allowed);
        assertThat(usage().functions()).isEqualTo(allowed);
        assertThat(list(FunctionFilter.ofProject(Samples.PROJECT), 0, 100)).hasSize(allowed);
    }

    @Test
    void one_of_many_threads_creates_a_function_and_the_others_are_told_that_it_exists() throws Exception {
        var created = together(thread -> {
            try {
                inserted(Samples.function("hello"));
                return 1;
            } catch (Refused e) {
                return 0;
            }
        });

        assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        assertThat(usage().functions()).isEqualTo(1);
    }

    @Test
    void failing_work_among_others_hurts_only_itself() throws Exception {
        var outcomes = together(thread -> {
            int good = 0;
            for (int i = 0; i < 20; i++) {
                var function = Samples.function("f-" + thread + "-" + i);
                boolean fails = (thread + i) % 3 == 0;
                try {
                    store.write(tx -> {
                        functions.insert(tx, function);
                        return fails ? tx.change("insert into nowhere values (1)") : 0;
                    });
                    good++;
                } catch (StoreFailed e) {
                    assertThat(fails).isTrue();
                }
            }
            return good;
        });

        long good = outcomes.stream().mapToInt(Integer::intValue).sum();
        assertThat(good)
                .isEqualTo(IntStream.range(0, THREADS)
                        .mapToLong(thread -> IntStream.range(0, 20)
                                .filter(i -> (thread + i) % 3 != 0)
                                .count())
                        .sum());
        assertThat(count(FunctionFilter.ofProject(Samples.PROJECT))).isEqualTo(good);
        assertThat(list(FunctionFilter.ofProject(Samples.PROJECT), 0, 1000)).hasSize((int) good);
    }

    @Test
    void all_who_ask_for_a_secret_get_the_one_that_was_made_first() throws Exception {
        var values = together(thread -> HexFormat.of()
                .formatHex(store.write(tx ->
                        secrets.readOrInsert(tx, "token", () -> new byte[] {thread.byteValue(), -1}))));

        assertThat(values).containsOnly(values.getFirst());
        var token = store.read(view -> secrets.find(view, "token"));
        assertThat(HexFormat.of().formatHex(token.orElseThrow()))
                .isEqualTo(values.getFirst())
                .endsWith("ff");
        var other = store.read(view -> secrets.find(view, "other"));
        assertThat(other).isEmpty();
    }

    @Test
    void everything_is_there_after_opening_again() throws Exception {
        var function = inserted(Samples.function("hello"));
        store.close();
        store = Store.open(settings());

        assertThat(find("hello")).contains(function);
        assertThat(usage()).isEqualTo(new ProjectUsage(1, 1000));
    }

    @Test
    void a_database_of_a_newer_release_is_not_touched() throws Exception {
        store.write(tx -> tx.change("insert into schema_steps (version, name, hash) values (99, 'later', 'x')"));
        store.close();

        assertThatThrownBy(() -> Store.open(settings())).hasMessageContaining("newer release");
        store = null;
        reopenWithout("delete from schema_steps where version = 99");
    }

    @Test
    void a_closed_store_says_so() {
        store.close();

        assertThatThrownBy(() -> inserted(Samples.function("hello"))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> find("hello")).isInstanceOf(StoreUnavailable.class);
    }

    /** Opens {@link #store} again after running a statement past the migrations. */
    abstract void reopenWithout(String statement) throws Exception;

    Function inserted(Function function) {
        store.write(tx -> {
            functions.insert(tx, function);
            return null;
        });
        return function;
    }

    Function bump(Tx tx, FunctionKey key) {
        var before = functions.findForUpdate(tx, key).orElseThrow();
        var after = before.changed(before.config(), before.code(), before.imageName(), before.lastModified());
        functions.update(tx, before, after);
        return after;
    }

    void delete(Function function) {
        store.write(tx -> {
            functions.delete(tx, function);
            return null;
        });
    }

    Optional<Function> find(String name) {
        return store.read(view -> functions.find(view, Samples.key(name)));
    }

    ProjectUsage usage() {
        return store.read(view -> functions.usage(view, Samples.PROJECT));
    }

    boolean references(String digest) {
        return store.read(view -> functions.references(view, digest));
    }

    List<Function> list(FunctionFilter filter, long offset, int limit) {
        return store.read(view -> functions.list(view, filter, FunctionOrder.OF_CREATION, offset, limit));
    }

    private List<String> ordered(FunctionOrder.By by, boolean descending) {
        var everything = FunctionFilter.ofProject(Samples.PROJECT);
        return store.read(view -> functions.list(view, everything, new FunctionOrder(by, descending), 0, 10)).stream()
                .map(function -> function.key().name())
                .toList();
    }

    long count(FunctionFilter filter) {
        return store.read(view -> functions.count(view, filter));
    }

    private List<String> names(FunctionFilter filter) {
        var names = new ArrayList<>(list(filter, 0, 100).stream()
                .map(function -> function.key().name())
                .toList());
        assertThat(count(filter)).isEqualTo(names.size());
        Collections.sort(names);
        return names;
    }

    private static FunctionFilter filter(String packageName, String text) {
        return new FunctionFilter(Samples.PROJECT, Optional.ofNullable(packageName), Optional.of(text));
    }

    /** What each of the threads, numbered from 0, is to do. */
    interface Part<T> {
        T of(Integer thread) throws Exception;
    }

    static <T> List<T> together(Part<T> part) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var parts = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(thread -> () -> part.of(thread))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> ended : threads.invokeAll(parts, 60, TimeUnit.SECONDS)) {
                results.add(ended.get());
            }
            return results;
        }
    }
}
