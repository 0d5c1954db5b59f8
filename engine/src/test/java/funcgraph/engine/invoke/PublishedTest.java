package funcgraph.engine.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.Publication;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishedTest {

    private final AtomicReference<Optional<Publication>> stored = new AtomicReference<>(Optional.empty());
    private final Published published = new Published(key -> stored.get(), 10);

    @Test
    void what_was_read_once_is_known_and_a_change_is_seen_by_the_next_look() {
        load(at(1));

        published.changed(at(2));

        assertThat(published.peek(Samples.KEY)).isEqualTo(at(2));
    }

    @Test
    void changes_told_in_the_wrong_order_leave_the_newest() {
        load(at(1));

        published.changed(at(3));
        published.changed(at(2));

        assertThat(published.peek(Samples.KEY)).isEqualTo(at(3));
    }

    @Test
    void a_slow_read_never_hides_a_change_made_meanwhile() {
        var slow = new AtomicReference<Published>();
        slow.set(new Published(
                key -> {
                    slow.get().changed(at(2));
                    return Optional.of(at(1));
                },
                10));

        assertThat(slow.get().load(Samples.KEY)).contains(at(1));
        assertThat(slow.get().peek(Samples.KEY)).isNull();
    }

    @Test
    void a_deleted_function_is_forgotten_but_not_its_successor_of_the_same_name() {
        load(at(1));
        published.removed(at(1));
        assertThat(published.peek(Samples.KEY)).isNull();

        var successor = Publication.of(Samples.reborn(1), 50, List.of(), List.of());
        load(successor);
        published.removed(at(1));
        published.changed(at(9));

        assertThat(published.peek(Samples.KEY)).isEqualTo(successor);
        published.forget(Samples.KEY);
        assertThat(published.peek(Samples.KEY)).isNull();
    }

    @Test
    void the_snapshot_stays_within_its_capacity() {
        var many = new Published(
                key -> Optional.of(Publication.of(Samples.limited(key.name(), -1, 1), 1, List.of(), List.of())), 10);
        IntStream.range(0, 100).forEach(i -> many.load(key(i)));

        assertThat(IntStream.range(0, 100)
                        .filter(i -> many.peek(key(i)) != null)
                        .count())
                .isEqualTo(10);
        assertThat(many.peek(key(99))).isNotNull();
    }

    private void load(Publication publication) {
        stored.set(Optional.of(publication));
        published.load(Samples.KEY);
    }

    private static FunctionKey key(int number) {
        return new FunctionKey("p", "default", "f" + number);
    }

    private static Publication at(long number) {
        return Publication.of(Samples.function(1), number, List.of(), List.of());
    }
}
