package funcgraph.domain;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which order functions are listed. */
public record FunctionOrder(By by, boolean descending) {

    /** The API's own order: that of creation. */
    public static final FunctionOrder OF_CREATION = new FunctionOrder(By.CREATED, false);

    /** What is compared. */
    public enum By {
        CREATED("created"),
        NAME("func_name"),
        MODIFIED("last_modified"),
        CODE_SIZE("code_size");

        private final String wireName;

        By(String wireName) {
            this.wireName = wireName;
        }

        public static Optional<By> parse(String text) {
            return Stream.of(values()).filter(by -> by.wireName.equals(text)).findFirst();
        }

        /** All names, for error messages. */
        public static String allowed() {
            return Stream.of(values()).map(by -> by.wireName).collect(Collectors.joining(", "));
        }
    }
}
