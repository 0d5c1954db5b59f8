package funcgraph.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a function may hold on this server, so that a form can say so before anything is sent.
 *
 * @param fields by their name on the wire, a dot leading into an object; a field without a range is left out
 * @param runtimes every execution environment that the API knows
 */
public record LimitsResponse(Map<String, Range> fields, List<KnownRuntime> runtimes) {

    /**
     * What a field may hold. What does not apply is left out.
     *
     * @param min smallest number
     * @param max largest number
     * @param length most characters of a text
     * @param entries most entries of an object or an array
     * @param bytes most bytes of a text in UTF-8
     * @param oneOf the only values
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Range(
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Integer length,
            @Nullable Integer entries,
            @Nullable Integer bytes,
            @Nullable List<Integer> oneOf) {

        public static Range between(int min, int max) {
            return new Range(min, max, null, null, null, null);
        }

        public static Range atMost(int characters) {
            return new Range(null, null, characters, null, null, null);
        }

        public static Range oneOf(List<Integer> values) {
            return new Range(null, null, null, null, null, values);
        }

        /** {@code bytes} is null where only the entries are counted. */
        public static Range entries(int most, @Nullable Integer bytes) {
            return new Range(null, null, null, most, bytes, null);
        }
    }

    /**
     * A runtime.
     *
     * @param name as functions are created with it
     * @param codeTypes the ways its code may come
     * @param handler what its handler looks like, in words
     */
    public record KnownRuntime(String name, List<String> codeTypes, String handler) {}
}
