package funcgraph.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured.
 *
 * @param name as in the file, {@code section.name}
 * @param kind its type and range
 * @param byDefault its value when no source names it
 * @param secret whether it prints as {@code ***}
 * @param shortFlag a flag besides {@code --NAME}, or null
 * @param meaning one sentence for the reference
 */
public record Key<T>(
        String name,
        Kind<T> kind,
        T byDefault,
        boolean secret,
        @Nullable String shortFlag,
        String meaning) {

    /** All environment variables that are keys begin so. */
    public static final String ENVIRONMENT_PREFIX = "FUNCGRAPH_";

    /** {@code api.rate_limit_per_second} is {@code FUNCGRAPH_API_RATE_LIMIT_PER_SECOND}. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Every key is a flag; the usual ones have a short one, which comes first. */
    public List<String> flags() {
        return shortFlag == null ? List.of("--" + name) : List.of(shortFlag, "--" + name);
    }

    /** {@code server} of {@code server.port}; a key without a section is its own. */
    public String section() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The value for people. */
    public String show(T value) {
        var text = kind.show(value);
        return secret && !text.isEmpty() ? "***" : text;
    }

    /** Reads a value like {@link Kind#read}, but never quotes one that is secret. */
    Optional<T> read(Object raw, Place where, Problems problems) {
        if (!secret) {
            return kind.read(raw, where, problems);
        }
        var value = kind.read(raw, where, new Problems());
        if (value.isEmpty()) {
            problems.add(where + ": the value must be " + kind.range());
        }
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
