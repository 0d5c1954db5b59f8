package funcgraph.domain.log;

import org.jspecify.annotations.Nullable;

/**
 * What a change did to one field: texts, numbers, truth values, lists and maps, as the API would show them.
 *
 * @param field by the API's name
 * @param before null where there was nothing
 * @param after null where there is nothing
 */
public record FieldChange(
        String field, @Nullable Object before, @Nullable Object after) {

    /** What stands for a secret, which only shows that it changed. */
    public static final String SECRET = "***";
}
