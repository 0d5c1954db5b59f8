package funcgraph.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New code, as a request brings it.
 *
 * @param misread what could not be read, found while translating from the wire
 * @param type null when the request names none
 * @param url where {@code obs} fetches from, else {@code ""}
 * @param filename the archive's name, {@code ""} when not given
 * @param file decoded source or archive, empty when not given; handed over, not copied
 * @param dependencyPkg null keeps the present one, {@code ""} clears it
 * @param dependVersionIds null keeps the present ones
 */
public record CodeChange(
        List<Violation> misread,
        @Nullable CodeType type,
        String url,
        String filename,
        byte[] file,
        @Nullable String dependencyPkg,
        @Nullable List<String> dependVersionIds) {

    public CodeChange {
        misread = List.copyOf(misread);
    }
}
