package funcgraph.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a key's values. Whatever the source, a scalar arrives as text: in YAML too, so that an id of digits stays
 * as it is written. Lists and maps arrive as such from a file, and as YAML in one line from environment and flags.
 */
sealed interface Kind<T>
        permits Kinds.Text,
                Kinds.Whole,
                Kinds.Bytes,
                Kinds.Switch,
                Kinds.Choice,
                Kinds.Folder,
                Kinds.Wholes,
                Kinds.Range,
                Entries {

    /** The type in a word. */
    String type();

    /** What is allowed, to follow "must be". */
    String range();

    /**
     * Reads a value.
     *
     * @param raw a {@code String}, {@code List} or {@code Map}
     * @param where to begin a problem with
     * @return empty when it is no such value; then at least one problem was added
     */
    Optional<T> read(Object raw, Place where, Problems problems);

    /** A value as it could be written in a file, without secrets. */
    String show(T value);

    /** Adds the usual problem: what the value is and what it must be. */
    default Optional<T> refuse(Object raw, Place where, Problems problems) {
        var shown = switch (raw) {
            case List<?> list -> "a list";
            case Map<?, ?> map -> "a mapping";
            default -> "'" + raw + "'";
        };
        problems.add(where + ": " + shown + " must be " + range());
        return Optional.empty();
    }
}
