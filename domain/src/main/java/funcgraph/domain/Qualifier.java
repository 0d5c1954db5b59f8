package funcgraph.domain;

/** The last field of a URN: which state of the function is meant (functiongraph-api 1.1). */
public sealed interface Qualifier {

    /** The name of the mutable head. */
    String LATEST = "latest";

    /** No qualifier was written. Reads as {@code latest}, except for DELETE, where it means the whole function. */
    record None() implements Qualifier {}

    /** {@code latest} or a published version. */
    record Version(String name) implements Qualifier {}

    /** {@code !name}: an alias, which points to a version. */
    record Alias(String name) implements Qualifier {}

    static Qualifier none() {
        return new None();
    }

    /** True when this addresses the mutable head. */
    default boolean isLatest() {
        return switch (this) {
            case None() -> true;
            case Version(String name) -> name.equals(LATEST);
            case Alias(String ignored) -> false;
        };
    }

    /** As tables keep it and as it ends a URN: {@code latest}, a version's name, or {@code !alias}. */
    default String text() {
        return switch (this) {
            case None() -> LATEST;
            case Version(String name) -> name;
            case Alias(String name) -> "!" + name;
        };
    }

    /** Reads the text after the last colon of a URN; a leading {@code !} makes it an alias. */
    static Qualifier parse(String text) {
        return text.startsWith("!") ? new Alias(text.substring(1)) : new Version(text);
    }
}
