package funcgraph.domain;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a function's code comes from (functiongraph-api 1.6). */
public enum CodeType {
    INLINE("inline"),
    ZIP("zip"),
    JAR("jar"),
    OBS("obs"),
    CUSTOM_IMAGE_SWR("Custom-Image-Swr");

    private final String wireName;

    CodeType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Reads the wire name, exactly as written. */
    public static Optional<CodeType> parse(String text) {
        return Stream.of(values()).filter(type -> type.wireName.equals(text)).findFirst();
    }

    /** All wire names, for error messages. */
    public static String allowed() {
        return Stream.of(values()).map(CodeType::wireName).collect(Collectors.joining(", "));
    }
}
